import { mergeStored } from '../domain/merge.ts';
import type { StoredTask } from '../domain/ports.ts';
import type { Task } from '../domain/task.ts';
import type { Revision, TaskRows } from './taskRows.ts';

/** A task whose last changes are only in memory. */
export interface Unsaved {
  readonly key: string;
  /** The task in the file when the changes began; undefined when it was not there. */
  readonly base: Task | undefined;
  /** The task as it is; undefined when it was removed. */
  readonly now: StoredTask | undefined;
}

/**
 * Writes changes that were kept in memory: as they are where nobody else has changed the task since, else merged with
 * what others wrote. A removal counts, whoever did it.
 */
export function writeDown(rows: TaskRows, { key, base, now }: Unsaved, revision: Revision): Task | undefined {
  const stored = rows.stored(key);
  if (now === undefined) {
    rows.take(key, revision);
    return undefined;
  }
  if (stored === undefined) {
    if (base !== undefined) {
      return undefined;
    }
    rows.insert(now, revision);
    return now.task;
  }
  if (JSON.stringify(stored.task) === JSON.stringify(base)) {
    rows.save(now, stored, revision);
    return now.task;
  }
  const after = mergeStored(stored, now);
  rows.save(after, stored, revision);
  return after.task;
}
