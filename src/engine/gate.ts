import { Emitter, type Event } from '../domain/event.ts';
import { isPrivateHost } from '../domain/mediaUrl.ts';
import {
  admitByNetwork,
  isNetworkError,
  judgeNetwork,
  readNetworkState,
  type NetworkState,
  type NetworkTrouble,
} from '../domain/network.ts';
import { admit, release, renew, settle, type Admission, type Attempt } from '../domain/origin.ts';
import { readOriginState, type Lease, type OriginState } from '../domain/originState.ts';
import type { Clock, Log, TaskStore } from '../domain/ports.ts';

/** What a change leaves behind, and what it tells the caller. */
interface Changed<S, T> {
  readonly state: S;
  readonly result: T;
}

const networkName = 'network';

/** Origins of this machine and its neighbours say nothing about the way to the providers, and do not need it. */
function isNear(origin: string): boolean {
  return isPrivateHost(new URL(origin).hostname);
}

/** Lets requests out to each origin, within one budget for all windows. */
export class Gate {
  readonly #store: Promise<TaskStore>;
  readonly #clock: Clock;
  readonly #known = new Map<string, OriginState>();
  readonly #changed: Emitter<string>;
  /** Fires with an origin whose state of health, or that of the network, has changed. */
  readonly onDidChange: Event<string>;
  #trouble: NetworkTrouble | undefined;

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

  /** What this window last knew of the network: why nobody can be asked, or undefined. */
  trouble(): NetworkTrouble | undefined {
    return this.#trouble;
  }

  /** Asks to send one request now. `forced`: a person's own wish, which passes our own waits only. */
  async admit(origin: string, forced: boolean): Promise<Admission> {
    const admission = await this.#change(origin, (state, now) => admit(state, now, forced));
    if (!admission.ok || isNear(origin)) {
      return admission;
    }
    const retryAt = await this.#changeNetwork(origin, (network, now) => {
      const { state, retryAt: result } = admitByNetwork(network, now, forced);
      return { state, result };
    });
    if (retryAt === undefined) {
      return admission;
    }
    await this.settle(origin, admission.lease, undefined);
    return { ok: false, retryAt };
  }

  /** Keeps an admitted request in flight. */
  async renew(origin: string, lease: Lease): Promise<void> {
    await this.#change(origin, (state, now) => ({ state: renew(state, lease, now), result: undefined }));
  }

  /**
   * Takes back the lease of an admitted request; `attempt` is undefined when nothing was sent. Resolves to the trouble of
   * the network when that is what the attempt came to: the origin is not to blame then.
   */
  async settle(
    origin: string,
    lease: Lease,
    attempt: Attempt | undefined,
  ): Promise<NetworkTrouble | undefined> {
    const random = this.#clock.random();
    const trouble = attempt && !attempt.aborted ? await this.#judge(origin, attempt) : undefined;
    const blamed = trouble !== undefined && isNetworkError(attempt?.error);
    await this.#change(origin, (state, now) => ({
      state: blamed ? release(state, lease) : settle(state, lease, attempt, now, random),
      result: undefined,
    }));
    return blamed ? trouble : undefined;
  }

  /** Forgets waits and rejected keys, after the person has changed something. */
  async forgive(origin: string): Promise<void> {
    await this.#change(origin, ({ reason: _, toldToWait: _t, rejectionTold: _r, ...state }, learnedAt) => ({
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

  async #judge(origin: string, { error }: Attempt): Promise<NetworkTrouble | undefined> {
    if (isNear(origin)) {
      return undefined;
    }
    const isKnown = this.#known.get(origin)?.heardAt !== undefined;
    return this.#changeNetwork(origin, (before, now) => {
      const sign = { origin, isKnown, ...(error !== undefined && { error }) };
      const state = judgeNetwork(before, sign, now);
      return { state, result: state.trouble };
    });
  }

  async #changeNetwork<T>(
    origin: string,
    change: (state: NetworkState, now: number) => Changed<NetworkState, T>,
  ): Promise<T> {
    const store = await this.#store;
    const [after, result] = await store.shared(networkName, (stored) => {
      const changed = change(readNetworkState(stored), this.#clock.now());
      return { state: changed.state, result: [changed.state, changed.result] as const };
    });
    const before = this.#trouble;
    this.#trouble = after.trouble;
    if (before !== after.trouble) {
      this.#changed.fire(origin);
    }
    return result;
  }

  /** `now` is that of the transaction: what others have written while this one waited for them is not of the future. */
  async #change<T>(
    origin: string,
    change: (state: OriginState, now: number) => Changed<OriginState, T>,
  ): Promise<T> {
    const store = await this.#store;
    const [after, result] = await store.shared(origin, (stored) => {
      const now = this.#clock.now();
      const changed = change(readOriginState(stored, now), now);
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
