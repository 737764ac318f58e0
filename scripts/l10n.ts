// Brings the bundles in l10n/ in step with the sources. Translations that exist are kept; new ones start in English.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { messagesIn } from './l10n/messages.ts';
import { root } from './vscode/paths.ts';

type Bundle = Readonly<Record<string, string>>;

const folder = join(root, 'l10n');
const { messages } = messagesIn(join(root, 'src'));

function read(name: string): Bundle {
  try {
    return JSON.parse(readFileSync(join(folder, name), 'utf8')) as Bundle;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return {};
    }
    throw error;
  }
}

function write(name: string, translated: (message: string) => string): void {
  const bundle = Object.fromEntries(messages.map((message) => [message, translated(message)]));
  writeFileSync(join(folder, name), `${JSON.stringify(bundle, undefined, 2)}\n`);
}

mkdirSync(folder, { recursive: true });
write('bundle.l10n.json', (message) => message);
const chinese = read('bundle.l10n.zh-cn.json');
write('bundle.l10n.zh-cn.json', (message) => chinese[message] ?? message);

const missing = messages.filter((message) => chinese[message] === undefined);
console.log(`${messages.length} texts, ${missing.length} new`);
for (const message of missing) {
  console.log(`  ${message}`);
}
