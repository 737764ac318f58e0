import type { Disposable } from 'vscode';
import { t } from '../words.ts';
import { registerCommand, type Desk } from './command.ts';
import { tasksFor } from './pick.ts';

/** Shows two tasks side by side: the selected ones, or one and another that the person picks. */
export function registerCompare(desk: Desk): Disposable {
  return registerCommand(desk, 'compare', async (...args) => {
    const [first, selected] = await tasksFor(desk, args, t('Compare'));
    if (first === undefined) {
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
