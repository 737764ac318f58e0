import { present } from '../domain/json.ts';
import { inSlices } from './slices.ts';
import type { SqliteTaskStore } from './taskStore.ts';

/** Merges everything of one store into another one. `wait` resolves after about `ms`. */
export async function copyInto(
  target: SqliteTaskStore,
  source: SqliteTaskStore,
  wait: (ms: number) => Promise<void>,
): Promise<void> {
  await inSlices(await source.load(), wait, (tasks) =>
    target.merge(
      tasks.map((task) => present({ ...source.storedTask(task.key), task, answer: source.answer(task.key) })),
    ),
  );
  for (const name of source.sharedNames()) {
    const state = source.readShared(name);
    await target.shared(name, (known) => ({ state: known ?? state, result: undefined }));
  }
}
