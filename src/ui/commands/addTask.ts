import type { Disposable } from 'vscode';
import { problemText } from '../../domain/problemText.ts';
import { complain, tell } from '../notify.ts';
import { t } from '../words.ts';
import { askForTask } from './askForTask.ts';
import { registerCommand, type Desk } from './command.ts';

async function addTask(desk: Desk): Promise<void> {
  const { parts, view } = desk;
  const asked = await askForTask(desk, t('Add Task'));
  if (asked === undefined) {
    return;
  }
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
