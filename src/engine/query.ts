import type { Outcome } from '../domain/outcome.ts';
import type { Clock } from '../domain/ports.ts';
import type { CheckId, IdProblem, Provider } from '../domain/provider.ts';
import type { Observation, Task, TaskDetails } from '../domain/task.ts';
import { failed, newTask, observed, type Moment } from '../domain/transition.ts';
import { leaseFor } from './admission.ts';
import { ask, originOf } from './asker.ts';
import { attempt, type AttemptParts } from './attempt.ts';

/** A task that is looked at but not tracked. */
export interface Snapshot {
  readonly task: Task;
  readonly details?: TaskDetails;
  /** The answer as text. */
  readonly answer?: string;
}

export type Queried =
  ({ readonly ok: true } & Snapshot) | { readonly ok: false; readonly problem: IdProblem };

export interface QueryParts extends AttemptParts {
  readonly checkId: CheckId;
}

function moment({ clock }: Pick<QueryParts, 'clock'>): Moment {
  return { now: clock.now(), random: 0, pace: { intervalMs: 0, stopAfterMs: 0, slow: false } };
}

/** Makes a task out of one observation, as if it had been tracked and asked for once. */
export function snapshotOf(provider: string, id: string, seen: Observation, clock: Clock): Snapshot {
  const { task, details } = observed(newTask(provider, id, clock.now()), undefined, seen, moment({ clock }));
  return { task, ...(details && { details }) };
}

const givenUp: Outcome = { kind: 'error', error: { kind: 'timeout', message: '' } };
const toldToWait: Outcome = { kind: 'error', error: { kind: 'rateLimited', message: '' } };

async function askOnce(
  parts: QueryParts,
  provider: Provider,
  id: string,
  signal: AbortSignal,
): Promise<Outcome> {
  const origin = originOf(provider);
  if (origin === undefined) {
    return ask(parts.wire, parts.clock, provider, id, signal);
  }
  const lease = await leaseFor(parts, origin, signal);
  switch (lease) {
    case 'ended':
      return givenUp;
    case 'toldToWait':
      return toldToWait;
    default:
      return attempt(parts, { provider, id, origin, lease }, signal);
  }
}

/** Asks for a task once, from the same budget as every other request. Nothing is kept. */
export async function query(
  parts: QueryParts,
  provider: Provider,
  text: string,
  signal: AbortSignal,
): Promise<Queried> {
  const { checkId, clock } = parts;
  const checked = checkId(text);
  if (!checked.ok) {
    return checked;
  }
  const outcome = await askOnce(parts, provider, checked.id, signal);
  if (outcome.kind === 'observed') {
    return {
      ok: true,
      ...snapshotOf(provider.id, checked.id, outcome.observation, clock),
      answer: outcome.body,
    };
  }
  const asked = { ...newTask(provider.id, checked.id, clock.now()), checkedAt: clock.now() };
  const { checkedAt: _, ...task } = failed(asked, outcome, moment(parts));
  return { ok: true, task, ...(outcome.body !== undefined && { answer: outcome.body }) };
}
