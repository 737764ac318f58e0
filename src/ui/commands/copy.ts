import { env, type Disposable } from 'vscode';
import { DisposableStore } from '../../domain/disposable.ts';
import type { Task } from '../../domain/task.ts';
import { bestRendition } from '../../domain/transition.ts';
import { complain } from '../notify.ts';
import { contentFor, promptOf } from '../panel/source.ts';
import type { Parts } from '../parts.ts';
import { t } from '../words.ts';
import { registerCommand, type Desk } from './command.ts';
import { tasksFor } from './pick.ts';

/** The status request of a task as a curl line; the key stays a variable. */
function curlOf(parts: Parts, task: Task): string | undefined {
  const provider = parts.settings.providers().find(({ id }) => id === task.provider);
  return provider && parts.curl(provider, task.id);
}

/** Puts a text on the clipboard, or says why there is none. */
export async function copyText(text: string | undefined, missing: string): Promise<void> {
  if (text === undefined) {
    void complain(missing);
    return;
  }
  await env.clipboard.writeText(text);
}

/** Copies what belongs to a task. */
export function registerCopy(desk: Desk): Disposable {
  const { parts } = desk;
  const store = new DisposableStore();
  const add = (
    name: string,
    title: string,
    textOf: (task: Task) => string | undefined,
    missing: string,
  ): void => {
    store.add(
      registerCommand(desk, name, async (...args) => {
        const tasks = await tasksFor(desk, args, title);
        const texts = tasks.map(textOf).filter((text) => text !== undefined);
        if (tasks.length > 0) {
          await copyText(texts.length === 0 ? undefined : texts.join('\n'), missing);
        }
      }),
    );
  };
  add('copyId', t('Copy Task ID'), ({ id }) => id, '');
  add(
    'copyPrompt',
    t('Copy Prompt'),
    (task) => promptOf(contentFor(parts, task)),
    t('This task has no prompt.'),
  );
  add(
    'copyLink',
    t('Copy Video Link'),
    ({ key }) => bestRendition(parts.list.details(key))?.url,
    t('This task has no video link.'),
  );
  add(
    'copyCurl',
    t('Copy Status Request as cURL'),
    (task) => curlOf(parts, task),
    t('This provider needs a base URL first.'),
  );
  return store;
}
