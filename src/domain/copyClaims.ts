// Which window loads which local copy. All claims are one piece of shared state: those that have lapsed leave it.
import { isRecord } from './json.ts';
import { leaseMs } from './originState.ts';

/** `by` names a window, `until` is epoch ms. */
interface Claim {
  readonly by: string;
  readonly until: number;
}

/** By the name of the copy. */
type Claims = Readonly<Record<string, Claim>>;

interface Changed<T> {
  readonly state: Claims;
  readonly result: T;
}

function isClaim(value: unknown, now: number): value is Claim {
  const { by, until } = isRecord(value) ? value : {};
  // A claim longer than any comes from a clock that has gone back since.
  return typeof by === 'string' && typeof until === 'number' && until > now && until <= now + leaseMs;
}

function readClaims(state: unknown, now: number): Map<string, Claim> {
  const entries = Object.entries(isRecord(state) ? state : {});
  return new Map(entries.filter((entry): entry is [string, Claim] => isClaim(entry[1], now)));
}

/** Takes a copy for a window, or keeps it. The result is false while another window has it. */
export function claimCopy(state: unknown, name: string, by: string, now: number): Changed<boolean> {
  const claims = readClaims(state, now);
  const result = [undefined, by].includes(claims.get(name)?.by);
  if (result) {
    claims.set(name, { by, until: now + leaseMs });
  }
  return { state: Object.fromEntries(claims), result };
}

/** Gives a copy back, if the window has it. */
export function releaseCopy(state: unknown, name: string, by: string, now: number): Changed<undefined> {
  const claims = readClaims(state, now);
  if (claims.get(name)?.by === by) {
    claims.delete(name);
  }
  return { state: Object.fromEntries(claims), result: undefined };
}
