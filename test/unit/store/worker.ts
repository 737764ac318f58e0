// A second window in a process of its own: `worker.ts <folder> <what> <id>`.
import type { StoredTask, TaskStore } from '../../../src/domain/ports.ts';
import { openTaskStore } from '../../../src/store/openStore.ts';
import { minimalDetails, sampleTask, storeOptions } from './samples.ts';

// Mocha loads every file of the folder; only a process of its own runs this one.
if (import.meta.main) {
  await run(process.argv.slice(2));
}

async function run([folder = '', what, id = '']: readonly string[]): Promise<void> {
  const { store, mode } = await openTaskStore(folder, storeOptions());
  if (mode !== 'normal') {
    throw new Error(`opened as ${mode}`);
  }
  if (what === 'count') {
    for (let n = 0; n < 300; n += 1) {
      await store.update(id, (task) => ({ task: { ...task, linkChecks: (task.linkChecks ?? 0) + 1 } }));
    }
    store.close();
  } else if (what === 'live') {
    await live(store, id);
  } else {
    // Tells what is saved until it is killed.
    for (let n = 0; ; n += 1) {
      const task = sampleTask(`${id}-${n}`);
      await store.add(task);
      await store.update(task.key, () => ({ task: { ...task, progress: 1 }, answer: `answer ${n}` }));
      process.stdout.write(`${task.key}\n`);
    }
  }
}

/** Takes tasks through every operation and tells each stage when it is saved, until it is killed. */
async function live(store: TaskStore, id: string): Promise<void> {
  for (let n = 0; ; n += 1) {
    const task = sampleTask(`${id}-${n}`, { linkChecks: 1 });
    // The next stage begins when this one is told: a pipe that is full would keep it back.
    const say = (stage: number): Promise<void> =>
      new Promise((resolve) => {
        process.stdout.write(`${task.key} ${stage}\n`, () => resolve());
      });
    await store.add(task);
    await say(1);
    await store.update(task.key, () => ({
      task: { ...task, linkChecks: 2, status: 'succeeded', checkedAt: 2_000 },
      details: minimalDetails,
      answer: `answer of ${task.key}`,
    }));
    await say(2);
    await store.updateAll([task.key], (before) => ({
      task: { ...before, linkChecks: 3, announcedAt: 3_000 },
    }));
    await say(3);
    const removed: readonly StoredTask[] = await store.remove([task.key]);
    await say(4);
    await store.merge(removed);
    await say(5);
  }
}
