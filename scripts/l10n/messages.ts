// The English texts of the sources: every first argument of a call of `t`.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { tokensOf } from './tokens.ts';

/** The texts of one or more files. */
export interface Messages {
  readonly messages: readonly string[];
  /** Calls whose text is not written out, as `file:line`: no translation can be found for it. */
  readonly computed: readonly string[];
}

/** The texts of one file. */
export function messagesOf(file: string, text: string): Messages {
  const tokens = tokensOf(text);
  const messages: string[] = [];
  const computed: string[] = [];
  for (const [at, { kind, value, line }] of tokens.entries()) {
    if (kind === 'word' && value === 't' && tokens[at + 1]?.value === '(') {
      const [message, end] = tokens.slice(at + 2);
      if (message?.kind === 'string' && end?.kind === 'mark' && /^[,)]$/.test(end.value)) {
        messages.push(message.value);
      } else {
        computed.push(`${file}:${line}`);
      }
    }
  }
  return { messages, computed };
}

/** The TypeScript files of a folder, with `/` between folders. */
export function sourceFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .toSorted();
}

/** The texts of all files of a folder, sorted, each once. */
export function messagesIn(folder: string): Messages {
  const found = sourceFiles(folder).map((file) => messagesOf(file, readFileSync(join(folder, file), 'utf8')));
  return {
    messages: [...new Set(found.flatMap(({ messages }) => messages))].toSorted(),
    computed: found.flatMap(({ computed }) => computed),
  };
}
