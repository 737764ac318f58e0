import type { ErrorScene } from '../domain/errorText.ts';
import type { OriginState } from '../domain/originState.ts';
import type { Provider } from '../domain/provider.ts';
import type { Task } from '../domain/task.ts';
import { originOf } from '../engine/asker.ts';
import type { Parts } from './parts.ts';

/** What a task says when its provider has gone from the settings. */
export function providerOf(
  parts: Pick<Parts, 'settings'>,
  task: Pick<Task, 'provider'>,
): Pick<Provider, 'id' | 'name' | 'builtin'> {
  const found = parts.settings.providers().find(({ id }) => id === task.provider);
  return found ?? { id: task.provider, name: task.provider, builtin: false };
}

/** The names that texts about a task's errors need. */
export function sceneOf(parts: Parts, task: Pick<Task, 'provider'>): ErrorScene {
  const provider = parts.settings.providers().find(({ id }) => id === task.provider);
  const origin = provider === undefined ? undefined : originOf(provider);
  const waitUntil = origin === undefined ? undefined : parts.gate.state(origin)?.waitUntil;
  return {
    provider: provider?.name ?? task.provider,
    host: origin === undefined ? '' : new URL(origin).host,
    ...(waitUntil !== undefined && waitUntil > parts.clock.now() && { waitUntil }),
  };
}

/** What is known of the address that a task is asked at. */
export function originState(
  { settings, gate }: Parts,
  task: Pick<Task, 'provider'>,
): OriginState | undefined {
  const provider = settings.providers().find(({ id }) => id === task.provider);
  const origin = provider && originOf(provider);
  return origin === undefined ? undefined : gate.state(origin);
}

/** True while the key of the task's origin is known to be rejected. */
export function isRejected(parts: Parts, task: Pick<Task, 'provider'>): boolean {
  return originState(parts, task)?.reason === 'keyRejected';
}
