import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { TaskStore } from '../../../src/domain/ports.ts';
import type { Task } from '../../../src/domain/task.ts';
import { databaseFile, openDatabase } from '../../../src/store/database.ts';
import { openTaskStore } from '../../../src/store/openStore.ts';
import { SqliteTaskStore } from '../../../src/store/taskStore.ts';
import { describeStore } from './contract.ts';
import { full, fullDetails, fullTask, sampleTask, storeOptions, temporaryFolder } from './samples.ts';

describeStore('SQLite', async () => {
  const folder = temporaryFolder();
  const { store } = await openTaskStore(folder.path, storeOptions());
  return {
    store,
    end: () => {
      store.close();
      folder.remove();
    },
  };
});

it('H01 a full disk: the change is refused by the file, everything else stays', async () => {
  const folder = temporaryFolder();
  const { db } = await openDatabase(folder.path, storeOptions());
  const store = new SqliteTaskStore(db, storeOptions());
  await store.merge([full]);
  db.exec('PRAGMA max_page_count = 1');
  await assert.rejects(store.add(sampleTask('big', { prompt: 'x'.repeat(100_000) })), /full/);
  assert.deepEqual(await store.load(), [fullTask]);
  db.exec('PRAGMA max_page_count = 10000');
  assert.equal(await store.add(sampleTask('big', { prompt: 'x'.repeat(100_000) })), true);
  store.close();
  folder.remove();
});

