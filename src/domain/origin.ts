// What all windows together may ask of one origin: a token bucket, leases for requests in flight, and back-off.
import { hour, minute, second } from './schedule.ts';
import type { ErrorKind } from './task.ts';

/** Shared state of an origin. Times in epoch ms. */
export interface OriginState {
  readonly tokens: number;
  readonly refilledAt: number;
  /** When each request in flight counts as lost. */
  readonly leases: readonly number[];
  /** Answers in a row that speak of the origin's own trouble. */
  readonly failures: number;
  /** Nothing is asked before this time, nor at all while the key is rejected. */
  readonly waitUntil: number;
  readonly reason?: ErrorKind;
  /** When the wait or the key was last heard of. */
  readonly learnedAt?: number;
  /** The provider itself has asked to wait: one probe after that. */
  readonly toldToWait?: boolean;
  /** The person has been told that the key is rejected. */
  readonly rejectionTold?: boolean;
}

/** No request may go out before `retryAt`; `toldToWait`: by the provider's own word. */
export interface Refusal {
  readonly ok: false;
  readonly retryAt: number;
  readonly toldToWait?: true;
}

/** Whether a request may go out now; `lease` is given back with the outcome. */
export type Admission = { readonly ok: true; readonly lease: number } | Refusal;

/** How an attempt ended, as far as the origin is concerned. */
export interface Attempt {
  /** Undefined when the answer was readable. */
  readonly error?: ErrorKind;
  /** What the provider asked for, ms. */
  readonly retryAfterMs?: number;
}

export const tokensPerMs = 0.5 / second;
export const burst = 5;
export const maxInFlight = 2;
export const leaseMs = 35 * second;
export const unreachableAfter = 5;
const backOffBaseMs = 2 * second;
const backOffCapMs = 5 * minute;
const quotaRestMs = 30 * minute;

/** Errors that concern every task of the origin. */
const originErrors: ReadonlySet<ErrorKind> = new Set<ErrorKind>([
  'rateLimited',
  'serverError',
  'offline',
  'dns',
  'unreachable',
  'tls',
  'proxy',
  'timeout',
  'notJson',
]);

/** True when an error speaks of the origin, not of one task. */
export function concernsOrigin(error: ErrorKind): boolean {
  return originErrors.has(error) || error === 'quota' || error === 'keyRejected';
}

/** Errors for which nothing was sent. */
const unsentErrors: ReadonlySet<ErrorKind | undefined> = new Set([
  'keyMissing',
  'keyUnusable',
  'baseUrlMissing',
  'baseUrlRefused',
] as const satisfies readonly ErrorKind[]);

/** The state of an origin that was never asked. */
export function freshOrigin(now: number): OriginState {
  return { tokens: burst, refilledAt: now, leases: [], failures: 0, waitUntil: 0 };
}

function refill(state: OriginState, now: number): OriginState {
  // A clock that went back earns nothing.
  const earned = Math.max(0, now - state.refilledAt) * tokensPerMs;
  return {
    ...state,
    tokens: Math.min(burst, state.tokens + earned),
    refilledAt: now,
    leases: state.leases.filter((end) => end > now && end <= now + leaseMs),
  };
}

/** Lets a request out or says when to come back. `forced` is a person's own wish: it passes our own waits, never the provider's nor the budget. */
export function admit(
  before: OriginState,
  now: number,
  forced: boolean,
): { readonly state: OriginState; readonly result: Admission } {
  const state = refill(before, now);
  const refuse = (retryAt: number, more: Partial<Refusal> = {}): { state: OriginState; result: Refusal } => ({
    state,
    result: { ok: false, retryAt, ...more },
  });
  const rejected = state.reason === 'keyRejected';
  if (!forced && rejected) {
    return refuse(Number.POSITIVE_INFINITY);
  }
  // A wait longer than the longest one comes from a clock that has gone back since.
  if (state.waitUntil > now && state.waitUntil <= now + hour) {
    if (state.toldToWait) {
      return refuse(state.waitUntil, { toldToWait: true });
    }
    if (!forced) {
      return refuse(state.waitUntil);
    }
  }
  const allowed = rejected || state.failures >= unreachableAfter || state.toldToWait ? 1 : maxInFlight;
  if (state.leases.length >= allowed) {
    return refuse(now + second);
  }
  if (state.tokens < 1) {
    return refuse(now + Math.ceil((1 - state.tokens) / tokensPerMs));
  }
  const lease = now + leaseMs;
  return {
    state: { ...state, tokens: state.tokens - 1, leases: [...state.leases, lease] },
    result: { ok: true, lease },
  };
}

function waitMs(attempt: Attempt, failures: number, random: number): number {
  if (attempt.retryAfterMs !== undefined) {
    return attempt.retryAfterMs;
  }
  if (attempt.error === 'quota') {
    return quotaRestMs;
  }
  return Math.round(random * Math.min(backOffCapMs, backOffBaseMs * 2 ** (failures - 1)));
}

/** True when an answer came to what was sent before the state was learned: it does not lift it. */
function isLate({ learnedAt }: OriginState, lease: number, now: number): boolean {
  return learnedAt !== undefined && learnedAt > lease - leaseMs && learnedAt <= now;
}

/** Takes the lease back and learns from how the attempt ended; undefined: nothing was sent. `random` is 0..1. */
export function settle(
  before: OriginState,
  lease: number,
  attempt: Attempt | undefined,
  now: number,
  random: number,
): OriginState {
  const index = before.leases.indexOf(lease);
  const { tokens, refilledAt } = before;
  const leases = before.leases.filter((_, each) => each !== index);
  const state = { ...before, leases };
  if (attempt === undefined || unsentErrors.has(attempt.error)) {
    return { ...state, tokens: Math.min(burst, tokens + 1) };
  }
  const late = isLate(before, lease, now);
  const { error } = attempt;
  if (error === undefined || !concernsOrigin(error)) {
    return late ? state : { tokens, refilledAt, leases, failures: 0, waitUntil: 0 };
  }
  if (late && (error === 'keyRejected' || before.reason === 'keyRejected')) {
    return state;
  }
  const failures = before.failures + 1;
  const waitUntil = now + waitMs(attempt, failures, random);
  return {
    ...state,
    failures,
    waitUntil: late ? Math.max(before.waitUntil, waitUntil) : waitUntil,
    reason: error,
    learnedAt: now,
    toldToWait: attempt.retryAfterMs !== undefined || (late && before.toldToWait === true),
  };
}

function finite(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/** Reads a stored state; anything odd is a fresh origin. */
export function readOriginState(value: unknown, now: number): OriginState {
  const state = value as Partial<OriginState> | null | undefined;
  return typeof state === 'object' &&
    state !== null &&
    finite(state.tokens) &&
    finite(state.refilledAt) &&
    finite(state.failures) &&
    finite(state.waitUntil) &&
    Array.isArray(state.leases) &&
    state.leases.every(finite)
    ? (state as OriginState)
    : freshOrigin(now);
}
