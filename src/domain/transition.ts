// Task + what was learned + now → task. The only place where a task's status changes.
import { mergeDetails, mergeFacts } from './facts.ts';
import type { Rendition } from './media.ts';
import { leaseMs } from './originState.ts';
import type { Outcome } from './outcome.ts';
import {
  errorDelayMs,
  jitter,
  linkChecks,
  linkDelayMs,
  notFoundDelayMs,
  pollDelay,
  type Pace,
} from './schedule.ts';
import { isTerminal } from './status.ts';
import type { ErrorKind, Observation, Task, TaskDetails } from './task.ts';
import { taskKey } from './task.ts';

/** When and how something was learned. `random` is 0..1. */
export interface Moment {
  readonly now: number;
  readonly random: number;
  readonly pace: Pace;
}

/** A task that was just added; it is due at once. `quiet`: added by a program. */
export function newTask(provider: string, id: string, now: number, quiet = false): Task {
  return {
    key: taskKey(provider, id),
    provider,
    id,
    addedAt: now,
    status: 'queued',
    playable: false,
    nextCheckAt: now,
    ...(quiet && { quiet }),
  };
}

/** The file that is played unless the person chooses another one. */
export function bestRendition(details: TaskDetails | undefined): Rendition | undefined {
  return details?.variants[0]?.renditions[0];
}

/** True when the provider has ended the task and nothing more is expected of it. */
export function isOver(task: Task): boolean {
  return isTerminal(task.status) && !awaitsLink(task);
}

/** Finished, but the link to the video has not come yet. */
export function awaitsLink(task: Task): boolean {
  return task.status === 'succeeded' && !task.playable && (task.linkChecks ?? 0) <= linkChecks;
}

/** Still asked for by itself. */
export function isActive(task: Task): boolean {
  return !isOver(task) && task.stopped === undefined;
}

/** Until when another check holds the task, epoch ms; 0 when none does. */
export function claimEnd(task: Task, now: number): number {
  const until = task.claimedUntil ?? 0;
  // A claim longer than any claim comes from a clock that has gone back since.
  return until > now && until <= now + leaseMs ? until : 0;
}

// A clock that has gone back makes no task young again.
const age = (task: Task, now: number): number => Math.abs(now - task.addedAt);

/** Counts an answer that brought no link to a finished task. */
const withoutLink = (task: Task): Task =>
  awaitsLink(task) ? { ...task, linkChecks: (task.linkChecks ?? 0) + 1 } : task;

/** Sets when to ask next, or stops for age. `delayMs` undefined asks by the schedule. */
function scheduleNext(task: Task, moment: Moment, delayMs?: number): Task {
  const { nextCheckAt: _, stopped, ...rest } = task;
  if (isOver(task)) {
    return rest;
  }
  if (stopped !== undefined) {
    return { ...rest, stopped };
  }
  const { now, pace, random } = moment;
  const tracked = Math.max(0, now - (task.resumedAt ?? task.addedAt));
  if (pace.stopAfterMs > 0 && tracked >= pace.stopAfterMs) {
    return { ...rest, stopped: 'age' };
  }
  const delay = delayMs === undefined ? pollDelay(age(task, now), pace, random) : jitter(delayMs, random);
  return { ...rest, nextCheckAt: now + delay };
}

function withLink(task: Task, details: TaskDetails): Task {
  const { linkExpiresAt: _, ...rest } = task;
  const best = bestRendition(details);
  return withoutLink({
    ...rest,
    playable: best !== undefined,
    ...(best?.expiresAt !== undefined && { linkExpiresAt: best.expiresAt }),
  });
}

/** Merges a readable answer. A task that has ended keeps its end, whatever an answer says later. */
export function observed(
  task: Task,
  details: TaskDetails | undefined,
  seen: Observation,
  moment: Moment,
): { readonly task: Task; readonly details: TaskDetails | undefined } {
  const { now } = moment;
  if (isTerminal(task.status) && seen.status !== task.status) {
    const { error: _, ...kept } = task;
    return { task: scheduleNext(withoutLink({ ...kept, checkedAt: now }), moment, linkDelayMs), details };
  }
  const merged = mergeDetails(details, seen);
  const next = withLink({ ...mergeFacts(task, seen), checkedAt: now }, merged);
  const old = task.quiet && task.checkedAt === undefined && isOver(next) ? { announcedAt: now } : {};
  const delay = awaitsLink(next) ? linkDelayMs : undefined;
  return { task: scheduleNext({ ...next, ...old }, moment, delay), details: merged };
}

const taskErrors: ReadonlySet<ErrorKind> = new Set<ErrorKind>([
  'forbidden',
  'badRequest',
  'badAnswer',
  'tooLarge',
  'otherTask',
  'redirected',
  'notJson',
]);

/** Notes a failed attempt. The status stays, except that a task nobody knows becomes `notFound`. */
export function failed(task: Task, outcome: Extract<Outcome, { kind: 'error' }>, moment: Moment): Task {
  const { kind } = outcome.error;
  const error = { ...outcome.error, at: moment.now };
  if (kind !== 'notFound') {
    return scheduleNext({ ...task, error }, moment, taskErrors.has(kind) ? errorDelayMs : undefined);
  }
  // A fresh id may be unknown for some seconds (new-api, wire-formats 0.7).
  if (age(task, moment.now) < notFoundDelayMs && task.checkedAt === undefined) {
    const { error: _, ...fresh } = task;
    return scheduleNext(fresh, moment);
  }
  const lost: Task = isTerminal(task.status) ? withoutLink(task) : { ...task, status: 'notFound' };
  return scheduleNext({ ...lost, error }, moment, notFoundDelayMs);
}
