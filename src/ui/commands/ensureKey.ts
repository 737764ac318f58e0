import { window } from 'vscode';
import { originOf } from '../../engine/asker.ts';
import { t } from '../words.ts';
import type { AskedTask } from './askForTask.ts';
import type { Desk } from './command.ts';
import { askForKey } from './setApiKey.ts';

async function offerKey(desk: Desk, asked: AskedTask, origin: string): Promise<void> {
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
  if (choice === store && asked.key !== undefined) {
    const key = desk.parts.keys.clean(asked.key);
    if (key !== undefined) {
      await desk.parts.keys.set(origin, key);
    }
  }
}

/** Makes sure that a provider's origin has a key: offers to store the pasted one, else asks for one. */
export async function ensureKey(desk: Desk, asked: AskedTask): Promise<void> {
  const origin = originOf(asked.provider);
  if (origin === undefined) {
    return;
  }
  const known = await desk.parts.keys.get(origin, asked.provider.env);
  if (known.state === 'ready') {
    return;
  }
  await (asked.key === undefined ? askForKey(desk, asked.provider, origin) : offerKey(desk, asked, origin));
}
