import { window, type Disposable } from 'vscode';
import { DisposableStore } from '../../domain/disposable.ts';
import { isOver } from '../../domain/transition.ts';
import { tell } from '../notify.ts';
import { t } from '../words.ts';
import { registerCommand, type Desk } from './command.ts';
import { tasksFor } from './pick.ts';

async function remove(desk: Desk, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) {
    return;
  }
  const removed = await desk.parts.tracker.remove(keys);
  const undo = t('Undo');
  const message = removed.count === 1 ? t('Removed 1 task.') : t('Removed {0} tasks.', removed.count);
  if ((await tell(message, undo)) === undo) {
    await removed.undo();
  }
}

/** Takes tasks off the list, with a way back. */
export function registerRemove(desk: Desk): Disposable {
  const store = new DisposableStore();
  store.add(
    registerCommand(desk, 'remove', async (...args) => {
      const tasks = await tasksFor(desk, args, t('Remove from List'));
      await remove(
        desk,
        tasks.map(({ key }) => key),
      );
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
      const clear = t('Remove');
      const message =
        over.length === 1
          ? t('Remove 1 finished task from the list?')
          : t('Remove {0} finished tasks from the list?', over.length);
      const detail = t('The videos stay with their providers as long as their links work.');
      if ((await window.showWarningMessage(message, { modal: true, detail }, clear)) === clear) {
        await remove(
          desk,
          over.map(({ key }) => key),
        );
      }
    }),
  );
  return store;
}
