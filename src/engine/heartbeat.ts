import { guarded } from '../domain/guarded.ts';
import { leaseMs } from '../domain/originState.ts';
import type { Clock, Log } from '../domain/ports.ts';

/**
 * Calls `beat` at intervals well within a lease, so that what is held does not lapse before it is given back. Returns the way
 * to stop; `signal` stops it too.
 */
export function startHeartbeat(
  { clock, log }: { readonly clock: Clock; readonly log: Log },
  signal: AbortSignal,
  beat: () => Promise<unknown>,
): () => void {
  let cancel: () => void;
  const next = (): void => {
    cancel = clock.after(leaseMs / 3, () => {
      if (!signal.aborted) {
        guarded(log, 'heartbeat', beat());
        next();
      }
    });
  };
  next();
  return () => cancel();
}
