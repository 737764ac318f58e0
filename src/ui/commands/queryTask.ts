import { commands, ProgressLocation, window, type Disposable } from 'vscode';
import { errorText } from '../../domain/errorText.ts';
import { plainText } from '../../domain/plainText.ts';
import { problemText } from '../../domain/problemText.ts';
import type { Task, TaskError } from '../../domain/task.ts';
import { complain } from '../notify.ts';
import { sceneOf } from '../providerOf.ts';
import { t, words } from '../words.ts';
import { askForTask } from './askForTask.ts';
import { registerCommand, type Desk } from './command.ts';

async function complainOf(desk: Desk, task: Task, error: TaskError): Promise<void> {
  const sentence = errorText(error, sceneOf(desk.parts, task), words);
  const update = error.kind === 'keyRejected' ? [t('Update Key')] : [];
  if ((await complain(sentence, ...update)) !== undefined) {
    await commands.executeCommand('videoTasks.setApiKey', task.provider);
  }
}

/** Asks for a task once and shows the answer; nothing is kept. */
export function registerQueryTask(desk: Desk): Disposable {
  return registerCommand(desk, 'queryTask', async () => {
    const { parts, panels } = desk;
    const asked = await askForTask(desk, t('Query Task Once'));
    if (asked === undefined) {
      return;
    }
    const title = t('Asking {0}...', plainText(asked.provider.name, 60));
    const queried = await window.withProgress({ location: ProgressLocation.Notification, title }, () =>
      parts.query(asked.provider, asked.id),
    );
    if (!queried.ok) {
      void complain(problemText(queried.problem, t));
    } else if (queried.task.error === undefined) {
      panels.open({ kind: 'query', snapshot: queried }, { aside: false, play: false });
    } else {
      await complainOf(desk, queried.task, queried.task.error);
    }
  });
}
