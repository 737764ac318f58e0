import { window, type Disposable } from 'vscode';
import { taskTitle } from '../../domain/describe.ts';
import { keepText, plainText } from '../../domain/plainText.ts';
import { t } from '../words.ts';
import { registerCommand, type Desk } from './command.ts';
import { tasksFor } from './pick.ts';

/** Gives a task a name of the person's own. */
export function registerRename(desk: Desk): Disposable {
  return registerCommand(desk, 'rename', async (...args) => {
    const [task] = await tasksFor(desk, args, t('Rename'));
    if (task === undefined) {
      return;
    }
    const title = plainText(taskTitle(task), 200);
    const name = await window.showInputBox({
      title: t('Rename'),
      prompt: t('Leave empty to use the provider’s title.'),
      value: title,
    });
    if (name !== undefined && name !== title) {
      await desk.parts.tracker.rename(task.key, keepText(name.trim(), 200) ?? '');
    }
  });
}
