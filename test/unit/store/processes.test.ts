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

  it('lose none of 2 × 300 changes of one task', async () => {
    const task = sampleTask('counted');
    const { store } = await openTaskStore(folder.path, storeOptions());
    await store.add(task);
    const ends = [1, 2].map(async () => once(start('count', task.key), 'close'));
    assert.deepEqual(await Promise.all(ends), [
      [0, null],
      [0, null],
    ]);
    assert.equal(store.tasks()[0]?.linkChecks, 600);
    assert.equal(store.foreignChanges()?.changed.length, 1);
    store.close();
  }).timeout(60_000);

  it('lose nothing that was said to be saved when they are killed', async () => {
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
    assert.deepEqual([mode, repaired, skipped], ['normal', undefined, 0]);
    const tasks = new Map(store.tasks().map((task) => [task.key, task]));
    assert.ok(saved.length >= 5 * 7);
    for (const key of saved) {
      assert.equal(tasks.get(key)?.progress, 1, key);
      assert.match(store.answer(key) ?? '', /^answer/, key);
    }
    store.close();
  }).timeout(60_000);
});
