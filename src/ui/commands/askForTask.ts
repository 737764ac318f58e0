// The first steps of Add Task and Query Task Once: what was pasted, and whose task it is.
import { window } from 'vscode';
import type { Reading } from '../../domain/ports.ts';
import type { Provider } from '../../domain/provider.ts';
import { recognise, type Recognised } from '../../domain/recognise.ts';
import { originOf } from '../../engine/asker.ts';
import { problemText } from '../../domain/problemText.ts';
import { complain } from '../notify.ts';
import { t } from '../words.ts';
import type { Desk } from './command.ts';
import { ensureKey } from './ensureKey.ts';
import { pickProvider } from './pick.ts';
import { ensureBaseUrl } from './setBaseUrl.ts';

/** A task that the person wants. `origin` and `key` are those of the pasted link or command. */
export interface AskedTask {
  readonly provider: Provider;
  readonly id: string;
  readonly origin?: string;
  readonly key?: string;
}

type FoundId = Extract<Recognised, { kind: 'id' }>;

function idOfAnswer(desk: Desk, body: unknown): FoundId | undefined {
  const reading: Reading | undefined = desk.parts.readText(JSON.stringify(body));
  const id = reading?.kind === 'task' ? reading.observation.ids[0] : undefined;
  return id === undefined ? undefined : { kind: 'id', id };
}

function problemOf(text: string): string {
  const found = recognise(text);
  return found.kind === 'nothing' ? problemText(found.problem, t) : '';
}

async function askForId(desk: Desk, title: string): Promise<FoundId | undefined> {
  const text = await window.showInputBox({
    title,
    prompt: t('Task id, task URL, JSON response, or a curl command'),
    placeHolder: 'task_01k6x15vhrff09dkkqjrzwhm60',
    ignoreFocusOut: true,
    validateInput: (value) => (value.trim() === '' ? '' : problemOf(value)),
  });
  if (text === undefined) {
    return undefined;
  }
  const found = recognise(text);
  const id = found.kind === 'answer' ? idOfAnswer(desk, found.body) : found;
  if (id?.kind === 'id') {
    return id;
  }
  void complain(id === undefined ? t('No task id was found in this JSON.') : problemText(id.problem, t));
  return undefined;
}

/** Asks for a task, its provider and, where there is none, the key. Undefined when the person gave up. */
export async function askForTask(desk: Desk, title: string): Promise<AskedTask | undefined> {
  const found = await askForId(desk, title);
  if (found === undefined) {
    return undefined;
  }
  const { id, origin, path, key } = found;
  const likely = origin === undefined ? [] : desk.parts.matchProviders({ origin, path: path ?? '/' });
  const [only] = likely;
  const certain = only !== undefined && likely.length === 1 && originOf(only) === origin;
  const picked = certain ? only : await pickProvider(desk, title, likely);
  const provider = picked && (await ensureBaseUrl(desk, picked, origin));
  const asked = provider && {
    provider,
    id,
    ...(origin !== undefined && { origin }),
    ...(key !== undefined && { key }),
  };
  if (asked !== undefined) {
    await ensureKey(desk, asked);
  }
  return asked;
}
