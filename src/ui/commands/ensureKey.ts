import { window } from 'vscode';
import { originOf } from '../../engine/asker.ts';
import { complain } from '../notify.ts';
import { t } from '../words.ts';
import type { AskedTask } from './askForTask.ts';
import type { Desk } from './command.ts';
import { askForKey } from './setApiKey.ts';

/** True when the person has stored it. */
async function offerKey(desk: Desk, pasted: string, origin: string): Promise<boolean> {
  const store = t('Store Key');
  const { host } = new URL(origin);
  const choice = await window.showInformationMessage(
    t('The pasted command holds an API key. Store it for {0}?', host),
    {
      modal: true,
      detail: t('It goes into the secret storage of VS Code and is sent to this address only.'),
    },
    store,
  );
  const key = choice === store ? desk.parts.keys.clean(pasted) : undefined;
  if (key !== undefined) {
    await desk.parts.keys.set(origin, key);
  } else if (choice === store) {
    void complain(t('The pasted key cannot be an API key. Set it with “Set API Key...”.'));
  }
  return key !== undefined;
}

/**
 * Makes sure that a provider's origin has a key. A pasted one is offered for storing only under the origin of the pasted
 * command, and only when it is not the stored one; without any key the person is asked. Resolves to whether there is one now.
 */
export async function ensureKey(desk: Desk, asked: AskedTask): Promise<boolean> {
  const origin = originOf(asked.provider);
  if (origin === undefined) {
    return false;
  }
  const known = await desk.parts.keys.get(origin, asked.provider.env);
  const pasted = asked.origin === origin ? asked.key : undefined;
  if (pasted !== undefined && (known.state !== 'ready' || known.key !== pasted)) {
    return (await offerKey(desk, pasted, origin)) || known.state === 'ready';
  }
  return known.state === 'ready' || askForKey(desk, asked.provider, origin);
}
