import type { StoredTask, TaskChange } from '../domain/ports.ts';
import { timelineAfter } from '../domain/timeline.ts';

/** What is stored of a task after a change; `before` is undefined when nothing was. */
export function applied(before: StoredTask | undefined, change: TaskChange): StoredTask {
  const timeline = timelineAfter(before?.timeline ?? [], before?.task, change.task, change.timeline);
  return { ...before, ...change, timeline };
}
