import { window, type Disposable } from 'vscode';
import { DisposableStore } from '../../domain/disposable.ts';
import { isExpired } from '../../domain/links.ts';
import type { Task } from '../../domain/task.ts';
import { bytesText } from '../../domain/units.ts';
import { tell } from '../notify.ts';
import { contentFor } from '../panel/source.ts';
import type { Parts } from '../parts.ts';
import { copyBytes } from '../tree/localCopy.ts';
import { t, words } from '../words.ts';
import { registerCommand, type Desk } from './command.ts';
import { preferredOf, withCopies } from './loading.ts';
import { tasksFor } from './pick.ts';

/** Asks before local copies go of videos whose links have ended: nothing may bring those back. True when they may go. */
export async function mayRemove({ clock }: Pick<Parts, 'clock'>, tasks: readonly Task[]): Promise<boolean> {
  const last = tasks.filter(({ linkExpiresAt }) => isExpired(linkExpiresAt, clock.now()));
  if (last.length === 0) {
    return true;
  }
  const remove = t('Remove');
  const message = t('Videos whose links have expired: {0}. Remove their local copies for good?', last.length);
  return (await window.showWarningMessage(message, { modal: true }, remove)) === remove;
}

/** Keeps the videos of tasks on this computer, and removes those copies. */
export function registerLocalCopies(desk: Desk): Disposable {
  const { copies } = desk.parts;
  const store = new DisposableStore();
  store.add(
    registerCommand(desk, 'keepLocalCopy', async (...args) => {
      const title = t('Keep a Local Copy');
      const tasks = await tasksFor(desk, args, title, ({ playable }) => playable);
      const wanted = tasks.flatMap((task) => preferredOf(desk, contentFor(desk.parts, task)));
      await withCopies(desk, title, wanted, async (kept) => {
        const bytes = kept.reduce((sum, each) => sum + each.bytes, 0);
        if (kept.length > 0) {
          void tell(t('Local copies kept: {0} ({1}).', kept.length, bytesText(bytes, words.language)));
        }
      });
    }),
  );
  store.add(
    registerCommand(desk, 'removeLocalCopy', async (...args) => {
      const tasks = await tasksFor(
        desk,
        args,
        t('Remove Local Copy'),
        (task) => copyBytes(desk.parts, task) > 0,
      );
      if (await mayRemove(desk.parts, tasks)) {
        await Promise.all(tasks.map(({ key }) => copies.removeAll(key)));
      }
    }),
  );
  return store;
}
