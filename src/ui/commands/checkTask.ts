import type { Disposable } from 'vscode';
import { window } from 'vscode';
import { DisposableStore } from '../../domain/disposable.ts';
import { isActive } from '../../domain/transition.ts';
import { originOf } from '../../engine/asker.ts';
import { t } from '../words.ts';
import { registerCommand, type Desk } from './command.ts';
import { tasksFor } from './pick.ts';

async function check(desk: Desk, keys: readonly string[]): Promise<void> {
  const { poller } = desk.parts;
  await window.withProgress({ location: { viewId: 'videoTasks.tasks' } }, () => poller.checkNow(keys));
}

/** Asks for tasks now, from the same budget as the poller. */
export function registerCheckTask(desk: Desk): Disposable {
  const { list, gate, settings } = desk.parts;
  const store = new DisposableStore();
  const one = async (title: string, args: readonly unknown[]): Promise<void> => {
    const tasks = await tasksFor(desk, args, title);
    await check(
      desk,
      tasks.map(({ key }) => key),
    );
  };
  store.add(registerCommand(desk, 'checkTask', (...args) => one(t('Check Now'), args)));
  store.add(registerCommand(desk, 'renewLink', (...args) => one(t('Get a New Link'), args)));
  store.add(
    registerCommand(desk, 'checkAll', async () => {
      await list.ready();
      const active = list.all().filter(isActive);
      const origins = new Set(
        settings
          .providers()
          .filter(({ id }) => active.some(({ provider }) => provider === id))
          .map(originOf)
          .filter((origin) => origin !== undefined),
      );
      await Promise.all([...origins].map((origin) => gate.forgive(origin)));
      await check(
        desk,
        active.map(({ key }) => key),
      );
    }),
  );
  return store;
}
