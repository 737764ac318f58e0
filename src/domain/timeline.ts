// Which states a task was in, and when that was learned.
import { statuses, isTerminal, type TaskStatus } from './status.ts';
import type { Task } from './task.ts';

/** A change of a task's status. */
export interface TimelineStep {
  /** When it was learned, epoch ms. */
  readonly at: number;
  readonly status: TaskStatus;
  /** The provider's own word, when it had one. */
  readonly word?: string;
}

/** Steps kept per task; the oldest go first. */
export const mostSteps = 100;

/** When something was last learned of a task, epoch ms; 0 when nothing was. */
export function learnedAt({ checkedAt = 0, error }: Task): number {
  return Math.max(checkedAt, error?.at ?? 0);
}

/** The step that says which state a task is in. */
function stepOf(task: Task): TimelineStep {
  const { status, statusWord } = task;
  const at = Math.max(task.addedAt, learnedAt(task));
  return { at, status, ...(statusWord !== undefined && { word: statusWord }) };
}

// Of two steps at one time a job's end comes last; the rest only has to be the same in every window.
function rank(status: TaskStatus): number {
  return status === 'queued' ? -1 : statuses.indexOf(status) + (isTerminal(status) ? statuses.length : 0);
}

function compare(a: TimelineStep, b: TimelineStep): number {
  return (
    a.at - b.at ||
    rank(a.status) - rank(b.status) ||
    Number(a.word === undefined) - Number(b.word === undefined) ||
    (String(a.word) < String(b.word) ? -1 : 1)
  );
}

/** The steps of both, oldest first; each status once per moment. Which one comes first makes no difference. */
export function uniteTimelines(
  a: readonly TimelineStep[],
  b: readonly TimelineStep[],
): readonly TimelineStep[] {
  return [...a, ...b]
    .sort(compare)
    .filter((step, n, all) => step.at !== all[n - 1]?.at || step.status !== all[n - 1]?.status)
    .slice(-mostSteps);
}

/** A task's timeline after a change; `before` is undefined for a new task, `more` are steps that the change brings along. */
export function timelineAfter(
  steps: readonly TimelineStep[],
  before: Task | undefined,
  after: Task,
  more: readonly TimelineStep[] = [],
): readonly TimelineStep[] {
  const united = more.length === 0 ? steps : uniteTimelines(steps, more);
  const isKnown = before?.status === after.status || united.at(-1)?.status === after.status;
  return isKnown ? united : uniteTimelines(united, [stepOf(after)]);
}
