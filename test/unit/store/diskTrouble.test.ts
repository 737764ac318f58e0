import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { TaskStore } from '../../../src/domain/ports.ts';
import type { Task } from '../../../src/domain/task.ts';
import { MemoryTaskStore } from '../../../src/store/memoryStore.ts';
import { openTaskStore } from '../../../src/store/openStore.ts';
import { troubleOf } from '../../../src/store/sqlite.ts';
import {
  full,
  minimalDetails,
  openFragile,
  recordingLog,
  sampleTask,
  storeOptions,
  temporaryFolder,
} from './samples.ts';

const one = sampleTask('one');
const two = sampleTask('two');
const big = sampleTask('big', { prompt: 'x'.repeat(100_000) });

/** Removed and added again while nothing could be written, a task keeps its old place in the file. */
function byKey(tasks: readonly Task[]): readonly Task[] {
  return tasks.toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

function count(state: unknown): { readonly state: number; readonly result: number } {
  return { state: Number(state ?? 0) + 1, result: Number(state ?? 0) };
}

describe('a disk that takes nothing', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let fragile: Awaited<ReturnType<typeof openFragile>>;
  let store: TaskStore;
  let lines: string[];

  beforeEach(async () => {
    folder = temporaryFolder();
    lines = [];
    fragile = await openFragile(folder.path, { log: recordingLog(lines) });
    ({ store } = fragile);
  });
  afterEach(() => {
    store.close();
    folder.remove();
  });

  /** What another window finds in the file. */
  async function saved(): Promise<Awaited<ReturnType<TaskStore['load']>>> {
    const opened = await openTaskStore(folder.path, storeOptions());
    const tasks = await opened.store.load();
    opened.store.close();
    return tasks;
  }

  it('H01 full: an added task is there, is not said to be saved, and is saved when there is room', async () => {
    fragile.fail('full');
    assert.equal(await store.add(big), true);
    assert.equal(await store.add(big), false);
    assert.deepEqual([store.trouble(), store.isUnsaved(big.key)], ['full', true]);
    assert.deepEqual(await store.load(), [big]);
    assert.deepEqual(store.timeline(big.key), [{ at: 1_000, status: 'queued' }]);
    assert.deepEqual(await saved(), []);
    fragile.fail('no more');
    await store.catchUp();
    assert.deepEqual([store.trouble(), store.isUnsaved(big.key)], [undefined, false]);
    assert.deepEqual(await saved(), [big]);
    assert.deepEqual(store.timeline(big.key), [{ at: 1_000, status: 'queued' }]);
  });

  it('H02 full: states go on in memory, with one warning, and are all there in the end', async () => {
    await store.add(one);
    fragile.fail('full');
    await store.add(big);
    for (const [progress, checkedAt] of [0.25, 0.5, 0.75].entries()) {
      await store.update(one.key, (task) => ({ task: { ...task, status: 'running', progress, checkedAt } }));
    }
    const done = await store.update(one.key, (task) => ({
      task: { ...task, status: 'succeeded', checkedAt: 5_000 },
      details: minimalDetails,
      answer: '{"id":"one"}',
    }));
    assert.equal(done?.status, 'succeeded');
    assert.deepEqual(store.details(one.key), minimalDetails);
    assert.equal(store.answer(one.key), '{"id":"one"}');
    assert.equal((await store.load())[0], done);
    assert.deepEqual(
      lines.filter((line) => line.startsWith('Tasks cannot be saved')),
      ['Tasks cannot be saved {"kind":"full","error":"ERR_SQLITE_ERROR 13"}'],
    );
    fragile.fail('no more');
    assert.equal(await store.add(two), true);
    assert.equal(store.trouble(), undefined);
    assert.deepEqual(await saved(), [done, big, two]);
    assert.deepEqual(store.details(one.key), minimalDetails);
    assert.deepEqual(
      store.timeline(one.key).map(({ status }) => status),
      ['queued', 'running', 'succeeded'],
    );
  });

  it('H04 read-only: every change is kept in memory and written when it can be', async () => {
    await store.merge([full, { task: one }, { task: two }]);
    fragile.fail('readOnly');
    await store.update(one.key, (task) => ({ task: { ...task, name: 'Mine' } }));
    assert.equal(store.trouble(), 'readOnly');
    const removed = await store.remove([full.task.key, two.key]);
    assert.deepEqual(removed[0]?.answer, full.answer);
    assert.deepEqual(removed[0]?.details, full.details);
    assert.equal(store.details(full.task.key), undefined);
    await store.merge([{ task: { ...two, name: 'Back' } }]);
    const expected = [
      { ...one, name: 'Mine' },
      { ...two, name: 'Back' },
    ];
    assert.deepEqual(await store.load(), expected);
    assert.deepEqual(
      (await saved()).map(({ id }) => id),
      ['full', 'one', 'two'],
    );
    fragile.fail('no more');
    await store.catchUp();
    assert.deepEqual(await saved(), expected);
  });

  it('H04 keeps shared state in memory, so that the budget of requests holds', async () => {
    await store.shared('https://a.example', count);
    fragile.fail('readOnly');
    assert.equal(await store.shared('https://a.example', count), 1);
    assert.equal(await store.shared('https://a.example', count), 2);
    fragile.fail('no more');
    assert.equal(await store.shared('https://a.example', count), 3);
  });

  it('does not put its old shared state over that of another window', async () => {
    await store.shared('https://a.example', () => ({ state: 1, result: undefined }));
    fragile.fail('readOnly');
    await store.shared('https://a.example', () => ({ state: 2, result: undefined }));
    const other = await openTaskStore(folder.path, storeOptions());
    await other.store.shared('https://a.example', () => ({ state: 3, result: undefined }));
    fragile.fail('no more');
    await store.catchUp();
    assert.equal(await store.shared('https://a.example', (state) => ({ state, result: state })), 3);
    other.store.close();
  });

  it('H02 lets another window write meanwhile: the two are merged, and this one hears of it', async () => {
    await store.merge([{ task: one }, { task: two }, full]);
    const other = await openTaskStore(folder.path, storeOptions());
    fragile.fail('readOnly');
    await store.update(one.key, (task) => ({ task: { ...task, name: 'Mine', checkedAt: 5 } }));
    await store.update(two.key, (task) => ({ task: { ...task, name: 'Gone', checkedAt: 5 } }));
    await other.store.update(one.key, (task) => ({ task: { ...task, status: 'running', checkedAt: 7 } }));
    await other.store.remove([two.key]);
    fragile.fail('no more');
    await store.catchUp();
    const merged = { ...one, name: 'Mine', status: 'running', checkedAt: 7 };
    const foreign = store.foreignChanges();
    assert.deepEqual(
      foreign?.changed.filter(({ key }) => key === one.key),
      [merged],
    );
    assert.deepEqual([...new Set(foreign?.removed)], [two.key]);
    assert.deepEqual(await store.load(), [merged, full.task]);
    assert.deepEqual(await saved(), [merged, full.task]);
    other.store.close();
  });

  it('takes in, while nothing can be written, what another window writes', async () => {
    await store.merge([{ task: one }, { task: two }]);
    const other = await openTaskStore(folder.path, storeOptions());
    fragile.fail('readOnly');
    await store.updateAll([one.key, two.key], (task) => ({ task: { ...task, name: 'Mine' } }));
    await other.store.update(one.key, (task) => ({ task: { ...task, status: 'running', checkedAt: 7 } }));
    await other.store.remove([two.key]);
    const merged = { ...one, status: 'running', checkedAt: 7, name: 'Mine' };
    assert.deepEqual(store.foreignChanges(), { changed: [merged], removed: [two.key] });
    assert.deepEqual([store.isUnsaved(one.key), store.isUnsaved(two.key)], [true, false]);
    fragile.fail('no more');
    await store.catchUp();
    assert.deepEqual(await saved(), [merged]);
    other.store.close();
  });

  it('tells of the beginning and of the end', async () => {
    const heard: unknown[] = [];
    store.onDidChange(() => heard.push(store.trouble()));
    fragile.fail('readOnly');
    await store.add(one);
    assert.deepEqual(heard, ['readOnly']);
    fragile.fail('no more');
    await store.catchUp();
    assert.equal(heard.at(-1), undefined);
  });

  it('is tried again every half minute until it works, and then no more', async () => {
    store.close();
    const waits: (() => void)[] = [];
    const again = await openFragile(folder.path, {
      wait: (ms) => (ms === 30_000 ? new Promise((resolve) => waits.push(resolve)) : Promise.resolve()),
    });
    again.fail('readOnly');
    await again.store.add(one);
    await again.store.add(two);
    assert.equal(waits.length, 1);
    waits[0]?.();
    await again.store.catchUp();
    await Promise.resolve();
    again.fail('no more');
    while (again.store.trouble() !== undefined) {
      waits.at(-1)?.();
      await new Promise(setImmediate);
    }
    const attempts = waits.length;
    assert.deepEqual(await saved(), [one, two]);
    await again.store.add(sampleTask('three'));
    assert.equal(waits.length, attempts);
    again.store.close();
  });

  it('fails for a folder that is none any more: changes are kept, and saved when it is back', async () => {
    await store.add(one);
    rmSync(folder.path, { recursive: true });
    writeFileSync(folder.path, 'a file in its place');
    assert.equal(await store.add(two), true);
    assert.equal(store.trouble(), 'failing');
    assert.deepEqual(await store.load(), [one, two]);
    renameSync(folder.path, `${folder.path}.aside`);
    await store.catchUp();
    assert.equal(store.trouble(), undefined);
    assert.deepEqual(await saved(), [one, two]);
    rmSync(`${folder.path}.aside`);
  });

  it('is no reason to hide a mistake of ours', async () => {
    await store.add(one);
    await assert.rejects(
      store.update(one.key, () => {
        throw new Error('broken change');
      }),
      /broken change/,
    );
    assert.equal(store.trouble(), undefined);
    assert.equal(troubleOf(new TypeError('x')), undefined);
    assert.equal(troubleOf('x'), undefined);
  });

  it('loses no step of any story, in whatever moments it fails', async () => {
    const key = fc.constantFrom(one.key, two.key, 'relay/three');
    const step = fc.oneof(
      fc.constantFrom('readOnly', 'no more').map((how) => ({ fail: how })),
      fc.tuple(key, fc.nat(9)).map(([each, n]) => ({
        run: (target: TaskStore) =>
          target.update(each, (task) => ({ task: { ...task, checkedAt: n, name: `n${n}` } })),
      })),
      key.map((each) => ({ run: (target: TaskStore) => target.remove([each]) })),
      key.map((each) => ({ run: (target: TaskStore) => target.add(sampleTask(each.slice(6))) })),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        fragile.fail('no more');
        await store.catchUp();
        await store.remove((await store.load()).map(({ key: each }) => each));
        const model = new MemoryTaskStore();
        for (const each of steps) {
          if ('fail' in each) {
            fragile.fail(each.fail);
          } else {
            assert.deepEqual(await each.run(store), await each.run(model));
          }
        }
        assert.deepEqual(byKey(await store.load()), byKey(await model.load()));
        fragile.fail('no more');
        await store.catchUp();
        assert.deepEqual(byKey(await saved()), byKey(await model.load()));
      }),
      { numRuns: 40 },
    );
  }).timeout(60_000);
});

