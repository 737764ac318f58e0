import type { ErrorKind, Task } from './task.ts';
import { isActive } from './transition.ts';

const keyErrors: ReadonlySet<ErrorKind | undefined> = new Set([
  'keyMissing',
  'keyRejected',
  'keyUnusable',
] as const satisfies readonly ErrorKind[]);

/** What another key means for a task: its error about the old one is void, and it is asked for again. Undefined: nothing. */
export function revived(task: Task, now: number): Task | undefined {
  const blamed = keyErrors.has(task.error?.kind);
  const { error: _, ...innocent } = task;
  const mended: Task = blamed ? innocent : task;
  if (isActive(task)) {
    return { ...mended, nextCheckAt: now };
  }
  const { stopped, ...resumed } = mended;
  if (blamed && stopped === 'age') {
    return { ...resumed, resumedAt: now, nextCheckAt: now };
  }
  return blamed ? mended : undefined;
}