describe('two windows on one file', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let mine: TaskStore;
  let other: TaskStore;
  const one = sampleTask('one');
  const two = sampleTask('two');

  beforeEach(async () => {
    folder = temporaryFolder();
    ({ store: mine } = await openTaskStore(folder.path, storeOptions()));
    ({ store: other } = await openTaskStore(folder.path, storeOptions()));
  });
  afterEach(() => {
    mine.close();
    other.close();
    folder.remove();
  });

  /** Runs SQL as nobody's window. */
  function tamper(sql: string, ...values: readonly (string | number)[]): void {
    const db = new DatabaseSync(databaseFile(folder.path));
    db.prepare(sql).run(...values);
    db.close();
  }

  it('see what the other added, changed and removed, once', async () => {
    await mine.add(one);
    await mine.add(two);
    assert.deepEqual(other.foreignChanges(), { changed: [one, two], removed: [] });
    assert.equal(other.foreignChanges(), undefined);
    await mine.update(one.key, (task) => ({ task: { ...task, progress: 1 } }));
    await mine.remove([two.key]);
    assert.deepEqual(other.foreignChanges(), { changed: [{ ...one, progress: 1 }], removed: [two.key] });
    assert.equal(mine.foreignChanges(), undefined);
  });

  it('are not told about their own writes among those of the other', async () => {
    await mine.add(one);
    await other.add(two);
    await mine.update(one.key, (task) => ({ task: { ...task, progress: 1 } }));
    assert.deepEqual(mine.foreignChanges(), { changed: [two], removed: [] });
    assert.deepEqual(other.foreignChanges()?.changed, [{ ...one, progress: 1 }]);
    await other.update(two.key, (task) => ({ task: { ...task, progress: 1 } }));
    assert.deepEqual(mine.foreignChanges()?.changed, [{ ...two, progress: 1 }]);
  });

  it('F03 are told about a task that was removed and put back as about a change', async () => {
    await mine.add(one);
    other.foreignChanges();
    await mine.merge(await mine.remove([one.key]));
    assert.deepEqual(other.foreignChanges(), { changed: [one], removed: [] });
  });

  it('are told about new details, and about nothing when only an origin changed', async () => {
    await mine.add(one);
    other.foreignChanges();
    await mine.update(one.key, (task) => ({ task, details: fullDetails }));
    assert.deepEqual(other.foreignChanges(), { changed: [one], removed: [] });
    await mine.shared('https://a.example', () => ({ state: 1, result: undefined }));
    assert.equal(other.foreignChanges(), undefined);
  });

  it('do not hear of an update that changed nothing', async () => {
    await mine.merge([full]);
    other.foreignChanges();
    assert.deepEqual(await mine.update(fullTask.key, (task) => ({ ...full, task: { ...task } })), fullTask);
    assert.equal(other.foreignChanges(), undefined);
  });

  it('grant a claim to one of them', async () => {
    await mine.add(one);
    const claim = (store: TaskStore): Promise<Task | undefined> =>
      store.update(one.key, (task) =>
        task.claimedUntil ? undefined : { task: { ...task, claimedUntil: 9 } },
      );
    const granted = await Promise.all([mine, other, mine, other].map(claim));
    assert.equal(granted.filter((task) => task !== undefined).length, 1);
  });

  it('wait for a lock of the other, and write when it is free', async () => {
    const blocker = new DatabaseSync(databaseFile(folder.path));
    blocker.exec('BEGIN IMMEDIATE');
    const waits: number[] = [];
    const { store } = await openTaskStore(
      folder.path,
      storeOptions({
        random: () => 0.5,
        wait: async (ms) => {
          waits.push(ms);
          if (waits.length === 4) {
            blocker.exec('COMMIT');
          }
        },
      }),
    );
    assert.equal(await store.add(one), true);
    assert.deepEqual(waits, [7.5, 15, 30, 60]);
    assert.deepEqual(await mine.load(), [one]);
    store.close();
    blocker.close();
  });

  it('give up on a lock that stays, after about five seconds, and write nothing', async () => {
    const blocker = new DatabaseSync(databaseFile(folder.path));
    blocker.exec('BEGIN IMMEDIATE');
    const waits: number[] = [];
    const { store } = await openTaskStore(
      folder.path,
      storeOptions({ random: () => 0.5, wait: async (ms) => void waits.push(ms) }),
    );
    await assert.rejects(store.add(one), /locked/);
    const total = waits.reduce((sum, ms) => sum + ms, 30 * (waits.length + 1));
    assert.ok(total > 4_000 && total < 6_000, `${total} ms`);
    assert.ok(waits.every((ms) => ms <= 500));
    blocker.close();
    assert.deepEqual(await store.load(), []);
    store.close();
  });

  describe('E05 rows of the wrong shape', () => {
    const good = JSON.stringify(one);
    const rows: readonly (readonly [what: string, record: string])[] = [
      ['no JSON', '{'],
      ['null', 'null'],
      ['a list', '[]'],
      ['a missing field', JSON.stringify({ ...one, playable: undefined })],
      ['an unknown status', JSON.stringify({ ...one, status: 'thinking' })],
      ['an unknown error', JSON.stringify({ ...one, error: { kind: 'odd', message: '', at: 1 } })],
      ['a word where a number belongs', JSON.stringify({ ...one, progress: '50%' })],
      ['a number without end', good.replace('1000', '1e999')],
      ['null where nothing belongs', JSON.stringify({ ...one, title: null })],
      ['the key of another task', JSON.stringify(two)],
    ];

    for (const [what, record] of rows) {
      it(`are passed over and kept: ${what}`, async () => {
        await mine.add(one);
        await mine.add(two);
        tamper('UPDATE tasks SET record = ?, rev = 99 WHERE key = ?', record, one.key);
        assert.deepEqual(await mine.load(), [two]);
        assert.equal(await mine.update(one.key, (task) => ({ task })), undefined);
        assert.deepEqual(await mine.remove([one.key]), []);
        mine.foreignChanges();
        const { store, skipped } = await openTaskStore(folder.path, storeOptions());
        await store.load();
        assert.equal(skipped(), 1);
        store.close();
        const db = new DatabaseSync(databaseFile(folder.path));
        assert.equal(db.prepare('SELECT record FROM tasks WHERE key = ?').get(one.key)?.['record'], record);
        db.close();
      });
    }

    it('are replaced when the person adds the task again', async () => {
      await mine.add(one);
      tamper('UPDATE tasks SET record = ? WHERE key = ?', '{', one.key);
      assert.equal(await mine.add(one), true);
      assert.deepEqual(await mine.load(), [one]);
    });

    it('of details, answers and origins count as absent', async () => {
      await mine.merge([full]);
      await mine.shared('https://a.example', () => ({ state: 1, result: undefined }));
      tamper(`UPDATE details SET record = '{"format":1}'`);
      tamper(`UPDATE answers SET body = x'1f8b00'`);
      tamper(`UPDATE shared SET state = '{'`);
      assert.equal(mine.details(fullTask.key), undefined);
      assert.equal(mine.answer(fullTask.key), undefined);
      assert.equal(
        await mine.shared('https://a.example', (state) => ({ state: 2, result: state })),
        undefined,
      );
    });
  });

  it('E09 keep fields that they do not know', async () => {
    await mine.merge([full]);
    tamper(
      `UPDATE tasks SET record = json_set(record, '$.mood', 'new', '$.error.mood', 'new') WHERE key = ?`,
      fullTask.key,
    );
    await mine.update(fullTask.key, (task) => ({ task: { ...task, progress: 1 } }));
    const [task] = (await other.load()) as readonly (Task & { mood?: string })[];
    assert.equal(task?.mood, 'new');
    assert.deepEqual(task?.error, { ...fullTask.error, mood: 'new' });
  });

  it('keep the newest 1,000 answers', async () => {
    await mine.merge(
      Array.from({ length: 1_000 }, (_, n) => ({ task: sampleTask(`t${n}`), answer: `answer ${n}` })),
    );
    await mine.add(one);
    await mine.update('relay/t0', (task) => ({ task, answer: 'newer' }));
    await mine.update(one.key, (task) => ({ task, answer: 'newest' }));
    assert.equal(mine.answer('relay/t0'), 'newer');
    assert.equal(mine.answer(one.key), 'newest');
    assert.equal(mine.answer('relay/t1'), undefined);
    assert.equal(mine.answer('relay/t999'), 'answer 999');
    assert.equal((await mine.load()).length, 1_001);
  });

  it('keep 64 MB of answers', async () => {
    await mine.merge([
      { task: one, answer: 'old' },
      { task: two, answer: 'newer' },
    ]);
    tamper('UPDATE answers SET bytes = 67108834 WHERE key = ?', two.key);
    await mine.update(two.key, (task) => ({ task: { ...task, progress: 1 } }));
    await mine.merge([{ task: sampleTask('three'), answer: 'x'.repeat(99) }]);
    assert.equal(mine.answer(one.key), undefined);
    assert.equal(mine.answer(two.key), 'newer');
    await mine.merge([{ task: sampleTask('four'), answer: 'x'.repeat(99) }]);
    assert.equal(mine.answer(two.key), undefined);
    assert.equal(mine.answer('relay/three'), 'x'.repeat(99));
  });

  it('forget the oldest of more than 10,000 removals', async () => {
    await mine.merge(Array.from({ length: 10_001 }, (_, n) => ({ task: sampleTask(`t${n}`) })));
    await mine.remove(['relay/t0']);
    await mine.remove(Array.from({ length: 10_000 }, (_, n) => `relay/t${n + 1}`));
    const db = new DatabaseSync(databaseFile(folder.path));
    assert.equal(db.prepare('SELECT count(*) AS n FROM removed').get()?.['n'], 10_000);
    db.close();
  });
});
