import { commands, type Disposable } from 'vscode';
import { DisposableStore } from '../domain/disposable.ts';
import { guarded } from '../domain/guarded.ts';
import { originOf } from '../engine/asker.ts';
import type { Parts } from './parts.ts';

async function tell({ keys, settings }: Pick<Parts, 'keys' | 'settings'>): Promise<void> {
  const hasKey = settings.providers().some((provider) => {
    const origin = originOf(provider);
    return origin !== undefined && keys.isKnown(origin, provider.env);
  });
  await commands.executeCommand('setContext', 'videoTasks.hasKey', hasKey);
}

/** Tells VS Code whether any provider has a key, as far as that is known: a step of the walkthrough is done then. */
export function registerKeyContext(parts: Pick<Parts, 'clock' | 'keys' | 'log' | 'settings'>): Disposable {
  const look = (): void => guarded(parts.log, 'keys', tell(parts));
  const store = new DisposableStore();
  store.add(parts.keys.onDidChange(look));
  store.add(parts.settings.onDidChange(look));
  // Activation does not wait for the providers to be read.
  store.add({ dispose: parts.clock.after(0, look) });
  return store;
}
