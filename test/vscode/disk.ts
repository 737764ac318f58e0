// What the extension leaves on the disk: its store, as another window sees it, and its log.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { commands, window } from 'vscode';
import type { Log, TaskStore } from '../../src/domain/ports.ts';
import type { Task } from '../../src/domain/task.ts';
import { openTaskStore } from '../../src/store/openStore.ts';
import { until } from './until.ts';

const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** The folder of VS Code's user data, logs included: the one of the person's settings. */
export async function dataFolder(): Promise<string> {
  await commands.executeCommand('workbench.action.openSettingsJson');
  const settings = await until('the settings are open', () => {
    const path = window.activeTextEditor?.document.uri.fsPath;
    return path !== undefined && basename(path) === 'settings.json' && path;
  });
  return dirname(dirname(settings));
}

/** Everything in the extension's log so far. */
export function logText(folder: string): string {
  const logs = join(folder, 'logs');
  return readdirSync(logs, { recursive: true, encoding: 'utf8' })
    .filter((path) => basename(path) === 'Video Tasks.log')
    .map((path) => readFileSync(join(logs, path), 'utf8'))
    .join('\n');
}

/** Opens the store as another window would and closes it after `use`. */
export async function withStore<T>(folder: string, use: (store: TaskStore) => T | Promise<T>): Promise<T> {
  const storage = join(folder, 'User', 'globalStorage', 'video-tasks.video-tasks');
  const { store, mode } = await openTaskStore(storage, {
    log: silent,
    wait: (ms) => wait(ms),
    random: () => 0.5,
  });
  try {
    if (mode !== 'normal') {
      throw new Error(`The store opens as ${mode}`);
    }
    return await use(store);
  } finally {
    store.close();
  }
}

/** A task as it is stored. */
export async function storedTask(folder: string, key: string): Promise<Task | undefined> {
  return withStore(folder, async (store) => (await store.load()).find((task) => task.key === key));
}
