import { Uri, window, workspace, type Disposable, type TextDocumentContentProvider } from 'vscode';
import { DisposableStore } from '../../domain/disposable.ts';
import { answerText } from '../answerText.ts';
import { complain } from '../notify.ts';
import { t } from '../words.ts';
import { registerCommand, type Desk } from './command.ts';
import { tasksFor } from './pick.ts';

const rawScheme = 'videotasks-raw';

/** Shows an answer in a read-only JSON editor, without personal fields and keys. */
export async function showAnswer(desk: Desk, name: string, answer: string | undefined): Promise<void> {
  const text = answerText(answer);
  if (text === undefined) {
    void complain(t('No response has been received for this task yet.'));
    return;
  }
  const file = `${name.replaceAll(/[^\w.-]+/g, '_').slice(0, 80)}.json`;
  const uri = Uri.from({ scheme: rawScheme, path: `/${file}`, query: String(desk.parts.clock.now()) });
  desk.answers.set(uri.toString(), text);
  await window.showTextDocument(await workspace.openTextDocument(uri), { preview: true });
}

/** Shows the last answer about a task. */
export function registerShowRaw(desk: Desk): Disposable {
  const store = new DisposableStore();
  const provider: TextDocumentContentProvider = {
    provideTextDocumentContent: (uri) => desk.answers.get(uri.toString()) ?? '',
  };
  store.add(workspace.registerTextDocumentContentProvider(rawScheme, provider));
  store.add(workspace.onDidCloseTextDocument(({ uri }) => desk.answers.delete(uri.toString())));
  store.add(
    registerCommand(desk, 'showRaw', async (...args) => {
      const [task] = await tasksFor(desk, args, t('Show Raw Response'));
      if (task !== undefined) {
        await showAnswer(desk, task.id, desk.parts.list.answer(task.key));
      }
    }),
  );
  return store;
}
