import type { StoreOptions } from './database.ts';
import { openReadOnly } from './database.ts';
import { salvaged } from './salvage.ts';
import { describeError } from './sqlite.ts';
import type { SqliteTaskStore } from './taskStore.ts';

/** A damaged file was put there, a new one was started, and so many tasks came over. */
export interface Repair {
  readonly movedTo: string;
  readonly restored: number;
}

/** Puts what can be read of a damaged file into a store. */
export async function restore(
  movedTo: string,
  store: SqliteTaskStore,
  options: StoreOptions,
): Promise<Repair> {
  const keys = new Set<string>();
  try {
    const db = openReadOnly(await import('node:sqlite'), movedTo);
    try {
      for (const stored of salvaged(db)) {
        await store.merge(stored);
        for (const { task } of stored) {
          keys.add(task.key);
        }
        await options.wait(0);
      }
    } finally {
      db.close();
    }
  } catch (error) {
    options.log.warn('Not everything of the damaged file was restored', { error: describeError(error) });
  }
  return { movedTo, restored: keys.size };
}
