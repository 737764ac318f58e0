// What holds for every fault.
import assert from 'node:assert/strict';
import { afterEach } from 'mocha';
import type { Task } from '../../../src/domain/task.ts';
import { id, minute, second, type Stand } from './stand.ts';

/** What is known of a task, apart from the last error and from when it is asked next. */
export function known({ error: _, nextCheckAt: _n, claimedUntil: _c, ...record }: Task): object {
  return record;
}

/** Notes every state of the tasks from now on. What it gives back fails when anything but error and next check has changed. */
export function watchRecord({ window }: Stand): () => void {
  const before = new Map(window.list.all().map((task) => [task.key, known(task)]));
  const states: Task[] = [];
  const ear = window.list.onDidChange(({ changed }) => void states.push(...changed));
  return () => {
    ear.dispose();
    for (const key of before.keys()) {
      assert.ok(
        states.some((state) => state.key === key),
        `${key} was never asked for`,
      );
    }
    for (const state of states) {
      assert.deepEqual(known(state), before.get(state.key));
    }
  };
}

/** The end of the task is noticed without anybody's help, and told once. */
export async function assertRecovery(stand: Stand): Promise<void> {
  const { gateway, window } = stand;
  gateway.setStatus(id, 'succeeded');
  await stand.advance(6 * minute);
  assert.equal(window.task(id)?.status, 'succeeded');
  assert.equal(window.task(id)?.error, undefined);
  const tellings = window.told.flat().filter((line) => line.startsWith(id));
  assert.deepEqual(tellings, [`${id} succeeded`]);
  assert.deepEqual(window.log.lines, []);
}

/** Fails where any span of time holds more than 5 requests and one every 2 s. Times in ms. */
export function assertBudget(times: readonly number[]): void {
  for (const [index, first] of times.entries()) {
    for (const [more, last] of times.slice(index).entries()) {
      const allowed = 5 + (last - first) / (2 * second);
      assert.ok(more + 1 <= allowed + 1e-6, `${more + 1} requests in ${last - first} ms`);
    }
  }
}

/** Closes after each test what it has opened. */
export function useClosing(): <T extends { close(): Promise<void> }>(opening: Promise<T>) => Promise<T> {
  const opened: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((each) => each.close()));
  });
  return async (opening) => {
    const each = await opening;
    opened.push(each);
    return each;
  };
}
