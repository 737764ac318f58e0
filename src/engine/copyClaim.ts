import { claimCopy, releaseCopy } from '../domain/copyClaims.ts';
import { leaseMs } from '../domain/originState.ts';
import type { CopyParts } from './copyParts.ts';
import { startHeartbeat } from './heartbeat.ts';
import { pause } from './pause.ts';

type ClaimParts = Pick<CopyParts, 'clock' | 'log' | 'store' | 'window'>;

/** Of the state that the windows share. */
const stateName = 'copies';
/** How long a window waits before it looks again whether another one still loads a file, ms. */
const lookMs = leaseMs / 3;

/**
 * Does `work` while no other window works on the same copy, and waits until that is so. The signal of the work ends when another
 * window has taken over: this one was asleep for too long. Resolves to undefined when `signal` ends the waiting.
 */
export async function withCopyClaim<T>(
  parts: ClaimParts,
  name: string,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const { clock, log, store, window } = parts;
  const claim = async (): Promise<boolean> =>
    (await store).shared(stateName, (state) => claimCopy(state, name, window, clock.now()));
  while (!signal.aborted && !(await claim())) {
    await pause(clock, lookMs, signal);
  }
  const lost = new AbortController();
  const stop = startHeartbeat({ clock, log }, signal, async () => {
    if (!(await claim())) {
      lost.abort();
    }
  });
  try {
    return signal.aborted ? undefined : await work(AbortSignal.any([signal, lost.signal]));
  } finally {
    stop();
    await (await store).shared(stateName, (state) => releaseCopy(state, name, window, clock.now()));
  }
}
