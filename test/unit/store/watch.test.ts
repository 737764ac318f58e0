import assert from 'node:assert/strict';
import { appendFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { TaskList } from '../../../src/engine/taskList.ts';
import { openTaskStore } from '../../../src/store/openStore.ts';
import { watchFolder } from '../../../src/store/watch.ts';
import { recordingLog, sampleTask, storeOptions, temporaryFolder } from './samples.ts';

/** A wait that ends when the test says so. */
function handWait() {
  const waits: { readonly ms: number; readonly end: () => void }[] = [];
  return {
    waits,
    wait: (ms: number): Promise<void> =>
      new Promise((resolve) => {
        waits.push({ ms, end: resolve });
      }),
  };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) {
    await new Promise(setImmediate);
  }
}

describe('watching the folder of the tasks', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let lines: string[];

  beforeEach(() => {
    folder = temporaryFolder();
    lines = [];
  });
  afterEach(() => folder.remove());

  const touch = (): void => appendFileSync(join(folder.path, 'file'), 'x');

  it('F12 makes one hint of 10,000 events', async () => {
    const { wait, waits } = handWait();
    let hints = 0;
    const watching = watchFolder(folder.path, () => (hints += 1), { log: recordingLog(lines), wait });
    touch();
    await until(() => waits.length === 1);
    for (let n = 0; n < 10_000; n += 1) {
      touch();
      if (n % 1_000 === 0) {
        await new Promise(setImmediate);
      }
    }
    assert.deepEqual([waits.map(({ ms }) => ms), hints], [[250], 0]);
    waits[0]?.end();
    await until(() => hints === 1);
    touch();
    await until(() => waits.length === 2);
    assert.equal(hints, 1);
    waits[1]?.end();
    await until(() => hints === 2);
    watching.dispose();
  });

  it('waits for nothing while nothing happens', async () => {
    const { wait, waits } = handWait();
    const watching = watchFolder(folder.path, assert.fail, { log: recordingLog(lines), wait });
    for (let n = 0; n < 100; n += 1) {
      await new Promise(setImmediate);
    }
    assert.equal(waits.length, 0);
    watching.dispose();
  });

  it('hints no more once it has ended', async () => {
    const { wait, waits } = handWait();
    const watching = watchFolder(folder.path, assert.fail, { log: recordingLog(lines), wait });
    touch();
    await until(() => waits.length === 1);
    watching.dispose();
    waits[0]?.end();
    await new Promise(setImmediate);
    assert.deepEqual(lines, []);
  });

  it('F11 says once where there is no watching, and does without', () => {
    const { wait } = handWait();
    const nowhere = join(folder.path, 'nowhere');
    watchFolder(nowhere, assert.fail, { log: recordingLog(lines), wait }).dispose();
    assert.deepEqual(lines, ['The folder of the tasks is not watched {"error":"ENOENT"}']);
  });

  it('F11 windows without hints see each other’s changes whenever they look', async () => {
    // Hints never come: the wait before each one does not end.
    const deaf = storeOptions({ wait: (ms) => (ms === 0 ? Promise.resolve() : new Promise(() => {})) });
    const [mine, other] = [await openTaskStore(folder.path, deaf), await openTaskStore(folder.path, deaf)];
    const list = new TaskList(Promise.resolve(mine.store));
    await list.ready();
    await other.store.add(sampleTask('one'));
    list.refresh();
    assert.equal(list.all().length, 1);
    mine.store.close();
    other.store.close();
  });

  it('F11 another window’s change is in the list without anybody looking, and its removal too', async () => {
    const mine = await openTaskStore(folder.path, storeOptions());
    const other = await openTaskStore(folder.path, storeOptions());
    const list = new TaskList(Promise.resolve(mine.store));
    await list.ready();
    const changed = (holds: () => boolean): Promise<void> =>
      new Promise((resolve) => {
        list.onDidChange(() => {
          if (holds()) {
            resolve();
          }
        });
      });
    const added = changed(() => list.all().length === 1);
    await other.store.add(sampleTask('one'));
    await added;
    const removed = changed(() => list.all().length === 0);
    await other.store.remove(['relay/one']);
    await removed;
    mine.store.close();
    other.store.close();
  });

  it('goes on in the folder that takes the place of a deleted one, without an error', async () => {
    const watched = temporaryFolder();
    const { store } = await openTaskStore(watched.path, storeOptions({ log: recordingLog(lines) }));
    rmSync(watched.path, { recursive: true });
    await store.add(sampleTask('one'));
    store.close();
    watched.remove();
    assert.deepEqual(lines, ['The file of the tasks was opened anew {"isDamaged":false}']);
  });

  it('brings much of another window’s work in parts, and all of it', async () => {
    const mine = await openTaskStore(folder.path, storeOptions());
    const other = await openTaskStore(folder.path, storeOptions());
    const list = new TaskList(Promise.resolve(mine.store));
    await list.ready();
    const parts: number[] = [];
    const complete = new Promise<void>((resolve) => {
      list.onDidChange(({ changed }) => {
        parts.push(changed.length);
        if (list.all().length === 3_000) {
          resolve();
        }
      });
    });
    await other.store.merge(Array.from({ length: 3_000 }, (_, n) => ({ task: sampleTask(`t${n}`) })));
    await complete;
    assert.ok(Math.max(...parts) <= 750, parts.join());
    mine.store.close();
    other.store.close();
  });
});
