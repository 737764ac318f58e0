import type { Disposable } from 'vscode';
import { DisposableStore } from '../../domain/disposable.ts';
import type { Task } from '../../domain/task.ts';
import { isActive } from '../../domain/transition.ts';
import { readNode, tasksUnder } from '../tree/nodes.ts';
import { unwatched } from '../tree/view.ts';
import { t } from '../words.ts';
import { registerCommand, type Desk } from './command.ts';
import { tasksFor } from './pick.ts';

type Change = (keys: readonly string[]) => Promise<void>;

function ended({ status }: Task): boolean {
  return status === 'succeeded';
}

/** Pauses and resumes checking, for all tasks or some; marks results as watched. */
export function registerWatching(desk: Desk): Disposable {
  const { list, settings, tracker } = desk.parts;
  const store = new DisposableStore();
  const forTasks = (name: string, title: string, suits: (task: Task) => boolean, change: Change): void => {
    store.add(
      registerCommand(desk, name, async (...args) => {
        const tasks = await tasksFor(desk, args, title, suits);
        await change(tasks.map(({ key }) => key));
      }),
    );
  };
  store.add(registerCommand(desk, 'pauseWatching', () => settings.write('watching.enabled', false)));
  store.add(registerCommand(desk, 'resumeWatching', () => settings.write('watching.enabled', true)));
  forTasks('stopTask', t('Stop Tracking'), isActive, (keys) => tracker.stop(keys));
  forTasks(
    'resumeTask',
    t('Resume Tracking'),
    ({ stopped }) => stopped !== undefined,
    (keys) => tracker.resume(keys),
  );
  forTasks('markWatched', t('Mark as Watched'), ended, (keys) => tracker.setWatched(keys, true));
  forTasks('markNotWatched', t('Mark as Not Watched'), ended, (keys) => tracker.setWatched(keys, false));
  store.add(
    registerCommand(desk, 'markAllWatched', () =>
      tracker.setWatched(
        unwatched(list.all()).map(({ key }) => key),
        true,
      ),
    ),
  );
  store.add(
    registerCommand(desk, 'markGroupWatched', async (target) => {
      const group = readNode(target);
      const tasks = group === undefined ? [] : unwatched(tasksUnder(group, list.all()));
      await tracker.setWatched(
        tasks.map(({ key }) => key),
        true,
      );
    }),
  );
  return store;
}
