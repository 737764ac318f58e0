import type { Disposable } from 'vscode';
import { DisposableStore } from '../../domain/disposable.ts';
import { bytesText } from '../../domain/units.ts';
import { tell } from '../notify.ts';
import { copyBytes } from '../tree/localCopy.ts';
import { t, words } from '../words.ts';
import { registerCommand, type Desk } from './command.ts';
import { contentFor, preferredOf, withCopies } from './loading.ts';
import { tasksFor } from './pick.ts';

/** Keeps the videos of tasks on this computer, and removes those copies. */
export function registerLocalCopies(desk: Desk): Disposable {
  const { copies } = desk.parts;
  const store = new DisposableStore();
  store.add(
    registerCommand(desk, 'keepLocalCopy', async (...args) => {
      const title = t('Keep a Local Copy');
      const tasks = await tasksFor(desk, args, title, ({ playable }) => playable);
      const wanted = tasks.flatMap((task) => preferredOf(desk, contentFor(desk, task)));
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
      await Promise.all(tasks.map(({ key }) => copies.removeAll(key)));
    }),
  );
  return store;
}
