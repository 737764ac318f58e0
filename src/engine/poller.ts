import type { Disposable } from '../domain/disposable.ts';
import type { Refusal } from '../domain/origin.ts';
import type { Provider } from '../domain/provider.ts';
import { revived } from '../domain/revive.ts';
import { dueTime } from '../domain/schedule.ts';
import type { Task } from '../domain/task.ts';
import { claimEnd, isActive } from '../domain/transition.ts';
import { originOf } from './asker.ts';
import { Checker, type CheckerParts } from './checker.ts';
import { Scheduler } from './scheduler.ts';

/** Asks for unfinished tasks when they are due, and for any task when a person wants it. */
export class Poller implements Disposable {
  readonly #parts: CheckerParts;
  readonly #scheduler: Scheduler;
  readonly #checker: Checker;
  readonly #abort = new AbortController();
  readonly #inFlight = new Set<string>();
  /** Checks that somebody waits for. */
  readonly #wanted = new Map<string, PromiseWithResolvers<void>>();
  /** What ended in an earlier session has been noted. */
  #begun = false;

  constructor(parts: CheckerParts) {
    this.#parts = parts;
    this.#checker = new Checker(parts, this.#abort.signal);
    this.#scheduler = new Scheduler(parts.clock, parts.log, () => this.#safely());
  }

  /** Looks for due tasks now. Call after anything that may make one due. */
  wake(): void {
    this.#scheduler.wake();
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

  dispose(): void {
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
    const { list, announcer, clock } = this.#parts;
    await list.ready();
    list.refresh();
    if (!this.#begun) {
      this.#begun = true;
      announcer.noteAll();
    }
    if (this.#inFlight.size === 0 || (announcer.due() ?? Number.POSITIVE_INFINITY) <= clock.now()) {
      await announcer.tell();
    }
    const next: number[] = [announcer.due() ?? Number.POSITIVE_INFINITY];
    const closed = new Map<string, Refusal>();
    this.#settle((key) => list.get(key) === undefined);
    for (const task of this.#candidates()) {
      const dueAt = await this.#start(task, closed);
      next.push(dueAt);
    }
    const soonest = Math.min(...next);
    return soonest === Number.POSITIVE_INFINITY ? undefined : soonest;
  }

  #candidates(): readonly Task[] {
    const { list, settings } = this.#parts;
    const wanted = (task: Task): boolean => this.#wanted.has(task.key);
    const due = (task: Task): boolean =>
      settings.watching() && task.nextCheckAt !== undefined && isActive(task);
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
    this.#inFlight.add(task.key);
    void this.#check(task.key, provider, origin, admission.lease, forced);
    return Number.POSITIVE_INFINITY;
  }

  async #check(
    key: string,
    provider: Provider,
    origin: string,
    lease: number,
    forced: boolean,
  ): Promise<void> {
    const { gate, list, log } = this.#parts;
    try {
      await this.#checker.check(key, provider, origin, lease, forced);
    } catch (error) {
      log.error('A check failed', { key, error: String(error) });
    } finally {
      this.#inFlight.delete(key);
      this.#done(key);
      if (gate.state(origin)?.reason === 'keyRejected') {
        this.#settle((each) => !this.#inFlight.has(each) && this.#originOf(list.get(each)) === origin);
      }
      this.wake();
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
