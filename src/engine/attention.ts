import type { Disposable } from '../domain/disposable.ts';
import type { Event } from '../domain/event.ts';
import { guarded } from '../domain/guarded.ts';
import type { Clock, Focus, Log, TaskStore } from '../domain/ports.ts';
import { minute } from '../domain/schedule.ts';

const name = 'focus';
/** How long after the last focus of any window nobody is taken to be there, ms. */
const awayMs = 10 * minute;
/** How old the time stamp of a focused window may get, ms. */
const stampMs = minute;

/** Knows whether somebody is there: the windows share a time stamp of the last focus of any of them. */
export class Attention implements Disposable {
  readonly #store: Promise<TaskStore>;
  readonly #focus: Focus;
  readonly #clock: Clock;
  readonly #subscription: Disposable;
  /** Fires when the person turns to this window or away from it. */
  readonly onDidChange: Event<void>;

  constructor(store: Promise<TaskStore>, focus: Focus, clock: Clock, log: Log) {
    this.#store = store;
    this.#focus = focus;
    this.#clock = clock;
    this.onDidChange = focus.onDidChange;
    this.#subscription = focus.onDidChange(() => guarded(log, 'focus', this.#stamp(0)));
  }

  /** True when this window has the focus. */
  isHere(): boolean {
    return this.#focus.focused();
  }

  /** Says that somebody is here, if so. Call now and then, whether or not this window is the one that asks. */
  async keep(): Promise<void> {
    if (this.isHere()) {
      await this.#stamp(stampMs);
    }
  }

  /** True when no window has had the focus for ten minutes. */
  async isAway(): Promise<boolean> {
    const seen = await this.#stamp(this.isHere() ? stampMs : Number.POSITIVE_INFINITY);
    return !this.isHere() && Math.abs(this.#clock.now() - seen) > awayMs;
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  /** Renews a stamp that is older than `maxAgeMs`. Resolves to the stamp, epoch ms; a first look counts as a focus. */
  async #stamp(maxAgeMs: number): Promise<number> {
    const now = this.#clock.now();
    const store = await this.#store;
    return store.shared(name, (state) => {
      const valid = typeof state === 'number' && Number.isFinite(state);
      const at = valid && Math.abs(now - state) <= maxAgeMs ? state : now;
      return { state: at, result: at };
    });
  }
}
