// What all windows together may ask of one origin: a token bucket, leases for requests in flight, and back-off.
import { burst, leaseMs, type Lease, type OriginState } from './originState.ts';
import { hour, minute, second } from './schedule.ts';
import type { ErrorKind } from './task.ts';

/** No request may go out before `retryAt`; `toldToWait`: by the provider's own word. */
export interface Refusal {
  readonly ok: false;
  readonly retryAt: number;
  readonly toldToWait?: true;
}

/** Whether a request may go out now; `lease` is given back with the outcome. */
export type Admission = { readonly ok: true; readonly lease: Lease } | Refusal;

/** How an attempt ended, as far as the origin is concerned. */
export interface Attempt {
  /** Undefined when the answer was readable. */
  readonly error?: ErrorKind;
  /** What the provider asked for, ms. */
  readonly retryAfterMs?: number;
  /** This window gave the request up: that says nothing about the origin. */
  readonly aborted?: true;
  /** Redirects that were followed: each was a request more, and is paid for afterwards. */
  readonly redirects?: number;
}

export const tokensPerMs = 0.5 / second;
export const maxInFlight = 2;
export const unreachableAfter = 5;
/** Longer than the longest time between two checks of a task. */
const silenceMs = 10 * minute;
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
  'portal',
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

/** True while a request may still be out; a lease longer than any comes from a clock that has gone back since. */
function holds({ until }: Lease, now: number): boolean {
  return until > now && until <= now + leaseMs;
}

function refill(state: OriginState, now: number): OriginState {
  // A clock that went back earns nothing.
  const earned = Math.max(0, now - state.refilledAt) * tokensPerMs;
  return {
    ...state,
    tokens: Math.min(burst, state.tokens + earned),
    refilledAt: now,
    leases: state.leases.filter((lease) => holds(lease, now)),
  };
}

/** True when one answer is awaited before more is asked: after trouble, and when nothing was heard for long, as after sleep. */
function isProbed({ failures, toldToWait, heardAt }: OriginState, now: number): boolean {
  const silent = heardAt !== undefined && Math.abs(now - heardAt) > silenceMs;
  return failures >= unreachableAfter || toldToWait === true || silent;
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
  const allowed = rejected || isProbed(state, now) ? 1 : maxInFlight;
  if (state.leases.length >= allowed) {
    return refuse(now + second);
  }
  if (state.tokens < 1) {
    return refuse(now + Math.ceil((1 - state.tokens) / tokensPerMs));
  }
  const lease = { sentAt: now, until: now + leaseMs };
  return {
    state: { ...state, tokens: state.tokens - 1, leases: [...state.leases, lease] },
    result: { ok: true, lease },
  };
}

/** How far apart the checks of one task are at least when `count` tasks of an origin share its budget, ms. */
export function crowdedMs(count: number): number {
  return count / tokensPerMs;
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
function isLate({ learnedAt }: OriginState, { sentAt }: Lease, now: number): boolean {
  return learnedAt !== undefined && learnedAt >= sentAt && learnedAt <= now;
}

/** Where a request stands among those in flight; -1 when its lease has lapsed. */
function indexOf(leases: readonly Lease[], { sentAt }: Lease): number {
  return leases.findIndex((each) => each.sentAt === sentAt);
}

/** Keeps a request in flight; a lease that has lapsed is not taken again. */
export function renew(state: OriginState, lease: Lease, now: number): OriginState {
  const index = indexOf(state.leases, lease);
  return {
    ...state,
    leases: state.leases.map((each, at) => (at === index ? { ...each, until: now + leaseMs } : each)),
  };
}

/** Takes the lease back after an attempt whose end says nothing about the origin: it was asked, and the network failed. */
export function release(state: OriginState, lease: Lease): OriginState {
  const index = indexOf(state.leases, lease);
  return { ...state, leases: state.leases.filter((_, at) => at !== index) };
}

/** Takes the lease back and learns from how the attempt ended; undefined: nothing was sent. `random` is 0..1. */
export function settle(
  before: OriginState,
  lease: Lease,
  attempt: Attempt | undefined,
  now: number,
  random: number,
): OriginState {
  const { leases } = release(before, lease);
  const { refilledAt } = before;
  if (attempt === undefined || unsentErrors.has(attempt.error)) {
    return { ...before, leases, tokens: Math.min(burst, before.tokens + 1) };
  }
  const tokens = before.tokens - (attempt.redirects ?? 0);
  const state = { ...before, leases, tokens };
  if (attempt.aborted) {
    return state;
  }
  const late = isLate(before, lease, now);
  const { error } = attempt;
  if (error === undefined || !concernsOrigin(error)) {
    return { ...(late ? state : { tokens, refilledAt, leases, failures: 0, waitUntil: 0 }), heardAt: now };
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
