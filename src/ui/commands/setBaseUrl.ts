import { window, type Disposable } from 'vscode';
import { isRecord } from '../../domain/json.ts';
import { plainText } from '../../domain/plainText.ts';
import type { Provider } from '../../domain/provider.ts';
import { settingProblemText } from '../../domain/settingProblem.ts';
import { complain } from '../notify.ts';
import { t } from '../words.ts';
import { registerCommand, type Desk } from './command.ts';
import { pickProvider, providerFrom } from './pick.ts';

async function askForPath(desk: Desk, provider: Provider): Promise<string | undefined> {
  const paths = desk.parts.knownPaths(provider);
  if (paths.length < 2) {
    return provider.path;
  }
  return window.showQuickPick([...paths], {
    title: t('Path of {0}', plainText(provider.name, 60)),
    placeHolder: t('Which path does your gateway use?'),
    ignoreFocusOut: true,
  });
}

async function askForBaseUrl(
  desk: Desk,
  provider: Provider,
  suggestion: string,
): Promise<string | undefined> {
  const { checkBaseUrl } = desk.parts;
  const entered = await window.showInputBox({
    title: t('Base URL of {0}', plainText(provider.name, 60)),
    prompt: t('The address of your gateway. Each new address needs its own key.'),
    placeHolder: 'https://gateway.example',
    value: suggestion,
    ignoreFocusOut: true,
    validateInput: (text) => {
      const checked = checkBaseUrl(text, provider);
      return text === '' || checked.ok
        ? ''
        : t('This address cannot be used: {0}.', settingProblemText(checked.problem, t));
    },
  });
  const checked = entered === undefined ? undefined : checkBaseUrl(entered, provider);
  return checked?.ok ? checked.baseUrl : undefined;
}

/** Asks for a built-in provider's base URL and writes it to the person's settings. Undefined when they gave up. */
async function setBaseUrl(desk: Desk, provider: Provider, suggestion: string): Promise<Provider | undefined> {
  const { settings } = desk.parts;
  const baseUrl = await askForBaseUrl(desk, provider, suggestion);
  const path = baseUrl === undefined ? undefined : await askForPath(desk, provider);
  if (baseUrl === undefined || path === undefined) {
    return undefined;
  }
  const overrides = settings.object('providerOverrides');
  const before = overrides[provider.id];
  const kept = isRecord(before) ? before : {};
  const own = { ...kept, baseUrl, ...(path !== provider.path && { path }) };
  await settings.write('providerOverrides', { ...overrides, [provider.id]: own });
  return settings.providers().find(({ id }) => id === provider.id);
}

/** The provider, with a base URL: asks for one when it has none. */
export async function ensureBaseUrl(
  desk: Desk,
  provider: Provider,
  suggestion: string | undefined,
): Promise<Provider | undefined> {
  return provider.baseUrl === undefined ? setBaseUrl(desk, provider, suggestion ?? '') : provider;
}

/** Changes where a built-in provider is asked. */
export function registerSetBaseUrl(desk: Desk): Disposable {
  return registerCommand(desk, 'setBaseUrl', async (target) => {
    const provider = providerFrom(desk, target) ?? (await pickProvider(desk, t('Set Base URL')));
    if (provider === undefined) {
      return;
    }
    if (!provider.builtin) {
      void complain(t('This provider is declared in your settings. Change its base URL there.'));
      return;
    }
    await setBaseUrl(desk, provider, provider.baseUrl ?? '');
  });
}
