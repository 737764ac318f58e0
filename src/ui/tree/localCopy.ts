import type { Task } from '../../domain/task.ts';
import type { Parts } from '../parts.ts';

/** Bytes of the local copies of a task; 0 when there are none. Only a result has any. */
export function copyBytes({ copies }: Pick<Parts, 'copies'>, { key, status }: Task): number {
  return status === 'succeeded' ? copies.bytesOf([key]) : 0;
}

/** What a row says of a task: with a local copy, the end of its link does not matter. */
export function asKept(task: Task, bytes: number): Task {
  const { linkExpiresAt: _, ...lasting } = task;
  return bytes > 0 ? lasting : task;
}
