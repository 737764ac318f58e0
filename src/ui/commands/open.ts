import type { Disposable } from 'vscode';
import { DisposableStore } from '../../domain/disposable.ts';
import { t } from '../words.ts';
import { markSeen, registerCommand, type Desk } from './command.ts';
import { tasksFor } from './pick.ts';

async function open(
  desk: Desk,
  args: readonly unknown[],
  options: { aside: boolean; play: boolean },
): Promise<void> {
  const [task] = await tasksFor(desk, args, t('Open'));
  if (task !== undefined) {
    desk.panels.open({ kind: 'task', key: task.key }, options);
    await markSeen(desk, task);
  }
}

/** Opens the panel of a task: in place, beside, or playing. */
export function registerOpen(desk: Desk): Disposable {
  const store = new DisposableStore();
  const add = (name: string, aside: boolean, play: boolean): void => {
    store.add(registerCommand(desk, name, (...args) => open(desk, args, { aside, play })));
  };
  add('open', false, false);
  add('play', false, true);
  add('openToSide', true, false);
  return store;
}
