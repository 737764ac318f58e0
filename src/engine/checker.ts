import { parseJson } from '../domain/json.ts';
import { leaseMs } from '../domain/originState.ts';
import { refuseOtherTask, type Outcome } from '../domain/outcome.ts';
import type { Settings } from '../domain/ports.ts';
import { dueTime, isLate } from '../domain/schedule.ts';
import { taskKey, type Task } from '../domain/task.ts';
import { claimEnd, failed, observed, type Moment } from '../domain/transition.ts';
import type { Announcer } from './announcer.ts';
import { attempt, type Admitted, type AttemptParts } from './attempt.ts';
import type { Attention } from './attention.ts';
import type { TaskList } from './taskList.ts';

export interface CheckerParts extends AttemptParts {
  readonly list: TaskList;
  readonly announcer: Announcer;
  readonly attention: Attention;
  readonly settings: Settings;
}

/** One check of one task: claim, ask, observe, save. */
export class Checker {
  readonly #parts: CheckerParts;
  readonly #signal: AbortSignal;

  constructor(parts: CheckerParts, signal: AbortSignal) {
    this.#parts = parts;
    this.#signal = signal;
  }

  /** Asks for a task with an admitted request, unless another window has just done so. */
  async check(key: string, admitted: Admitted, forced: boolean): Promise<void> {
    const { clock, gate } = this.#parts;
    const task = await this.#claim(key, forced);
    if (task === undefined) {
      await gate.settle(admitted.origin, admitted.lease, undefined);
      return;
    }
    const claims = new Set([task.claimedUntil]);
    const lost = new AbortController();
    const renew = async (): Promise<void> => {
      const claimedUntil = clock.now() + leaseMs;
      claims.add(claimedUntil);
      const renewed = await this.#parts.list.update(key, (before) =>
        claims.has(before.claimedUntil) ? { task: { ...before, claimedUntil } } : undefined,
      );
      // Another window has gone on while this one was stopped: nothing more is asked on the old claim.
      if (renewed === undefined) {
        lost.abort();
      }
    };
    // A provider that was in trouble itself kept nobody from noticing.
    const late = isLate(task.nextCheckAt, clock.now()) && !gate.state(admitted.origin)?.failures;
    const signal = AbortSignal.any([this.#signal, lost.signal]);
    const outcome = await attempt(this.#parts, admitted, signal, renew);
    if (signal.aborted) {
      await this.#parts.list.update(key, ({ claimedUntil, ...before }) =>
        claims.has(claimedUntil) ? { task: before } : undefined,
      );
      return;
    }
    const tracked = (id: string): boolean =>
      this.#parts.list.get(taskKey(admitted.provider.id, id)) !== undefined;
    await this.finish(key, refuseOtherTask(outcome, this.#namedRightly(task), tracked), late, claims);
  }

  /**
   * Merges what an attempt came to into the task. `late`: it was made long after it was due. `claims`: it counts only while the
   * task is held by one of these.
   */
  async finish(
    key: string,
    outcome: Outcome,
    late = false,
    claims?: ReadonlySet<number | undefined>,
  ): Promise<void> {
    const { announcer, list } = this.#parts;
    const moment = await this.#moment();
    const { body = '' } = outcome;
    const answer = outcome.kind === 'observed' || parseJson(body) !== undefined ? { answer: body } : {};
    const task = await list.update(key, ({ claimedUntil, ...before }, details) => {
      if (claims?.has(claimedUntil) === false) {
        return undefined;
      }
      if (outcome.kind === 'error') {
        return { task: failed(before, outcome, moment), ...answer };
      }
      const after = observed(before, details, outcome.observation, moment);
      return { task: after.task, ...(after.details && { details: after.details }), ...answer };
    });
    if (task !== undefined) {
      announcer.note(task, { own: true, late });
    }
  }

  async #claim(key: string, forced: boolean): Promise<Task | undefined> {
    return this.#parts.list.update(key, (task) => {
      // Not before: a claim that came while this one waited for the file would seem to be of the future.
      const now = this.#parts.clock.now();
      const taken = claimEnd(task, now) > 0;
      const done = !forced && dueTime(task.nextCheckAt, now) > now;
      return taken || done ? undefined : { task: { ...task, claimedUntil: now + leaseMs } };
    });
  }

  #namedRightly({ key, checkedAt }: Task): boolean {
    return checkedAt !== undefined && !this.#parts.list.details(key)?.warnings.includes('idDiffers');
  }

  async #moment(): Promise<Moment> {
    const { attention, clock, settings } = this.#parts;
    const slow = await attention.isAway();
    const pace = { intervalMs: settings.intervalMs(), stopAfterMs: settings.stopAfterMs(), slow };
    return { now: clock.now(), random: clock.random(), pace };
  }
}
