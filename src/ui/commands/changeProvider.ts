import type { Disposable } from 'vscode';
import { problemText } from '../../domain/problemText.ts';
import type { Task } from '../../domain/task.ts';
import { isOver } from '../../domain/transition.ts';
import { complain, tell } from '../notify.ts';
import { t } from '../words.ts';
import { registerCommand, type Desk } from './command.ts';
import { ensureKey } from './ensureKey.ts';
import { pickProvider, tasksFor } from './pick.ts';
import { ensureBaseUrl } from './setBaseUrl.ts';

/**
 * Asks which provider a task is from, and tracks it there in place of where it is now; its name goes with it, and there is a way
 * back. A task that is not in the list is tracked anew. Nothing changes when the person gives up, also at the key.
 */
export async function changeProvider(desk: Desk, task: Task): Promise<void> {
  const { list, tracker } = desk.parts;
  const picked = await pickProvider(desk, t('Change Provider'), [], task.provider);
  const provider = picked && (await ensureBaseUrl(desk, picked, undefined));
  if (provider === undefined || !(await ensureKey(desk, { provider, id: task.id }))) {
    return;
  }
  const tracked = await tracker.track(provider.id, task.id);
  if (!tracked.ok) {
    void complain(problemText(tracked.problem, t));
    return;
  }
  const { key } = tracked.task;
  if (task.name !== undefined && tracked.task.name === undefined) {
    await tracker.rename(key, task.name);
  }
  // Before the old task goes, and its panel with it.
  if (desk.panels.isLookedAt(task.key) || list.get(task.key) === undefined) {
    desk.panels.open({ kind: 'task', key }, { aside: false, play: false });
  }
  const removed = await tracker.remove([task.key]);
  await desk.view.reveal(tracked.task);
  const undo = t('Undo');
  const moved = t('The task is tracked under {0} now.', provider.name);
  if (removed.count > 0 && (await tell(moved, undo)) === undo) {
    await removed.undo();
    await (tracked.isNew ? tracker.remove([key]) : undefined);
  }
}

/** Moves a task that its provider does not know to another provider. */
export function registerChangeProvider(desk: Desk): Disposable {
  return registerCommand(desk, 'changeProvider', async (...args) => {
    const [task] = await tasksFor(desk, args, t('Change Provider'), (each) => !isOver(each));
    if (task !== undefined) {
      await changeProvider(desk, task);
    }
  });
}
