// A second window in a process of its own: `worker.ts <folder> <what> <id>`.
import { openTaskStore } from '../../../src/store/openStore.ts';
import { sampleTask, storeOptions } from './samples.ts';

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
