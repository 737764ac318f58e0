// When to ask for a task again. Pure, so that the simulation of `npm run bench` can try other schedules.

/** What the settings and the windows say about the pace. */
export interface Pace {
  /** Shortest time between two checks of one task, ms; only lengthens. */
  readonly intervalMs: number;
  /** Age at which asking stops, ms; 0 = never. */
  readonly stopAfterMs: number;
  /** True when no window was focused for a while. */
  readonly slow: boolean;
}

export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;

/** Up to which age (ms) a task is asked how often (ms); older ones every minute. */
const steps: readonly (readonly [ageMs: number, delayMs: number])[] = [
  [3 * second, 3 * second],
  [8 * second, 5 * second],
  [18 * second, 10 * second],
  [10 * minute, 15 * second],
  [hour, 30 * second],
];

/** How long after an error of the task itself it is asked again, ms. */
export const errorDelayMs = 5 * minute;
/** How long a missing task is taken for a fresh one, and how often it is asked after that, ms. */
export const notFoundDelayMs = minute;
/** How often and how far apart a finished task without a link is asked again. */
export const linkChecks = 3;
export const linkDelayMs = 15 * second;

/** ±20 % around `ms`. `random` is 0..1. */
export function jitter(ms: number, random: number): number {
  return Math.round(ms * (0.8 + 0.4 * random));
}

const longestDelayMs = jitter(5 * minute, 1);
// Twice what a full budget may hold a check back (150 tasks on one origin).
const lateMs = 10 * minute;

/** When a task that is to be asked at `nextCheckAt` is due, epoch ms; never without that. */
export function dueTime(nextCheckAt: number | undefined, now: number): number {
  if (nextCheckAt === undefined) {
    return Number.POSITIVE_INFINITY;
  }
  // A time further ahead than any delay comes from a clock that has gone back since.
  return nextCheckAt > now + longestDelayMs ? now : nextCheckAt;
}

/** True when a check comes so long after it was due that nobody can have been there: after a sleep, or offline. */
export function isLate(nextCheckAt: number | undefined, now: number): boolean {
  return nextCheckAt !== undefined && now - nextCheckAt > lateMs;
}

/** Time until the next check of a task of this age, ms. */
export function pollDelay(ageMs: number, pace: Pace, random: number): number {
  const [, delayMs] = steps.find(([limit]) => ageMs < limit) ?? [0, minute];
  return jitter(Math.max(delayMs * (pace.slow ? 2 : 1), pace.intervalMs), random);
}
