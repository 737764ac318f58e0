import type { Schedule } from './schedules.ts';

/** How one job was followed. */
export interface Followed {
  /** Requests sent, with the one that saw the end. */
  readonly requests: number;
  /** From the end of the job to the request that saw it, ms. */
  readonly delayMs: number;
}

/**
 * Follows jobs one by one: each is asked for at once and then as the schedule says, until a request comes after its end.
 * Answers take no time and no budget binds. `jobs` are durations in ms, `random` gives 0..1.
 */
export function simulate(
  schedule: Schedule,
  jobs: readonly number[],
  random: () => number,
): readonly Followed[] {
  return jobs.map((durationMs) => {
    let ageMs = 0;
    let requests = 1;
    while (ageMs < durationMs) {
      ageMs += schedule(ageMs, random());
      requests += 1;
    }
    return { requests, delayMs: ageMs - durationMs };
  });
}
