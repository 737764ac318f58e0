import type { Disposable } from '../domain/disposable.ts';
import type { Provider } from '../domain/provider.ts';
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

  constructor(parts: CheckerParts) {
    this.#parts = parts;
    this.#checker = new Checker(parts, this.#abort.signal);
    this.#scheduler = new Scheduler(parts.clock, parts.log, () => this.#round());
  }

  /** Looks for due tasks now. Call after anything that may make one due. */
  wake(): void {
    this.#scheduler.wake();
  }

  /** Asks once for each of these tasks, whatever their state, within the budget. Resolves when all have been asked. */
  async checkNow(keys: readonly string[]): Promise<void> {
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
    const { clock, gate, list, settings } = this.#parts;
    await gate.forgive(origin);
    const providers = settings.providers().filter((provider) => originOf(provider) === origin);
    const tasks = list.all().filter((task) => providers.some(({ id }) => id === task.provider));
    for (const { key } of tasks) {
      const nextCheckAt = clock.now();
      await list.update(key, (task) => (isActive(task) ? { task: { ...task, nextCheckAt } } : undefined));
    }
    this.wake();
  }

  dispose(): void {
    this.#scheduler.dispose();
    this.#abort.abort();
    for (const wanted of this.#wanted.values()) {
      wanted.resolve();
    }
  }

  /** Starts every check that may go out now. Resolves to when the next round is due, epoch ms. */
  async #round(): Promise<number | undefined> {
    const { list, announcer, clock } = this.#parts;
    list.refresh();
    if (this.#inFlight.size === 0 || (announcer.due() ?? Number.POSITIVE_INFINITY) <= clock.now()) {
      await announcer.tell();
    }
    const next: number[] = [announcer.due() ?? Number.POSITIVE_INFINITY];
    const closed = new Map<string, number>();
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
  async #start(task: Task, closed: Map<string, number>): Promise<number> {
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
    const shut = closed.get(origin);
    if (shut !== undefined) {
      return shut;
    }
    const admission = await gate.admit(origin, forced);
    if (!admission.ok) {
      closed.set(origin, admission.retryAt);
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
    try {
      await this.#checker.check(key, provider, origin, lease, forced);
    } catch (error) {
      this.#parts.log.error('A check failed', { key, error: String(error) });
    } finally {
      this.#inFlight.delete(key);
      this.#done(key);
      this.wake();
    }
  }

  #done(key: string): void {
    this.#wanted.get(key)?.resolve();
    this.#wanted.delete(key);
  }
}
