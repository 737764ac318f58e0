import type { Task } from '../../src/domain/task.ts';
import { isActive, observed } from '../../src/domain/transition.ts';
import { hour, second } from '../../src/domain/schedule.ts';
import { TaskList } from '../../src/engine/taskList.ts';
import { MemoryTaskStore } from '../../src/store/memoryStore.ts';
import { answerOf } from './rows.ts';

const count = 200;
const pace = { intervalMs: 3 * second, stopAfterMs: 24 * hour, slow: false };

/** What single changes of a list came to. */
export interface Changes {
  /** Each change until the list has told it, ms. */
  readonly storedMs: readonly number[];
  /** The same without a file, ms: what the list and its event add. */
  readonly eventMs: readonly number[];
  /** Memory that a change without a file takes until the next collection, bytes. */
  readonly eventBytes: number;
}

/** Changes running tasks in turn, as a check does. Gives the time of each change until the list has told it, ms. */
async function change(list: TaskList): Promise<readonly number[]> {
  const running = list.all().filter(isActive);
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const task = running[index % running.length] as Task;
    const now = (task.checkedAt ?? task.addedAt) + (index + 1) * 15 * second;
    const seen = answerOf(index, 'running', now, index / count);
    const answer = JSON.stringify(seen);
    const start = performance.now();
    await list.update(task.key, (before, details) => {
      const after = observed(before, details, seen, { now, random: 0.5, pace });
      return { task: after.task, ...(after.details && { details: after.details }), answer };
    });
    times.push(performance.now() - start);
  }
  return times;
}

/** Measures one status change after another. The list holds running tasks. */
export async function measureChanges(list: TaskList): Promise<Changes> {
  const storedMs = await change(list);
  const memory = new MemoryTaskStore(list.all().map((task) => ({ task })));
  const alone = new TaskList(Promise.resolve(memory));
  await alone.ready();
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const eventMs = await change(alone);
  const eventBytes = (process.memoryUsage().heapUsed - before) / count;
  return { storedMs, eventMs, eventBytes };
}
