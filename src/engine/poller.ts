import type { Disposable } from '../domain/disposable.ts';
import type { Refusal } from '../domain/origin.ts';
import { revived } from '../domain/revive.ts';
import { dueTime } from '../domain/schedule.ts';
import type { Task } from '../domain/task.ts';
import { claimEnd, isActive } from '../domain/transition.ts';
import { gatherMs } from './announcer.ts';
import { originOf } from './asker.ts';
import type { Admitted } from './attempt.ts';
import { Checker, type CheckerParts } from './checker.ts';
import { Scheduler } from './scheduler.ts';

/** Asks for unfinished tasks when they are due, and for any task when a person wants it. */
export class Poller implements Disposable {
  readonly #parts: CheckerParts;
  readonly #scheduler: Scheduler;
  readonly #checker: Checker;
  readonly #abort = new AbortController();
  /** The checks that are out, by the key of their task. */
  readonly #inFlight = new Map<string, Promise<void>>();
  /** Checks that somebody waits for. */
  readonly #wanted = new Map<string, PromiseWithResolvers<void>>();
  readonly #subscriptions: readonly Disposable[];
  /** What ended in an earlier session has been noted. */
  #begun = false;

  constructor(parts: CheckerParts) {
    this.#parts = parts;
    this.#checker = new Checker(parts, this.#abort.signal);
    this.#scheduler = new Scheduler(parts.clock, parts.log, () => this.#safely());
    this.#subscriptions = [
      parts.list.onDidChange(({ foreign }) => {
        if (foreign) {
          this.#scheduler.wake();
        }
      }),
      parts.attention.onDidChange(() => this.#scheduler.wake()),
    ];
  }

  /** Looks for due tasks now. Call after whatever a person did that may make one due. */
  wake(): void {
    this.#scheduler.wake(true);
  }

  /**
   * Asks once for each of these tasks, whatever their state, within the budget. Resolves when all have been asked, or
   * cannot be: a provider that asked to wait, a rejected key and a store in trouble answer for all that follow.
   */
  async checkNow(keys: readonly string[]): Promise<void> {
    if (this.#abort.signal.aborted) {
      return;
    }
    const checks = keys
      .filter((key) => this.#parts.list.get(key) !== undefined)
      .map((key) => {
        const wanted = this.#wanted.get(key) ?? Promise.withResolvers<void>();
        this.#wanted.set(key, wanted);
        return wanted.promise;
      });
    this.wake();
    await Promise.all(checks);
  }

  /** The key of an origin, or the person's mind, has changed: its unfinished tasks are due now. */
  async revive(origin: string): Promise<void> {
    const { clock, gate, list } = this.#parts;
    await gate.forgive(origin);
    for (const { key } of list.all().filter((task) => this.#originOf(task) === origin)) {
      await list.update(key, (before) => {
        const task = revived(before, clock.now());
        return task && { task };
      });
    }
    this.wake();
  }

  /** Stops for good. Resolves when what was in flight has given back what it held. */
  async stop(): Promise<void> {
    this.dispose();
    await Promise.all(this.#inFlight.values());
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) {
      subscription.dispose();
    }
    this.#scheduler.dispose();
    this.#abort.abort();
    this.#settle(() => true);
  }

  /** A round, after whose failure nobody is left waiting. */
  async #safely(): Promise<number | undefined> {
    try {
      return await this.#round();
    } catch (error) {
      this.#settle((key) => !this.#inFlight.has(key));
      throw error;
    }
  }

  /** Starts every check that may go out now. Resolves to when the next round is due, epoch ms. */
  async #round(): Promise<number | undefined> {
    const { list, announcer, attention, clock } = this.#parts;
    await list.ready();
    list.refresh();
    if (!this.#begun) {
      this.#begun = true;
      announcer.noteAll();
    }
    await attention.keep();
    this.#settle((key) => list.get(key) === undefined);
    const closed = new Map<string, Refusal>();
    let next = Number.POSITIVE_INFINITY;
    for (const task of this.#candidates()) {
      next = Math.min(next, await this.#start(task, closed));
    }
    const calm = this.#inFlight.size === 0 && next > clock.now() + gatherMs;
    await announcer.tell(calm);
    next = Math.min(next, announcer.due(calm) ?? next);
    return next === Number.POSITIVE_INFINITY ? undefined : next;
  }

  #candidates(): readonly Task[] {
    const { list, settings } = this.#parts;
    const wanted = (task: Task): boolean => this.#wanted.has(task.key);
    // Read once: settings take their time, and there may be thousands of tasks.
    const watching = settings.watching();
    const due = (task: Task): boolean => watching && task.nextCheckAt !== undefined && isActive(task);
    return list
      .all()
      .filter((task) => !this.#inFlight.has(task.key) && (wanted(task) || due(task)))
      .sort((a, b) => Number(wanted(b)) - Number(wanted(a)) || (a.nextCheckAt ?? 0) - (b.nextCheckAt ?? 0));
  }

  /** Sends a check if the task is due and its origin is open. Resolves to when to look at the task again. */
  async #start(task: Task, closed: Map<string, Refusal>): Promise<number> {
    const { clock, gate, settings } = this.#parts;
    const forced = this.#wanted.has(task.key);
    const dueAt = Math.max(dueTime(task.nextCheckAt, clock.now()), claimEnd(task, clock.now()));
    if (!forced && dueAt > clock.now()) {
      return dueAt;
    }
    const provider = settings.providers().find(({ id }) => id === task.provider);
    const origin = provider === undefined ? undefined : originOf(provider);
    if (provider === undefined || origin === undefined) {
      const kind = provider === undefined ? 'providerMissing' : 'baseUrlMissing';
      await this.#checker.finish(task.key, { kind: 'error', error: { kind, message: '' } });
      this.#done(task.key);
      return clock.now();
    }
    const admission = closed.get(origin) ?? (await gate.admit(origin, forced));
    if (!admission.ok) {
      closed.set(origin, admission);
      if (admission.toldToWait) {
        this.#done(task.key);
      }
      return admission.retryAt;
    }
    const admitted = { provider, id: task.id, origin, lease: admission.lease };
    this.#inFlight.set(task.key, this.#check(task.key, admitted, forced));
    return Number.POSITIVE_INFINITY;
  }

  async #check(key: string, admitted: Admitted, forced: boolean): Promise<void> {
    const { gate, list, log } = this.#parts;
    const { origin } = admitted;
    try {
      await this.#checker.check(key, admitted, forced);
    } catch (error) {
      log.error('A check failed', { key, error: String(error) });
    } finally {
      this.#inFlight.delete(key);
      this.#done(key);
      if (gate.state(origin)?.reason === 'keyRejected') {
        this.#settle((each) => !this.#inFlight.has(each) && this.#originOf(list.get(each)) === origin);
      }
      this.#scheduler.wake();
    }
  }

  #originOf(task: Task | undefined): string | undefined {
    const provider = this.#parts.settings.providers().find(({ id }) => id === task?.provider);
    return provider && originOf(provider);
  }

  /** Ends the wait for some of the wanted checks. */
  #settle(which: (key: string) => boolean): void {
    for (const key of [...this.#wanted.keys()].filter(which)) {
      this.#done(key);
    }
  }

  #done(key: string): void {
    this.#wanted.get(key)?.resolve();
    this.#wanted.delete(key);
  }
}
