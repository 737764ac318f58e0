import { commands, window, type Disposable, type Uri } from 'vscode';
import { DisposableStore } from '../../domain/disposable.ts';
import type { Task } from '../../domain/task.ts';
import { isOver } from '../../domain/transition.ts';
import { bytesText } from '../../domain/units.ts';
import { videoFiles } from '../../domain/videoFiles.ts';
import { complain, tell } from '../notify.ts';
import { copyBytes } from '../tree/localCopy.ts';
import { t, words } from '../words.ts';
import { registerCommand, type Desk } from './command.ts';
import { problemText, withCopies, type Wanted } from './loading.ts';
import { askForFolder, tasksFor } from './pick.ts';
import { savedText, saveInto } from './saveInto.ts';

/** The files of tasks that there are local copies of, or will be soon; `bytes` are those that are kept. */
function copiesOf({ parts }: Desk, tasks: readonly Task[]): readonly (Wanted & { readonly bytes: number })[] {
  return tasks
    .filter(({ playable }) => playable)
    .flatMap((task) =>
      videoFiles(parts.list.details(task.key)).flatMap(({ id }) => {
        const held = parts.copies.state(task.key, id);
        const isWanted = held.state === 'kept' || held.state === 'queued' || held.state === 'loading';
        return isWanted ? { task, id, bytes: held.state === 'kept' ? held.bytes : 0 } : [];
      }),
    );
}

/** What becomes of the copies, as a sentence after another one; empty where there are none. */
function copiesText({ parts: { copies } }: Desk, tasks: readonly Task[]): string {
  const bytes = copies.bytesOf(tasks.map(({ key }) => key));
  return bytes === 0 ? '' : ` ${t('Local copies ({0}) are deleted too.', bytesText(bytes, words.language))}`;
}

/**
 * Takes tasks off the list; resolves to a sentence and the way back. The engine ends their downloads, and deletes their copies a
 * minute later: whoever brings the tasks back gets by another download what is not there then.
 */
async function takeOff(
  desk: Desk,
  tasks: readonly Task[],
): Promise<{ readonly text: string; readonly undo: () => Promise<void> }> {
  const wanted = copiesOf(desk, tasks);
  const removed = await desk.parts.tracker.remove(tasks.map(({ key }) => key));
  return {
    text: removed.count === 1 ? t('Removed 1 task.') : t('Removed {0} tasks.', removed.count),
    undo: async () => {
      await removed.undo();
      await withCopies(desk, t('Keep a Local Copy'), wanted, async () => {});
    },
  };
}

async function remove(desk: Desk, tasks: readonly Task[]): Promise<void> {
  if (tasks.length === 0) {
    return;
  }
  const about = copiesText(desk, tasks);
  const removed = await takeOff(desk, tasks);
  const back = t('Undo');
  if ((await tell(`${removed.text}${about}`, back)) === back) {
    await removed.undo();
  }
}

/**
 * Keeps the copies of tasks as files of the person's, because nobody would find them in the folder of the extension without a task
 * that names them, and takes off the tasks whose copies are all there. One message tells of both.
 */
async function removeSaved(desk: Desk, tasks: readonly Task[], folder: Uri): Promise<void> {
  const wanted = copiesOf(desk, tasks).filter(({ bytes }) => bytes > 0);
  const troubles = await saveInto(desk, t('Keep Copies'), wanted, folder);
  const saved = wanted.length - troubles.length;
  const failed = new Set(troubles.map(({ task }) => task));
  // A copy of a file that the task does not name any more cannot be saved.
  const isWhole = (task: Task): boolean =>
    !failed.has(task) &&
    wanted.reduce((sum, each) => sum + (each.task === task ? each.bytes : 0), 0) >=
      copyBytes(desk.parts, task);
  const isGivenUp = troubles.some(({ problem }) => problem.kind === 'cancelled');
  const going = isGivenUp ? [] : tasks.filter(isWhole);
  const gone = going.length === 0 ? undefined : await takeOff(desk, going);
  const staying = isGivenUp ? 0 : tasks.length - going.length;
  const [trouble] = troubles;
  const reason =
    trouble === undefined
      ? t('Their providers no longer name these files. “Remove” deletes the copies.')
      : problemText(trouble.problem);
  const message = [
    saved > 0 ? savedText(saved, folder) : '',
    gone?.text ?? '',
    staying > 0
      ? t('Tasks that stay in the list, because their copies could not be saved: {0}. {1}', staying, reason)
      : '',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
  if (message === '') {
    return;
  }
  const undo = gone === undefined ? [] : [t('Undo')];
  const show = saved > 0 && folder.scheme === 'file' ? [t('Show in Folder')] : [];
  const choice =
    staying > 0 ? await complain(message, ...undo, ...show) : await tell(message, ...undo, ...show);
  if (choice !== undefined && undo.includes(choice)) {
    await gone?.undo();
  } else if (choice !== undefined) {
    await commands.executeCommand('revealFileInOS', folder);
  }
}

async function clear(desk: Desk, over: readonly Task[]): Promise<void> {
  const about = copiesText(desk, over);
  const question =
    over.length === 1
      ? t('Remove 1 finished task from the list?')
      : t('Remove {0} finished tasks from the list?', over.length);
  const all = t('Remove');
  const keep = t('Keep Copies');
  const links = t('The videos stay with their providers as long as their links work.');
  const detail = about === '' ? links : `${links} ${t('Keep Copies saves them in a folder of yours.')}`;
  const choice = await window.showWarningMessage(
    `${question}${about}`,
    { modal: true, detail },
    all,
    ...(about === '' ? [] : [keep]),
  );
  if (choice === all) {
    await remove(desk, over);
  } else if (choice === keep) {
    const folder = await askForFolder(keep, t('Save'));
    if (folder !== undefined) {
      await removeSaved(desk, over, folder);
    }
  }
}

/** Takes tasks off the list, with a way back. */
export function registerRemove(desk: Desk): Disposable {
  const store = new DisposableStore();
  store.add(
    registerCommand(desk, 'remove', async (...args) => {
      await remove(desk, await tasksFor(desk, args, t('Remove from List')));
    }),
  );
  store.add(
    registerCommand(desk, 'clearFinished', async () => {
      await desk.parts.list.ready();
      const over = desk.parts.list.all().filter(isOver);
      if (over.length === 0) {
        void tell(t('There are no finished tasks.'));
        return;
      }
      await clear(desk, over);
    }),
  );
  return store;
}
