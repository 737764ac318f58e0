import { pathToFileURL } from 'node:url';
import type { DatabaseSync } from 'node:sqlite';
import { present } from '../domain/json.ts';
import type { StoredTask, TaskStore } from '../domain/ports.ts';
import { databaseFile, openDatabase, openReadOnly, type StoreOptions } from './database.ts';
import { MemoryTaskStore } from './memoryStore.ts';
import { describeError } from './sqlite.ts';
import { SqliteTaskStore } from './taskStore.ts';

export interface OpenedStore {
  readonly store: TaskStore;
  /**
   * `readOnly`: a newer version of the extension made the file; tasks can be read, every write rejects.
   * `memory`: there is no file that can be written; what could be read of it is there, and changes end with the window.
   */
  readonly mode: 'normal' | 'readOnly' | 'memory';
  /** A damaged file was put there, and a new one was started. */
  readonly repaired?: { readonly movedTo: string };
  /** Tasks that cannot be read; they stay in the file. */
  readonly skipped: number;
}

/** Opens the store in a folder. Never rejects: without a file that works, tasks are kept in memory. */
export async function openTaskStore(folder: string, options: StoreOptions): Promise<OpenedStore> {
  try {
    const { db, mode, movedTo } = await openDatabase(folder, options);
    const store = storeOn(db, options);
    return { store, mode, ...(movedTo && { repaired: { movedTo } }), skipped: store.countUnreadable() };
  } catch (error) {
    options.log.warn('Tasks are kept in memory', { error: describeError(error) });
    return { store: new MemoryTaskStore(await readSaved(folder, options)), mode: 'memory', skipped: 0 };
  }
}

/** The tasks of a file that cannot be written; none when it cannot be read either. */
async function readSaved(folder: string, options: StoreOptions): Promise<readonly StoredTask[]> {
  const file = databaseFile(folder);
  // In a folder that cannot be written SQLite reads only a file of which it is told that nobody changes it.
  const unchanging = `${pathToFileURL(file).href}?immutable=1`;
  return (await readFrom(file, options)) ?? (await readFrom(unchanging, options)) ?? [];
}

async function readFrom(file: string, options: StoreOptions): Promise<readonly StoredTask[] | undefined> {
  try {
    const store = storeOn(openReadOnly(await import('node:sqlite'), file), options);
    const stored = store.tasks().map((task) => present({ task, details: store.details(task.key) }));
    store.close();
    return stored;
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
