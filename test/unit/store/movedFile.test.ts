import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { TaskStore } from '../../../src/domain/ports.ts';
import { TaskList } from '../../../src/engine/taskList.ts';
import { databaseFile } from '../../../src/store/database.ts';
import { openTaskStore } from '../../../src/store/openStore.ts';
import { full, fullTask, sampleTask, storeOptions, temporaryFolder, untilChange } from './samples.ts';

const one = sampleTask('one');
const two = sampleTask('two');

describe('a file that is deleted or replaced under a running window', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let file: string;
  let store: TaskStore;

  beforeEach(async () => {
    folder = temporaryFolder();
    file = databaseFile(folder.path);
    store = await open();
  });
  afterEach(() => {
    store.close();
    folder.remove();
  });

  async function open(): Promise<TaskStore> {
    const opened = await openTaskStore(folder.path, storeOptions());
    assert.deepEqual([opened.mode, opened.repaired()], ['normal', undefined]);
    return opened.store;
  }

  /** What a window finds that opens the file now. */
  async function saved(): Promise<readonly string[]> {
    const opened = await open();
    const tasks = await opened.load();
    opened.close();
    return tasks.map(({ key, name }) => (name === undefined ? key : `${key} ${name}`));
  }

  const deletions: readonly (readonly [what: string, remove: () => void])[] = [
    ['the whole folder', () => rmSync(folder.path, { recursive: true })],
    ['the file alone, while its log stays', () => rmSync(file)],
    [
      'the file and its log',
      () => {
        for (const name of ['', '-wal', '-shm']) {
          rmSync(file + name);
        }
      },
    ],
  ];

  for (const [what, remove] of deletions) {
    it(`E06 is made anew with everything in it: ${what}`, async () => {
      await store.merge([full, { task: one }]);
      await store.shared('https://a.example', () => ({ state: 7, result: undefined }));
      remove();
      assert.equal(await store.add(two), true);
      assert.equal(store.trouble(), undefined);
      assert.deepEqual(await saved(), ['relay/full Mine', one.key, two.key]);
      const other = await open();
      assert.deepEqual((await other.load())[0], fullTask);
      assert.deepEqual(other.details(fullTask.key), full.details);
      assert.equal(other.answer(fullTask.key), full.answer);
      assert.deepEqual(other.timeline(one.key), [{ at: 1_000, status: 'queued' }]);
      assert.equal(await other.shared('https://a.example', (state) => ({ state, result: state })), 7);
      other.close();
    });
  }

  it('E06 is noticed without a write, when somebody looks for changes', async () => {
    await store.add(one);
    rmSync(folder.path, { recursive: true });
    assert.equal(store.foreignChanges(), undefined);
    await untilChange(store, () => existsSync(file) && store.foreignChanges() !== undefined);
    assert.deepEqual(await saved(), [one.key]);
  });

  it('E06 is noticed by two windows, which lose nothing of each other', async () => {
    const other = await open();
    await store.add(one);
    await other.add(two);
    rmSync(folder.path, { recursive: true });
    await Promise.all([
      store.update(one.key, (task) => ({ task: { ...task, name: 'Mine' } })),
      other.update(two.key, (task) => ({ task: { ...task, name: 'Theirs' } })),
    ]);
    assert.deepEqual((await saved()).toSorted(), ['relay/one Mine', 'relay/two Theirs']);
    await other.add(sampleTask('three'));
    const list = new TaskList(Promise.resolve(store));
    await list.ready();
    list.refresh();
    assert.equal(list.all().length, 3);
    other.close();
  });

  it('E06 works on after it, and a second time', async () => {
    for (const n of [1, 2, 3]) {
      await store.add(sampleTask(`t${n}`));
      rmSync(folder.path, { recursive: true });
    }
    await store.update('relay/t1', (task) => ({ task: { ...task, name: 'First' } }));
    assert.deepEqual(await saved(), ['relay/t1 First', 'relay/t2', 'relay/t3']);
  });

  it('E06 E05 is filled even where the file in its place is somebody else’s, which is kept', async () => {
    await store.merge([full, { task: one }]);
    rmSync(folder.path, { recursive: true });
    mkdirSync(folder.path);
    const strange = new DatabaseSync(file);
    strange.exec('CREATE TABLE counter (other)');
    strange.close();
    assert.equal(await store.add(two), true);
    assert.equal(store.trouble(), undefined);
    assert.deepEqual(await saved(), ['relay/full Mine', one.key, two.key]);
    assert.ok(existsSync(`${file}.damaged-1`));
  });

  /** Puts a copy of the file as it was a moment ago in its place, the way a backup tool does. */
  async function backup(): Promise<() => void> {
    const copy = join(folder.path, 'backup');
    const db = new DatabaseSync(file);
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    db.close();
    copyFileSync(file, copy);
    return () => renameSync(copy, file);
  }

  it('E18 an older backup is merged: nothing newer is lost, and what was announced stays so', async () => {
    await store.add(one);
    await store.add(two);
    const restore = await backup();
    await store.update(one.key, (task) => ({
      task: { ...task, status: 'succeeded', checkedAt: 9_000, announcedAt: 9_001 },
    }));
    await store.add(sampleTask('three'));
    restore();
    const claimed = await store.update(one.key, (task) =>
      task.announcedAt === undefined ? { task: { ...task, announcedAt: 1 } } : undefined,
    );
    assert.equal(claimed, undefined);
    assert.deepEqual(await saved(), [one.key, two.key, 'relay/three']);
    const tasks = await store.load();
    assert.deepEqual(tasks[0], { ...one, status: 'succeeded', checkedAt: 9_000, announcedAt: 9_001 });
  });

  it('E18 what only the backup has is in the list again', async () => {
    await store.add(one);
    const restore = await backup();
    const list = new TaskList(Promise.resolve(store));
    await list.ready();
    await list.remove([one.key]);
    await list.add(two);
    restore();
    list.refresh();
    await untilChange(store, () => list.get(one.key) !== undefined);
    assert.deepEqual(
      list.all().map(({ key }) => key),
      [two.key, one.key],
    );
  });

  it('E08 a file of a newer version in its place is left alone; changes are kept in memory', async () => {
    await store.add(one);
    const restore = await backup();
    const db = new DatabaseSync(join(folder.path, 'backup'));
    db.exec('PRAGMA user_version = 99');
    db.close();
    restore();
    await store.update(one.key, (task) => ({ task: { ...task, name: 'Mine' } }));
    assert.deepEqual([store.trouble(), store.isUnsaved(one.key)], ['readOnly', true]);
    const opened = await openTaskStore(folder.path, storeOptions());
    assert.equal(opened.mode, 'readOnly');
    assert.deepEqual(await opened.store.load(), [one]);
    opened.store.close();
  });

  it('E17 a record that the person has edited by hand counts', async () => {
    await store.add(one);
    const db = new DatabaseSync(file);
    db.exec(`UPDATE tasks SET record = json_set(record, '$.name', 'By hand'), rev = 99;
             UPDATE counter SET rev = 99`);
    db.close();
    assert.deepEqual(store.foreignChanges()?.changed, [{ ...one, name: 'By hand' }]);
  });

  it('E06 is filled before it is closed', async () => {
    await store.add(one);
    rmSync(folder.path, { recursive: true });
    const adding = store.add(two);
    store.close();
    assert.equal(await adding, true);
    await assert.rejects(store.load());
    assert.deepEqual(await saved(), [one.key, two.key]);
  });

  it('is not taken for gone when something else appears beside it', async () => {
    await store.add(one);
    writeFileSync(join(folder.path, 'else'), '');
    assert.equal(store.foreignChanges(), undefined);
    assert.deepEqual(await saved(), [one.key]);
  });
});
