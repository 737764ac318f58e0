import { window, type Disposable, type Uri } from 'vscode';
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
import { saveInto } from './saveInto.ts';

interface Kept extends Wanted {
  readonly bytes: number;
}

/** The local copies of tasks. */
function keptOf({ parts }: Desk, tasks: readonly Task[]): readonly Kept[] {
  return tasks
    .filter((task) => copyBytes(parts, task) > 0)
    .flatMap((task) =>
      videoFiles(parts.list.details(task.key)).flatMap(({ id }) => {
        const held = parts.copies.state(task.key, id);
        return held.state === 'kept' ? { task, id, bytes: held.bytes } : [];
      }),
    );
}

/** What becomes of the copies, as a sentence after another one; empty where there are none. */
function copiesText({ parts: { copies } }: Desk, tasks: readonly Task[]): string {
  const bytes = copies.bytesOf(tasks.map(({ key }) => key));
  return bytes === 0 ? '' : ` ${t('Local copies ({0}) are deleted too.', bytesText(bytes, words.language))}`;
}

/**
 * Takes tasks off the list. The engine deletes their copies a minute later; whoever brings the tasks back later than that gets the
 * copies back by another download.
 */
async function remove(desk: Desk, tasks: readonly Task[], aboutCopies: string): Promise<void> {
  if (tasks.length === 0) {
    return;
  }
  const kept = keptOf(desk, tasks);
  const removed = await desk.parts.tracker.remove(tasks.map(({ key }) => key));
  const undo = t('Undo');
  const message = removed.count === 1 ? t('Removed 1 task.') : t('Removed {0} tasks.', removed.count);
  if ((await tell(`${message}${aboutCopies}`, undo)) === undo) {
    await removed.undo();
    await withCopies(desk, t('Keep a Local Copy'), kept, async () => {});
  }
}

/**
 * Keeps the copies of tasks as files of the person's: nobody would find them in the folder of the extension, without a task that
 * names them. Resolves to the tasks that may go now; one whose copies are not all there stays. None when the person gave up.
 */
async function saveCopies(desk: Desk, tasks: readonly Task[], folder: Uri): Promise<readonly Task[]> {
  const kept = keptOf(desk, tasks);
  const troubles = await saveInto(desk, t('Keep Copies'), kept, folder);
  if (troubles.some(({ problem }) => problem.kind === 'cancelled')) {
    return [];
  }
  // A copy of a file that the task does not name any more cannot be saved.
  const whole = (task: Task): boolean =>
    kept.reduce((sum, each) => sum + (each.task === task ? each.bytes : 0), 0) >= copyBytes(desk.parts, task);
  const staying = new Set(troubles.map(({ task }) => task).concat(tasks.filter((task) => !whole(task))));
  if (staying.size > 0) {
    const reason = problemText(troubles[0]?.problem ?? { kind: 'storage' });
    void complain(
      t(
        'Tasks that stay in the list, because their copies could not be saved: {0}. {1}',
        staying.size,
        reason,
      ),
    );
  }
  return tasks.filter((task) => !staying.has(task));
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
    await remove(desk, over, copiesText(desk, over));
  } else if (choice === keep) {
    const folder = await askForFolder(keep, t('Save'));
    if (folder !== undefined) {
      await remove(desk, await saveCopies(desk, over, folder), '');
    }
  }
}

/** Takes tasks off the list, with a way back. */
export function registerRemove(desk: Desk): Disposable {
  const store = new DisposableStore();
  store.add(
    registerCommand(desk, 'remove', async (...args) => {
      const tasks = await tasksFor(desk, args, t('Remove from List'));
      await remove(desk, tasks, copiesText(desk, tasks));
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
