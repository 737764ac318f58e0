import type { Disposable } from 'vscode';
import { complain } from '../notify.ts';
import { t } from '../words.ts';
import { registerCommand, type Desk } from './command.ts';
import { tasksFor } from './pick.ts';

/** Shows two tasks side by side: the selected ones, or one and another that the person picks. */
export function registerCompare(desk: Desk): Disposable {
  return registerCommand(desk, 'compare', async (...args) => {
    const [first, selected, ...more] = await tasksFor(desk, args, t('Compare'), ({ playable }) => playable);
    if (first === undefined) {
      return;
    }
    if (more.length > 0) {
      void complain(t('Two videos can be compared at a time.'));
      return;
    }
    const [second] =
      selected === undefined
        ? await tasksFor(desk, [], t('Compare With'), ({ key, playable }) => playable && key !== first.key)
        : [selected];
    if (second !== undefined) {
      desk.panels.open(
        { kind: 'compare', left: first.key, right: second.key },
        { aside: false, play: false },
      );
    }
  });
}
