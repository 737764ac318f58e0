import { window, type Disposable } from 'vscode';
import { plainText } from '../../domain/plainText.ts';
import type { Provider } from '../../domain/provider.ts';
import { originOf } from '../../engine/asker.ts';
import { tell } from '../notify.ts';
import { t } from '../words.ts';
import { registerCommand, type Desk } from './command.ts';
import { pickProvider, providerFrom } from './pick.ts';
import { ensureBaseUrl } from './setBaseUrl.ts';

/** Asks for the key of an origin and stores it. False when the person gave up. */
export async function askForKey(desk: Desk, provider: Provider, origin: string): Promise<boolean> {
  const { keys } = desk.parts;
  const entered = await window.showInputBox({
    title: t('API Key for {0}', plainText(provider.name, 60)),
    prompt: t('It is kept in the secret storage of VS Code and sent to {0} only.', origin),
    password: true,
    ignoreFocusOut: true,
    validateInput: (text) =>
      text === '' || keys.clean(text) !== undefined
        ? ''
        : t('This cannot be an API key. Keys have 8 to 512 letters, digits and signs, without spaces.'),
  });
  const key = entered === undefined ? undefined : keys.clean(entered);
  if (key === undefined) {
    return false;
  }
  await keys.set(origin, key);
  return true;
}

/** Sets the key of a provider's origin. Providers of the same origin share it. */
export function registerSetApiKey(desk: Desk): Disposable {
  return registerCommand(desk, 'setApiKey', async (target) => {
    const picked = providerFrom(desk, target) ?? (await pickProvider(desk, t('Set API Key')));
    const provider = picked && (await ensureBaseUrl(desk, picked, undefined));
    const origin = provider && originOf(provider);
    if (provider !== undefined && origin !== undefined && (await askForKey(desk, provider, origin))) {
      void tell(t('Stored the key for {0}.', new URL(origin).host));
    }
  });
}
