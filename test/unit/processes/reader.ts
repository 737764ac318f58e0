// A window that only looks on, in the process of the test.
import type { Task } from '../../../src/domain/task.ts';
import { isActive, isOver } from '../../../src/domain/transition.ts';
import { TaskList } from '../../../src/engine/taskList.ts';
import { openTaskStore } from '../../../src/store/openStore.ts';
import { storeOptions } from '../store/samples.ts';

export interface Reader {
  readonly list: TaskList;
  /** Resolves when `look` answers true, now or after some change of a task by another window. */
  until(look: () => boolean): Promise<void>;
  /** Resolves when these tasks have ended and no task is asked for any more. */
  ended(keys: readonly string[]): Promise<void>;
  close(): void;
}

const hasEnded = (task: Task | undefined): boolean => task !== undefined && isOver(task);

/** Opens the store in a folder to look on. */
export async function openReader(folder: string): Promise<Reader> {
  const { store } = await openTaskStore(folder, storeOptions());
  const list = new TaskList(Promise.resolve(store));
  await list.ready();
  const until = (look: () => boolean): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const lookOnce = (): void => {
      if (look()) {
        ear.dispose();
        resolve();
      }
    };
    const ear = list.onDidChange(lookOnce);
    lookOnce();
    return promise;
  };
  return {
    list,
    until,
    ended: (keys) => until(() => keys.every((key) => hasEnded(list.get(key))) && !list.all().some(isActive)),
    close: () => store.close(),
  };
}