describe('a real disk of 1 MB', () => {
  const script = fileURLToPath(new URL('smallDisk.ts', import.meta.url));
  const canMount = spawnSync('unshare', ['-Urm', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;
  const where = canMount
    ? ''
    : ' (not possible here: no mount of our own; the tests above let SQLite refuse)';

  (canMount ? it : it.skip)(
    `H01 H02 H04 full, with room again, and read-only, for two windows${where}`,
    () => {
      const folder = temporaryFolder();
      const { stdout, status } = spawnSync(
        'unshare',
        ['-Urm', process.execPath, '--disable-warning=ExperimentalWarning', script, folder.path],
        { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
      );
      assert.equal(status, 0);
      const found = JSON.parse(stdout) as Readonly<Record<string, unknown>>;
      folder.remove();
      const { lines, ...rest } = found;
      assert.deepEqual(rest, {
        full: {
          added: ['one', 'two', 'three'],
          trouble: ['full', 'full'],
          unsaved: ['one', 'two', 'three'],
          listed: ['before', 'one', 'two', 'three'],
        },
        seen: ['before'],
        after: {
          trouble: [null, null],
          saved: ['before running', 'one queued', 'two queued', 'three queued'],
          mode: 'normal',
        },
        readOnly: { mode: 'memory', kept: true, listed: ['before', 'one', 'two', 'three', 'in memory'] },
      });
      const warnings = (lines as readonly string[]).filter((line) =>
        line.startsWith('Tasks cannot be saved'),
      );
      assert.equal(warnings.length, 2, 'one for each window');
    },
  ).timeout(30_000);
});
