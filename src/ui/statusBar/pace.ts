// How often unfinished tasks are asked for, and what holds that up.
import { crowdedMs, unreachableAfter } from '../../domain/origin.ts';
import type { OriginState } from '../../domain/originState.ts';
import { plainText } from '../../domain/plainText.ts';
import { second } from '../../domain/schedule.ts';
import type { Task } from '../../domain/task.ts';
import { clockText, spanText, timeText } from '../../domain/units.ts';
import { originOf } from '../../engine/asker.ts';
import type { Parts } from '../parts.ts';
import { t, words } from '../words.ts';

/** The unfinished tasks of one provider. */
export interface Crowd {
  readonly provider: string;
  readonly count: number;
  readonly state?: OriginState;
}

/** From this gap between the checks of a task on, the budget and not the schedule sets the pace, ms. */
const crowdedFromMs = 15 * second;

/** The unfinished tasks by provider. */
export function crowdsOf({ settings, gate }: Parts, active: readonly Task[]): readonly Crowd[] {
  return settings.providers().flatMap((provider) => {
    const count = active.filter((task) => task.provider === provider.id).length;
    const state = gate.state(originOf(provider) ?? '');
    return count === 0 ? [] : [{ provider: plainText(provider.name, 60), count, ...(state && { state }) }];
  });
}

/** True when the provider has asked to wait. */
export function isLimited({ state }: Crowd): boolean {
  return state?.reason === 'rateLimited' || state?.reason === 'quota';
}

/** True when nothing is asked now. A single failure is no news: the origin is unreachable after several in a row. */
export function isHeldUp(crowd: Crowd, now: number): boolean {
  const { failures = 0, waitUntil = 0 } = crowd.state ?? {};
  return waitUntil > now && (isLimited(crowd) || failures >= unreachableAfter);
}

/** What holds a provider up, and until when. */
export function heldUpText(crowd: Crowd): string {
  const { provider, state } = crowd;
  const waitUntil = state?.waitUntil ?? 0;
  return isLimited(crowd)
    ? t('{0} allows the next request at {1}.', provider, timeText(waitUntil, words.language))
    : t('Cannot reach {0}. Next try at {1}.', provider, clockText(waitUntil, words.language));
}

function countsText(active: readonly Task[]): string {
  const running = active.filter(({ status }) => status === 'running').length;
  const queued = active.length - running;
  if (running > 0 && queued > 0) {
    return t('{0} running, {1} queued', running, queued);
  }
  return running > 0 ? t('{0} running', running) : t('{0} queued', queued);
}

/** How many tasks are unfinished, and when or how often they are asked for. */
export function paceText(active: readonly Task[], crowds: readonly Crowd[], now: number): string {
  const counts = countsText(active);
  const gap = Math.max(...crowds.map(({ count }) => crowdedMs(count)), 0);
  if (gap > crowdedFromMs) {
    return t('{0}. Checking every ~{1}.', counts, spanText(gap, words.language));
  }
  const next = Math.min(...active.map(({ nextCheckAt }) => nextCheckAt ?? Number.POSITIVE_INFINITY));
  return next === Number.POSITIVE_INFINITY || next < now
    ? t('{0}.', counts)
    : t('{0}. Next check at {1}.', counts, clockText(next, words.language));
}
