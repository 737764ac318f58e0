import { parseJson } from '../domain/json.ts';
import { leaseMs } from '../domain/origin.ts';
import { refuseOtherTask, type Outcome } from '../domain/outcome.ts';
import type { Clock, Log, Settings } from '../domain/ports.ts';
import type { Provider } from '../domain/provider.ts';
import { dueTime } from '../domain/schedule.ts';
import { taskKey, type Task } from '../domain/task.ts';
import { claimEnd, failed, observed, type Moment } from '../domain/transition.ts';
import type { Announcer } from './announcer.ts';
import { ask, type Wire } from './asker.ts';
import type { Gate } from './gate.ts';
import type { TaskList } from './taskList.ts';

export interface CheckerParts {
  readonly list: TaskList;
  readonly gate: Gate;
  readonly announcer: Announcer;
  readonly wire: Wire;
  readonly settings: Settings;
  readonly clock: Clock;
  readonly log: Log;
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
  async check(
    key: string,
    provider: Provider,
    origin: string,
    lease: number,
    forced: boolean,
  ): Promise<void> {
    const { clock, gate, wire } = this.#parts;
    const task = await this.#claim(key, forced);
    const answered = task && (await ask(wire, clock, provider, task.id, this.#signal));
    const outcome =
      answered && refuseOtherTask(answered, this.#namedRightly(task), this.#isTracked(provider));
    const attempt = outcome?.kind === 'error' ? { ...outcome, error: outcome.error.kind } : outcome && {};
    await gate.settle(origin, lease, attempt);
    if (outcome !== undefined && !this.#signal.aborted) {
      await this.finish(key, outcome);
    }
  }

  /** Merges what an attempt came to into the task. */
  async finish(key: string, outcome: Outcome): Promise<void> {
    const { announcer, list } = this.#parts;
    const moment = this.#moment();
    const { body = '' } = outcome;
    const answer = outcome.kind === 'observed' || parseJson(body) !== undefined ? { answer: body } : {};
    const task = await list.update(key, ({ claimedUntil: _, ...before }, details) => {
      if (outcome.kind === 'error') {
        return { task: failed(before, outcome, moment), ...answer };
      }
      const after = observed(before, details, outcome.observation, moment);
      return { task: after.task, ...(after.details && { details: after.details }), ...answer };
    });
    if (task !== undefined) {
      announcer.note(task);
    }
  }

  async #claim(key: string, forced: boolean): Promise<Task | undefined> {
    const now = this.#parts.clock.now();
    return this.#parts.list.update(key, (task) => {
      const taken = claimEnd(task, now) > 0;
      const done = !forced && dueTime(task.nextCheckAt, now) > now;
      return taken || done ? undefined : { task: { ...task, claimedUntil: now + leaseMs } };
    });
  }

  #namedRightly({ key, checkedAt }: Task): boolean {
    return checkedAt !== undefined && !this.#parts.list.details(key)?.warnings.includes('idDiffers');
  }

  #isTracked(provider: Provider): (id: string) => boolean {
    return (id) => this.#parts.list.get(taskKey(provider.id, id)) !== undefined;
  }

  #moment(): Moment {
    const { clock, settings } = this.#parts;
    const pace = { intervalMs: settings.intervalMs(), stopAfterMs: settings.stopAfterMs(), slow: false };
    return { now: clock.now(), random: clock.random(), pace };
  }
}
