import type { Lease } from '../domain/originState.ts';
import type { Clock } from '../domain/ports.ts';
import { minute } from '../domain/schedule.ts';
import type { Gate } from './gate.ts';
import { pause } from './pause.ts';

export interface AdmissionParts {
  readonly gate: Pick<Gate, 'admit'>;
  readonly clock: Clock;
}

/**
 * Waits until a request that a person waits for may go out, from the budget of its origin. `toldToWait`: the provider has asked for
 * a pause, which nobody is made to sit through; `ended`: `signal` has ended the waiting.
 */
export async function leaseFor(
  { gate, clock }: AdmissionParts,
  origin: string,
  signal: AbortSignal,
): Promise<Lease | 'ended' | 'toldToWait'> {
  while (!signal.aborted) {
    const admission = await gate.admit(origin, true);
    if (admission.ok) {
      return admission.lease;
    }
    if (admission.toldToWait) {
      return 'toldToWait';
    }
    await pause(clock, Math.min(Math.max(admission.retryAt - clock.now(), 0), minute), signal);
  }
  return 'ended';
}
