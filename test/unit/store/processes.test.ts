import assert from 'node:assert/strict';
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { openTaskStore } from '../../../src/store/openStore.ts';
import { sampleTask, storeOptions, temporaryFolder } from './samples.ts';

const worker = fileURLToPath(new URL('worker.ts', import.meta.url));

describe('windows in several processes', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => void (folder = temporaryFolder()));
  afterEach(() => folder.remove());

  function start(what: string, id: string): ChildProcessByStdio<null, Readable, null> {
    return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', worker, folder.path, what, id], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  }

  it('F02 lose none of 2 × 300 changes of one task', async () => {
    const task = sampleTask('counted');
    const { store } = await openTaskStore(folder.path, storeOptions());
    await store.add(task);
    const ends = [1, 2].map(async () => once(start('count', task.key), 'close'));
    assert.deepEqual(await Promise.all(ends), [
      [0, null],
      [0, null],
    ]);
    assert.equal((await store.load())[0]?.linkChecks, 600);
    assert.equal(store.foreignChanges()?.changed.length, 1);
    store.close();
  }).timeout(60_000);

  it('E01 E02 E04 killed at random moments of every operation, leave the state before it or after it', async () => {
    const stages = new Map<string, number>();
    let killed = 0;
    for (let round = 0; round < 12; round += 1) {
      const child = start('live', `round${round}`);
      const closed = once(child, 'close');
      // Another number of lines each round, so that over the rounds every operation is hit.
      let left = 20 + round * 3;
      for await (const line of createInterface(child.stdout)) {
        const [key = '', stage] = line.split(' ');
        stages.set(key, Number(stage));
        left -= 1;
        if (left === 0) {
          killed += Number(child.kill('SIGKILL'));
        }
      }
      await closed;
    }
    const { store, mode, repaired, skipped } = await openTaskStore(folder.path, storeOptions());
    const tasks = new Map((await store.load()).map((task) => [task.key, task]));
    assert.deepEqual([mode, repaired(), skipped(), killed], ['normal', undefined, 0, 12]);
    // Stage 4 has removed the task, stage 5 has put back what stage 3 left.
    const lasting = [0, 1, 2, 3, 0, 3];
    for (const [key, stage] of stages) {
      const found = tasks.get(key)?.linkChecks ?? 0;
      assert.ok(found === lasting[stage] || found === lasting[stage + 1], `${key}: ${stage}, found ${found}`);
    }
    for (const { key, linkChecks = 0, announcedAt } of tasks.values()) {
      const isDone = linkChecks >= 2;
      assert.equal(store.details(key) !== undefined, isDone, key);
      assert.equal(store.answer(key), isDone ? `answer of ${key}` : undefined);
      assert.equal(announcedAt, linkChecks === 3 ? 3_000 : undefined);
      assert.deepEqual(
        store.timeline(key).map(({ status }) => status),
        isDone ? ['queued', 'succeeded'] : ['queued'],
      );
    }
    store.close();
  }).timeout(60_000);

  it('E01 lose nothing that was said to be saved when they are killed', async () => {
    const saved: string[] = [];
    for (const round of [1, 2, 3, 4, 5]) {
      const child = start('add', `round${round}`);
      const closed = once(child, 'close');
      const goal = saved.length + round * 7;
      for await (const line of createInterface(child.stdout)) {
        saved.push(line);
        if (saved.length === goal) {
          child.kill('SIGKILL');
        }
      }
      await closed;
    }
    const { store, mode, repaired, skipped } = await openTaskStore(folder.path, storeOptions());
    const tasks = new Map((await store.load()).map((task) => [task.key, task]));
    assert.deepEqual([mode, repaired(), skipped()], ['normal', undefined, 0]);
    assert.ok(saved.length >= 5 * 7);
    for (const key of saved) {
      assert.equal(tasks.get(key)?.progress, 1, key);
      assert.match(store.answer(key) ?? '', /^answer/, key);
    }
    store.close();
  }).timeout(60_000);
});
