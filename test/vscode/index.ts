// What VS Code loads as the extension's tests: runs every bundled test file beside this one in mocha.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';

/** Called by VS Code in the extension host. Rejects when a test failed. */
export function run(): Promise<void> {
  const mocha = new Mocha({
    reporter: join(import.meta.dirname, '..', '..', 'scripts', 'test', 'reporter.cjs'),
    timeout: 20_000,
    color: false,
  });
  for (const file of readdirSync(__dirname).filter((name) => name.endsWith('.test.cjs'))) {
    mocha.addFile(join(__dirname, file));
  }
  return new Promise((resolve, reject) => {
    mocha.run((failures) => (failures === 0 ? resolve() : reject(new Error(`${failures} tests failed`))));
  });
}
