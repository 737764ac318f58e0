// What all windows together know of the way to the providers: whether this machine is online at all, and whether a
// sign-in page of the network answers in their place.
import { minute, second } from './schedule.ts';
import type { ErrorKind } from './task.ts';

/** Why no provider can be asked. */
export type NetworkTrouble = 'offline' | 'portal';

/** Shared state of the network. Times in epoch ms. */
export interface NetworkState {
  /** Origins that were out of reach since the last answer of any. */
  readonly lost: readonly string[];
  readonly trouble?: NetworkTrouble;
  /** Probes in a row that did not get through. */
  readonly failures: number;
  /** While there is trouble, nothing is sent before this time. */
  readonly waitUntil: number;
  /** Who answered last, and when. */
  readonly answeredBy?: string;
  readonly answeredAt?: number;
}

/** What one attempt says about the network. */
export interface NetworkSign {
  readonly origin: string;
  /** Undefined when the answer was readable. */
  readonly error?: ErrorKind;
  /** True when this origin has answered before, so that its name and address are known to be right. */
  readonly isKnown: boolean;
}

const firstProbeMs = 30 * second;
const longestProbeMs = 2 * minute;
/** How long the answer of one origin shows that the trouble of another is its own, ms. */
const freshMs = minute;

/** Errors that speak of this machine's network as much as of the provider. */
const signs: Readonly<Partial<Record<ErrorKind, NetworkTrouble>>> = {
  offline: 'offline',
  dns: 'offline',
  notJson: 'portal',
  redirected: 'portal',
};

/** Errors after which nothing is known of the network: nothing was sent, or what failed may be near or far. */
const silent: ReadonlySet<ErrorKind> = new Set<ErrorKind>([
  'unreachable',
  'timeout',
  'tls',
  'proxy',
  'keyMissing',
  'keyUnusable',
  'baseUrlMissing',
  'baseUrlRefused',
]);

/** The state of a network of which nothing is known. */
export const freshNetwork: NetworkState = { lost: [], failures: 0, waitUntil: 0 };

/** True when the network, not the origin, is the cause of this error. */
export function isNetworkError(error: ErrorKind | undefined): boolean {
  return error !== undefined && signs[error] !== undefined;
}

/** How long to wait before the next probe, ms. */
function probeMs(failures: number): number {
  return Math.min(longestProbeMs, firstProbeMs * 2 ** Math.max(0, failures - 1));
}

/** Whether a request may go out now; while there is trouble, one probe at a time. `forced` is a person's own wish. */
export function admitByNetwork(
  state: NetworkState,
  now: number,
  forced: boolean,
): { readonly state: NetworkState; readonly retryAt?: number } {
  if (state.trouble === undefined) {
    return { state };
  }
  // A wait longer than the longest one comes from a clock that has gone back since.
  const waits = state.waitUntil > now && state.waitUntil <= now + longestProbeMs;
  return waits && !forced
    ? { state, retryAt: state.waitUntil }
    : { state: { ...state, waitUntil: now + probeMs(state.failures) } };
}

/** Learns from how an attempt ended. When there is trouble afterwards and the error is a sign of it, the origin is not to blame. */
export function judgeNetwork(before: NetworkState, sign: NetworkSign, now: number): NetworkState {
  const { origin, error, isKnown } = sign;
  if (error !== undefined && silent.has(error)) {
    return before;
  }
  const trouble = error === undefined ? undefined : signs[error];
  if (trouble === undefined) {
    return { ...freshNetwork, answeredBy: origin, answeredAt: now };
  }
  const lost = before.lost.includes(origin) ? before.lost : [...before.lost, origin];
  const { answeredAt = 0, answeredBy } = before;
  const othersAnswer = answeredBy !== origin && Math.abs(now - answeredAt) < freshMs;
  const convincing = error === 'offline' || isKnown || lost.length > 1;
  if (othersAnswer || !convincing) {
    return { ...before, lost };
  }
  const failures = before.failures + 1;
  return { ...before, lost, trouble, failures, waitUntil: now + probeMs(failures) };
}

/** Reads a stored state; anything odd is a fresh one. */
export function readNetworkState(value: unknown): NetworkState {
  const state = value as Partial<NetworkState> | null | undefined;
  return typeof state === 'object' &&
    state !== null &&
    Array.isArray(state.lost) &&
    state.lost.every((each) => typeof each === 'string') &&
    Number.isFinite(state.failures) &&
    Number.isFinite(state.waitUntil) &&
    (state.trouble === undefined || state.trouble === 'offline' || state.trouble === 'portal')
    ? (state as NetworkState)
    : freshNetwork;
}
