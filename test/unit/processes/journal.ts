// What a window says of itself: one JSON line each, in a file of its own. What is said to be saved is on the disk before the
// window goes on, so that it outlives the window.
import { closeSync, fsyncSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isRecord } from '../../../src/domain/json.ts';
import type { Log } from '../../../src/domain/ports.ts';

/** What a person does with a task; `count` adds one to a number that all windows share. */
export type Act = 'add' | 'count' | 'mark' | 'name' | 'remove';

export interface Entry {
  /** 1, 2, 3 ... */
  readonly n: number;
  /**
   * `saved` and `refused`: the promise of what has begun was kept or broken. `told`: a notification. `admitted`: a request, which
   * might have been sent.
   */
  readonly is: 'begun' | 'saved' | 'refused' | 'told' | 'admitted' | 'warned';
  /** With `begun`, `saved` and `refused`. */
  readonly act?: Act;
  /** Of a task; with `admitted`, the origin. */
  readonly key?: string;
  /** The name given, what was logged, or the moment, epoch ms. */
  readonly text?: string;
}

/** Everything one window said. */
export interface Journal {
  readonly window: string;
  readonly entries: readonly Entry[];
}

/** Writes the journal of this process. */
export class JournalFile {
  readonly #file: number;
  #n = 0;

  constructor(folder: string, window: string) {
    this.#file = openSync(join(folder, `${window}.jsonl`), 'a');
  }

  /** Resolves when the work is over and noted, however it ended. */
  async keep(act: Act, key: string, work: () => Promise<unknown>, text?: string): Promise<void> {
    const about = { act, key, ...(text !== undefined && { text }) };
    this.note({ is: 'begun', ...about });
    try {
      await work();
    } catch (error) {
      this.note({ is: 'refused', ...about, text: String(error) });
      return;
    }
    this.note({ is: 'saved', ...about });
  }

  note(entry: Omit<Entry, 'n'>): void {
    this.#n += 1;
    writeSync(this.#file, `${JSON.stringify({ n: this.#n, ...entry })}\n`);
    if (entry.is === 'saved' || entry.is === 'told') {
      fsyncSync(this.#file);
    }
  }

  /** A log whose warnings and errors go to the journal. */
  log(): Log {
    const warn = (message: string, detail: object = {}): void =>
      this.note({ is: 'warned', text: `${message} ${JSON.stringify(detail)}` });
    return { debug: () => {}, info: () => {}, warn, error: warn };
  }

  close(): void {
    closeSync(this.#file);
  }
}

function readEntry(line: string): Entry {
  const entry: unknown = JSON.parse(line);
  if (!isRecord(entry) || typeof entry['n'] !== 'number' || typeof entry['is'] !== 'string') {
    throw new Error(`No entry of a journal: ${line}`);
  }
  return entry as unknown as Entry;
}

/** The journals in a folder. */
export function readJournals(folder: string): readonly Journal[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl'))
    .map((file) => ({
      window: basename(file, '.jsonl'),
      // What follows the last end of line was cut off by a kill.
      entries: readFileSync(join(folder, file), 'utf8').split('\n').slice(0, -1).map(readEntry),
    }));
}
