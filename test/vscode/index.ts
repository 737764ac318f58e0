// What VS Code loads as the extension's tests: runs every bundled test file beside this one in mocha.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import Mocha from 'mocha';

/** Called by VS Code in the extension host. Rejects when a test failed. */
export function run(): Promise<void> {
  const unhandled: unknown[] = [];
  const mocha = new Mocha({
    reporter: join(import.meta.dirname, '..', '..', 'scripts', 'test', 'reporter.cjs'),
    timeout: 20_000,
    color: false,
    rootHooks: {
      afterEach() {
        const found = unhandled.splice(0);
        if (found.length > 0) {
          throw new Error(`Unhandled rejections: ${found.map((reason) => inspect(reason)).join('\n')}`);
        }
      },
    },
  });
  const files = readdirSync(__dirname).filter((name) => name.endsWith('.test.cjs'));
  for (const file of files.toSorted()) {
    mocha.addFile(join(__dirname, file));
  }
  process.on('unhandledRejection', (reason) => unhandled.push(reason));
  return new Promise((resolve, reject) => {
    mocha.run((failures) => (failures === 0 ? resolve() : reject(new Error(`${failures} tests failed`))));
  });
}
