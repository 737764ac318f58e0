import { ProgressLocation, window, type Disposable } from 'vscode';
import { plainText } from '../../domain/plainText.ts';
import { problemText } from '../../domain/problemText.ts';
import { complain } from '../notify.ts';
import { t } from '../words.ts';
import { askForTask } from './askForTask.ts';
import { registerCommand, type Desk } from './command.ts';

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
    if (queried.ok) {
      panels.open({ kind: 'query', snapshot: queried }, { aside: false, play: false });
    } else {
      void complain(problemText(queried.problem, t));
    }
  });
}
