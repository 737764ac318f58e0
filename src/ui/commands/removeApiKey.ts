import { window, type Disposable } from 'vscode';
import { originOf } from '../../engine/asker.ts';
import { tell } from '../notify.ts';
import { t } from '../words.ts';
import { registerCommand, type Desk } from './command.ts';
import { pickProvider, providerFrom } from './pick.ts';

/** Forgets the key of a provider's origin. */
export function registerRemoveApiKey(desk: Desk): Disposable {
  return registerCommand(desk, 'removeApiKey', async (target) => {
    const provider = providerFrom(desk, target) ?? (await pickProvider(desk, t('Remove API Key')));
    const origin = provider && originOf(provider);
    if (origin === undefined) {
      return;
    }
    const { host } = new URL(origin);
    const remove = t('Remove Key');
    const message = t('Remove the API key for {0}?', host);
    const detail = t('Its tasks stay in the list and are checked again once you enter a key.');
    if ((await window.showWarningMessage(message, { modal: true, detail }, remove)) === remove) {
      await desk.parts.keys.remove(origin);
      void tell(t('Removed the key for {0}.', host));
    }
  });
}
