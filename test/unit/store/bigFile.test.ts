import assert from 'node:assert/strict';
import { statSync, truncateSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { databaseFile } from '../../../src/store/database.ts';
import { openTaskStore } from '../../../src/store/openStore.ts';
import { fullTask, sampleTask, storeOptions, temporaryFolder } from './samples.ts';

describe('E10 a file that is far too big', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let file: string;

  beforeEach(async () => {
    folder = temporaryFolder();
    file = databaseFile(folder.path);
    const { store } = await openTaskStore(folder.path, storeOptions());
    store.close();
  });
  afterEach(() => folder.remove());

  /** Lets a program of somebody else write rows: `first` to `last`. */
  function insert(first: number, last: number): void {
    const db = new DatabaseSync(file);
    const put = db.prepare('INSERT INTO tasks (key, record, rev) VALUES (?, ?, 1)');
    db.exec('BEGIN');
    for (let n = first; n <= last; n += 1) {
      put.run(`relay/t${n}`, JSON.stringify(sampleTask(`t${n}`)));
    }
    db.exec('COMMIT');
    db.close();
  }

  it('opens with the newest 20,000 of 100,000 tasks, says so, and keeps the others', async () => {
    insert(1, 100_000);
    const { store, mode, skipped } = await openTaskStore(folder.path, storeOptions());
    const tasks = await store.load();
    assert.deepEqual([mode, tasks.length, skipped()], ['normal', 20_000, 80_000]);
    assert.deepEqual([tasks[0]?.id, tasks.at(-1)?.id], ['t80001', 't100000']);
    const oldest = await store.update('relay/t1', (task) => ({ task: { ...task, name: 'Still there' } }));
    assert.equal(oldest?.name, 'Still there');
    store.close();
  }).timeout(30_000);

  it('leaves out a record of many megabytes, and keeps it', async () => {
    insert(1, 3);
    const db = new DatabaseSync(file);
    db.exec(
      `UPDATE tasks SET record = json_set(record, '$.title', hex(zeroblob(4000000))) WHERE key = 'relay/t2'`,
    );
    db.close();
    const { store, skipped } = await openTaskStore(folder.path, storeOptions());
    assert.deepEqual(
      (await store.load()).map(({ id }) => id),
      ['t1', 't3'],
    );
    assert.equal(skipped(), 1);
    store.close();
  });

  it('of a gigabyte without anything in it opens like any other', async () => {
    insert(1, 3);
    truncateSync(file, 1024 ** 3);
    const { store, mode } = await openTaskStore(folder.path, storeOptions());
    assert.deepEqual([mode, (await store.load()).length], ['normal', 3]);
    assert.equal(await store.add(fullTask), true);
    store.close();
    assert.ok(statSync(file).size <= 1024 ** 3);
  });

  it('reads every one of 10,000 tasks, which a list may have', async () => {
    insert(1, 10_000);
    const { store, skipped } = await openTaskStore(folder.path, storeOptions());
    const waits: number[] = [];
    assert.deepEqual([(await store.load()).length, skipped()], [10_000, 0]);
    store.close();
    const counted = await openTaskStore(
      folder.path,
      storeOptions({
        wait: async (ms) => {
          waits.push(ms);
          await new Promise(setImmediate);
        },
      }),
    );
    await counted.store.load();
    // Everybody else runs after each thousand of rows.
    assert.deepEqual(
      waits,
      Array.from({ length: 10 }, () => 0),
    );
    counted.store.close();
  });
});
