import { window, type Disposable } from 'vscode';
import { problemText } from '../../domain/problemText.ts';
import { originOf } from '../../engine/asker.ts';
import { complain, tell } from '../notify.ts';
import { t } from '../words.ts';
import { askForTask, type AskedTask } from './askForTask.ts';
import { registerCommand, type Desk } from './command.ts';
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

async function ensureKey(desk: Desk, asked: AskedTask): Promise<void> {
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

async function addTask(desk: Desk): Promise<void> {
  const { parts, view } = desk;
  const asked = await askForTask(desk, t('Add Task'));
  if (asked === undefined) {
    return;
  }
  await ensureKey(desk, asked);
  const tracked = await parts.tracker.track(asked.provider.id, asked.id);
  if (!tracked.ok) {
    void complain(problemText(tracked.problem, t));
    return;
  }
  await view.reveal(tracked.task);
  if (!tracked.isNew) {
    void tell(t('This task is already in the list.'));
  }
}

/** Starts tracking a task from whatever the person has: an id, a link, a response, a curl command. */
export function registerAddTask(desk: Desk): Disposable {
  return registerCommand(desk, 'addTask', () => addTask(desk));
}
