import { pathToFileURL } from 'node:url';
import type { DatabaseSync } from 'node:sqlite';
import type { StoredTask, TaskStore } from '../domain/ports.ts';
import { databaseFile, openDatabase, openReadOnly, type StoreOptions } from './database.ts';
import { DurableTaskStore } from './durableStore.ts';
import { MemoryTaskStore } from './memoryStore.ts';
import { restore, type Repair } from './restore.ts';
import { salvaged } from './salvage.ts';
import { describeError } from './sqlite.ts';
import { StoreFile } from './storeFile.ts';
import { SqliteTaskStore } from './taskStore.ts';

export interface OpenedStore {
  readonly store: TaskStore;
  /**
   * `readOnly`: a newer version of the extension made the file; tasks can be read, every write rejects.
   * `memory`: there is no file that can be written; what could be read of it is there, and changes end with the window.
   */
  readonly mode: 'normal' | 'readOnly' | 'memory';
  /** What was done about a damaged file, if it was found to be one; `load` may find that out. */
  readonly repaired: () => Repair | undefined;
  /** How many tasks `load` could not read; they stay in the file. */
  readonly skipped: () => number;
}

/** Opens the store in a folder. Never rejects: without a file that works, tasks are kept in memory. */
export async function openTaskStore(folder: string, options: StoreOptions): Promise<OpenedStore> {
  try {
    const { db, mode, movedTo } = await openDatabase(folder, options);
    const store = storeOn(db, options);
    if (mode === 'readOnly') {
      return { store, mode, repaired: () => undefined, skipped: () => store.skipped };
    }
    const repair = movedTo === undefined ? undefined : await restore(movedTo, store, options);
    const file = new StoreFile(folder, store, options, repair);
    const durable = new DurableTaskStore(file, options);
    return { store: durable, mode, repaired: () => file.repaired, skipped: () => file.store.skipped };
  } catch (error) {
    options.log.warn('Tasks are kept in memory', { error: describeError(error) });
    const store = new MemoryTaskStore(await readSaved(folder, options));
    return { store, mode: 'memory', repaired: () => undefined, skipped: () => 0 };
  }
}

/** The tasks of a file that cannot be written; none when it cannot be read either. */
async function readSaved(folder: string, options: StoreOptions): Promise<readonly StoredTask[]> {
  const file = databaseFile(folder);
  // In a folder that cannot be written SQLite reads only a file of which it is told that nobody changes it.
  const unchanging = `${pathToFileURL(file).href}?immutable=1`;
  return (await readFrom(file, options)) ?? (await readFrom(unchanging, options)) ?? [];
}

async function readFrom(file: string, { wait }: StoreOptions): Promise<readonly StoredTask[] | undefined> {
  try {
    const db = openReadOnly(await import('node:sqlite'), file);
    try {
      db.exec('SELECT 1 FROM tasks LIMIT 1');
      const all: StoredTask[] = [];
      for (const stored of salvaged(db)) {
        all.push(...stored);
        await wait(0);
      }
      return all;
    } finally {
      db.close();
    }
  } catch {
    return undefined;
  }
}

function storeOn(db: DatabaseSync, options: StoreOptions): SqliteTaskStore {
  try {
    return new SqliteTaskStore(db, options);
  } catch (error) {
    db.close();
    throw error;
  }
}
