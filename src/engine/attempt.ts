import type { Lease } from '../domain/originState.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Clock, Log } from '../domain/ports.ts';
import type { Provider } from '../domain/provider.ts';
import { ask, type Wire } from './asker.ts';
import type { Gate } from './gate.ts';
import { startHeartbeat } from './heartbeat.ts';

export interface AttemptParts {
  readonly wire: Wire;
  readonly gate: Gate;
  readonly clock: Clock;
  readonly log: Log;
}

/** A request that the gate has let out. */
export interface Admitted {
  readonly provider: Provider;
  readonly id: string;
  readonly origin: string;
  readonly lease: Lease;
}

/**
 * Asks for a task with an admitted request and lets the gate learn from how it ended. `renew` is called now and then while the
 * request is out. An error of the network is told as such, not as one of the provider. Never rejects for what a provider does.
 */
export async function attempt(
  parts: AttemptParts,
  { provider, id, origin, lease }: Admitted,
  signal: AbortSignal,
  renew: () => Promise<unknown> = async () => {},
): Promise<Outcome> {
  const { wire, gate, clock } = parts;
  const stop = startHeartbeat(parts, signal, () => Promise.all([gate.renew(origin, lease), renew()]));
  let redirects = 0;
  const outcome = await ask(wire, clock, provider, id, signal, () => (redirects += 1)).finally(stop);
  const ended = outcome.kind === 'error' ? { ...outcome, error: outcome.error.kind } : {};
  const trouble = await gate.settle(origin, lease, {
    ...(signal.aborted ? { aborted: true } : ended),
    redirects,
  });
  return outcome.kind === 'error' && trouble !== undefined
    ? { ...outcome, error: { ...outcome.error, kind: trouble } }
    : outcome;
}
