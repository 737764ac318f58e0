// What all windows together know of one origin.
import { second } from './schedule.ts';
import type { ErrorKind } from './task.ts';

/** A request in flight. Its window renews it; it lapses soon after the window has died. Times in epoch ms. */
export interface Lease {
  readonly sentAt: number;
  readonly until: number;
}

/** Shared state of an origin. Times in epoch ms. */
export interface OriginState {
  readonly tokens: number;
  readonly refilledAt: number;
  readonly leases: readonly Lease[];
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
  /** Last answer that was about a task. */
  readonly heardAt?: number;
}

/** How long a lease or a claim holds unless it is renewed, ms: another window goes on within 15 s after one has died. */
export const leaseMs = 12 * second;
export const burst = 5;

/** The state of an origin that was never asked. */
export function freshOrigin(now: number): OriginState {
  return { tokens: burst, refilledAt: now, leases: [], failures: 0, waitUntil: 0 };
}

function isLease(value: unknown): boolean {
  const { sentAt, until } = (value ?? {}) as Partial<Lease>;
  return Number.isFinite(sentAt) && Number.isFinite(until);
}

/** Reads a stored state; anything odd is a fresh origin. */
export function readOriginState(value: unknown, now: number): OriginState {
  const state = value as Partial<OriginState> | null | undefined;
  return typeof state === 'object' &&
    state !== null &&
    [state.tokens, state.refilledAt, state.failures, state.waitUntil].every(Number.isFinite) &&
    Array.isArray(state.leases) &&
    state.leases.every(isLease)
    ? (state as OriginState)
    : freshOrigin(now);
}
