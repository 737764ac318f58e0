import { Emitter, type Event } from '../domain/event.ts';
import {
  admit,
  readOriginState,
  settle,
  type Admission,
  type Attempt,
  type OriginState,
} from '../domain/origin.ts';
import type { Clock, Log, TaskStore } from '../domain/ports.ts';

/** Lets requests out to each origin, within one budget for all windows. */
export class Gate {
  readonly #store: Promise<TaskStore>;
  readonly #clock: Clock;
  readonly #known = new Map<string, OriginState>();
  readonly #changed: Emitter<string>;
  /** Fires with an origin whose state of health has changed. */
  readonly onDidChange: Event<string>;

  constructor(store: Promise<TaskStore>, clock: Clock, log?: Log) {
    this.#changed = new Emitter(log);
    this.onDidChange = this.#changed.event;
    this.#store = store;
    this.#clock = clock;
  }

  /** What this window last knew of an origin. */
  state(origin: string): OriginState | undefined {
    return this.#known.get(origin);
  }

  /** Asks to send one request now. `forced`: a person's own wish, which passes our own waits only. */
  async admit(origin: string, forced: boolean): Promise<Admission> {
    const now = this.#clock.now();
    return this.#change(origin, (state) => admit(state, now, forced));
  }

  /** Takes back the lease of an admitted request; `attempt` is undefined when nothing was sent. */
  async settle(origin: string, lease: number, attempt: Attempt | undefined): Promise<void> {
    const now = this.#clock.now();
    const random = this.#clock.random();
    await this.#change(origin, (state) => ({
      state: settle(state, lease, attempt, now, random),
      result: undefined,
    }));
  }

  /** Forgets waits and rejected keys, after the person has changed something. */
  async forgive(origin: string): Promise<void> {
    const learnedAt = this.#clock.now();
    await this.#change(origin, ({ reason: _, toldToWait: _t, rejectionTold: _r, ...state }) => ({
      state: { ...state, failures: 0, waitUntil: 0, learnedAt },
      result: undefined,
    }));
  }

  /** Whether this caller is to tell that the key is rejected: true once per rejected key, over all windows. */
  async claimTelling(origin: string): Promise<boolean> {
    return this.#change(origin, (state) => {
      const result = state.reason === 'keyRejected' && !state.rejectionTold;
      return { state: result ? { ...state, rejectionTold: true } : state, result };
    });
  }

  async #change<T>(
    origin: string,
    change: (state: OriginState) => { readonly state: OriginState; readonly result: T },
  ): Promise<T> {
    const store = await this.#store;
    const [after, result] = await store.shared(origin, (stored) => {
      const changed = change(readOriginState(stored, this.#clock.now()));
      return { state: changed.state, result: [changed.state, changed.result] as const };
    });
    const before = this.#known.get(origin);
    this.#known.set(origin, after);
    if (before?.reason !== after.reason || before?.waitUntil !== after.waitUntil) {
      this.#changed.fire(origin);
    }
    return result;
  }
}
