import { admit, settle } from '../../src/domain/origin.ts';
import { freshOrigin, type Lease } from '../../src/domain/originState.ts';
import type { Schedule } from './schedules.ts';
import type { Followed } from './simulate.ts';

/** How long an answer takes, ms. */
const answerMs = 500;

/** What came of all jobs of an origin. */
export interface OriginRun {
  readonly followed: readonly Followed[];
  /** Times between two requests for the same task, ms. */
  readonly gapsMs: readonly number[];
  /** When each request was sent, ms since the start. */
  readonly sentAt: readonly number[];
}

interface Tracked {
  readonly startedAt: number;
  readonly endsAt: number;
  requests: number;
  askedAt: number | undefined;
  /** When to ask next; never while a request is out. */
  dueAt: number;
}

interface Flight {
  readonly task: Tracked;
  readonly lease: Lease;
  readonly landsAt: number;
}

class OriginSimulation {
  readonly #schedule: Schedule;
  readonly #jobs: readonly number[];
  readonly #random: () => number;
  readonly #tasks = new Set<Tracked>();
  readonly #flights = new Set<Flight>();
  readonly #run = { followed: [] as Followed[], gapsMs: [] as number[], sentAt: [] as number[] };
  #origin = freshOrigin(0);
  #now = 0;
  #started = 0;

  constructor(schedule: Schedule, jobs: readonly number[], random: () => number) {
    this.#schedule = schedule;
    this.#jobs = jobs;
    this.#random = random;
  }

  run(atOnce: number): OriginRun {
    for (let count = 0; count < atOnce; count += 1) {
      this.#start();
    }
    while (this.#tasks.size > 0) {
      const landed = [...this.#flights].filter(({ landsAt }) => landsAt <= this.#now);
      for (const flight of landed) {
        this.#land(flight);
      }
      const again = this.#send();
      const lands = [...this.#flights].map(({ landsAt }) => landsAt);
      this.#now = Math.min(again, ...lands);
    }
    return this.#run;
  }

  #start(): void {
    const durationMs = this.#jobs[this.#started];
    if (durationMs === undefined) {
      return;
    }
    this.#started += 1;
    this.#tasks.add({
      startedAt: this.#now,
      endsAt: this.#now + durationMs,
      requests: 0,
      askedAt: undefined,
      dueAt: this.#now,
    });
  }

  /** Sends what is due as long as the budget lets it out. Gives the time to try again. */
  #send(): number {
    const byDueTime = [...this.#tasks].toSorted((a, b) => a.dueAt - b.dueAt);
    for (const task of byDueTime) {
      if (task.dueAt > this.#now) {
        return task.dueAt;
      }
      const { state, result } = admit(this.#origin, this.#now, false);
      this.#origin = state;
      if (!result.ok) {
        return result.retryAt;
      }
      this.#ask(task, result.lease);
    }
    return Number.POSITIVE_INFINITY;
  }

  #ask(task: Tracked, lease: Lease): void {
    if (task.askedAt !== undefined) {
      this.#run.gapsMs.push(this.#now - task.askedAt);
    }
    this.#run.sentAt.push(this.#now);
    task.requests += 1;
    task.askedAt = this.#now;
    task.dueAt = Number.POSITIVE_INFINITY;
    this.#flights.add({ task, lease, landsAt: this.#now + answerMs });
  }

  #land(flight: Flight): void {
    const { task, lease } = flight;
    this.#flights.delete(flight);
    this.#origin = settle(this.#origin, lease, {}, this.#now, this.#random());
    if (task.askedAt === undefined || task.askedAt < task.endsAt) {
      task.dueAt = this.#now + this.#schedule(this.#now - task.startedAt, this.#random());
      return;
    }
    this.#run.followed.push({ requests: task.requests, delayMs: this.#now - task.endsAt });
    this.#tasks.delete(task);
    this.#start();
  }
}

/**
 * Follows jobs on one origin within its budget, `atOnce` at a time: the next one starts when the end of another is seen.
 * As in the poller, the task that has been due for longest goes first. `jobs` are durations in ms, `random` gives 0..1.
 */
export function simulateOrigin(
  schedule: Schedule,
  jobs: readonly number[],
  atOnce: number,
  random: () => number,
): OriginRun {
  return new OriginSimulation(schedule, jobs, random).run(atOnce);
}
