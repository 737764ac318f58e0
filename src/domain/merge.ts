// Two records of one task → one. What was learned later counts; what only one side knows is kept.
import { present } from './json.ts';
import { isTerminal } from './status.ts';
import type { StoredTask } from './ports.ts';
import type { Task } from './task.ts';
import { learnedAt, timelineAfter, uniteTimelines } from './timeline.ts';

/** True when `other` knows more of the task than what is stored, which wins a tie. */
function knowsMore(other: Task, stored: Task): boolean {
  const ends = Number(isTerminal(other.status)) - Number(isTerminal(stored.status));
  return ends === 0 ? learnedAt(other) > learnedAt(stored) : ends > 0;
}

/** What an older record may add: what is true of the job whatever its state. */
function lasting(task: Task): Partial<Task> {
  const {
    status: _s,
    statusWord: _w,
    error: _e,
    progress: _p,
    queuePosition: _q,
    failure: _f,
    playable: _pl,
    linkExpiresAt: _l,
    linkChecks: _lc,
    nextCheckAt: _n,
    claimedUntil: _c,
    stopped: _st,
    quiet: _qu,
    ...rest
  } = task;
  return rest;
}

function extreme(
  pick: (...values: readonly number[]) => number,
  a: number | undefined,
  b: number | undefined,
): number | undefined {
  const known = [a, b].filter((value) => value !== undefined);
  return known.length === 0 ? undefined : pick(...known);
}

/**
 * Merges what is stored of a task with another record of it. An end is never undone; a claim is only what is stored.
 * Merging the same record again changes nothing.
 */
export function mergeTasks(stored: Task, other: Task): Task {
  const [newer, older] = knowsMore(other, stored) ? [other, stored] : [stored, other];
  const { claimedUntil: _, ...unclaimed } = newer;
  const kept = newer === stored ? stored : unclaimed;
  const times = {
    checkedAt: extreme(Math.max, stored.checkedAt, other.checkedAt),
    resumedAt: extreme(Math.max, stored.resumedAt, other.resumedAt),
    announcedAt: extreme(Math.min, stored.announcedAt, other.announcedAt),
    watchedAt: extreme(Math.min, stored.watchedAt, other.watchedAt),
    claimedUntil: stored.claimedUntil,
  };
  const added = Object.entries(lasting(older)).filter(([name]) => !Object.hasOwn(kept, name));
  // Fields keep their order: what says the same is written the same.
  return { ...kept, ...Object.fromEntries(added), ...present(times) };
}

/** Merges everything that is stored of a task with another record of it. */
export function mergeStored(stored: StoredTask, other: StoredTask): StoredTask {
  const [newer, older] = knowsMore(other.task, stored.task) ? [other, stored] : [stored, other];
  const { task: _n, timeline: _nt, ...kept } = newer;
  const { task: _o, timeline: _ot, ...added } = older;
  const task = mergeTasks(stored.task, other.task);
  const steps = uniteTimelines(stored.timeline ?? [], other.timeline ?? []);
  return { ...added, ...kept, task, timeline: timelineAfter(steps, undefined, task) };
}
