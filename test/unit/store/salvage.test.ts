import assert from 'node:assert/strict';
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { databaseFile } from '../../../src/store/database.ts';
import { openTaskStore, type OpenedStore } from '../../../src/store/openStore.ts';
import { full, fullDetails, recordingLog, sampleTask, storeOptions, temporaryFolder } from './samples.ts';

const pageBytes = 4096;

describe('E05 what can be read of a damaged file is restored', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let file: string;

  beforeEach(() => {
    folder = temporaryFolder();
    file = databaseFile(folder.path);
  });
  afterEach(() => folder.remove());

  async function fill(count: number): Promise<void> {
    const { store } = await openTaskStore(folder.path, storeOptions());
    await store.merge(
      Array.from({ length: count }, (_, n) => ({
        task: sampleTask(`t${n}`, { prompt: `A prompt of some length, number ${n}. `.repeat(5) }),
        details: { ...fullDetails, prompt: `whole ${n}` },
      })),
    );
    store.close();
  }

  async function reopened(): Promise<OpenedStore & { readonly count: number }> {
    const opened = await openTaskStore(folder.path, storeOptions());
    assert.equal(opened.mode, 'normal');
    const count = (await opened.store.load()).length;
    return { ...opened, count };
  }

  /** The pages of a table, whose rows are on the leaves: SQLite tells. */
  function pagesOf(table: string, type: 'leaf' | 'internal'): readonly number[] {
    const db = new DatabaseSync(file);
    try {
      return db
        .prepare('SELECT pageno FROM dbstat WHERE name = ? AND pagetype = ? ORDER BY pageno')
        .all(table, type)
        .map(({ pageno }) => Number(pageno));
    } finally {
      db.close();
    }
  }

  function spoil(...pages: readonly number[]): void {
    const bytes = readFileSync(file);
    for (const page of pages) {
      bytes.fill(0xa5, (page - 1) * pageBytes, page * pageBytes);
    }
    writeFileSync(file, bytes);
  }

  it('1,000 tasks with one page overwritten: all but those of the page', async () => {
    await fill(1_000);
    const leaves = pagesOf('tasks', 'leaf');
    spoil(Number(leaves[Math.floor(leaves.length / 2)]));
    const damaged = readFileSync(file);
    const { store, repaired, count } = await reopened();
    assert.equal(repaired()?.movedTo, `${file}.damaged-1`);
    assert.equal(repaired()?.restored, count);
    assert.ok(count >= 1_000 - 20 && count < 1_000, `${count} of 1,000`);
    assert.deepEqual(readFileSync(`${file}.damaged-1`), damaged);
    const tasks = await store.load();
    assert.equal(store.details(tasks[0]?.key ?? '')?.prompt, 'whole 0');
    assert.deepEqual(store.timeline(tasks[0]?.key ?? ''), [{ at: 1_000, status: 'queued' }]);
    assert.deepEqual(tasks.map(({ id }) => id).slice(-3), ['t997', 't998', 't999']);
    store.close();
  });

  it('several spoilt pages: what lies between them too', async () => {
    await fill(1_000);
    const leaves = pagesOf('tasks', 'leaf');
    spoil(...[0.2, 0.5, 0.8].map((part) => Number(leaves[Math.floor(leaves.length * part)])));
    const { store, count } = await reopened();
    assert.ok(count >= 1_000 - 60 && count < 1_000, `${count} of 1,000`);
    store.close();
  });

  it('spoilt details and timelines: every task, as far as it is known', async () => {
    await fill(300);
    spoil(...pagesOf('details', 'leaf').slice(0, 5), ...pagesOf('timeline', 'leaf'));
    const { store, repaired, count } = await reopened();
    assert.deepEqual([repaired()?.restored, count], [300, 300]);
    const whole = (await store.load()).filter(({ key }) => store.details(key) !== undefined);
    assert.ok(whole.length > 150 && whole.length < 300, `${whole.length} with details`);
    store.close();
  });

  it('a file that was cut off: its beginning', async () => {
    await fill(1_000);
    truncateSync(file, Math.floor(statSync(file).size / 2 / pageBytes) * pageBytes);
    const { store, repaired, count } = await reopened();
    assert.equal(repaired()?.restored, count);
    store.close();
  });

  for (const [what, bytes] of [
    ['zero bytes', Buffer.alloc(64 * 1024)],
    ['text', Buffer.from('not a database at all. '.repeat(500))],
    ['an unreadable beginning', undefined],
  ] as const) {
    it(`${what}: nothing, and the damaged file is kept`, async () => {
      await fill(10);
      if (bytes === undefined) {
        spoil(1);
      } else {
        writeFileSync(file, bytes);
      }
      const damaged = readFileSync(file);
      const { store, repaired, count } = await reopened();
      assert.deepEqual(
        { repaired: repaired(), count },
        { repaired: { movedTo: `${file}.damaged-1`, restored: 0 }, count: 0 },
      );
      assert.deepEqual(readFileSync(`${file}.damaged-1`), damaged);
      assert.equal(await store.add(sampleTask('new')), true);
      store.close();
    });
  }

  /** Big enough that opening does not read all of it. */
  async function fillBig(): Promise<void> {
    await fill(2_000);
    const { store } = await openTaskStore(folder.path, storeOptions());
    await store.updateAll(
      (await store.load()).map(({ key }) => key),
      (task) => ({ task, details: { ...fullDetails, prompt: 'x'.repeat(6_000) } }),
    );
    store.close();
    assert.ok(statSync(file).size > 8 * 1024 * 1024);
  }

  it('a big file is found damaged when it is read, and what can be read is in the list', async () => {
    await fillBig();
    const leaves = pagesOf('tasks', 'leaf');
    spoil(Number(leaves[Math.floor(leaves.length / 2)]));
    const { store, repaired, count } = await reopened();
    assert.equal(repaired()?.restored, count);
    assert.ok(count >= 2_000 - 20 && count < 2_000, `${count} of 2,000`);
    assert.equal(await store.add(sampleTask('new')), true);
    store.close();
  });

  it('a file that is damaged under running windows: the next write goes to a sound one, in both', async () => {
    await fill(600);
    const [first, second] = [await reopened(), await reopened()];
    const db = new DatabaseSync(file);
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    db.close();
    const leaf = pagesOf('tasks', 'leaf').at(-1) ?? 0;
    const disk = openSync(file, 'r+');
    writeSync(disk, Buffer.alloc(pageBytes, 0xa5), 0, pageBytes, (leaf - 1) * pageBytes);
    closeSync(disk);
    assert.equal(
      await first.store.update('relay/t599', (task) => ({ task: { ...task, progress: 1 } })),
      undefined,
    );
    assert.ok(first.repaired());
    assert.equal(await second.store.add(sampleTask('new')), true);
    assert.equal(second.repaired(), undefined);
    const third = await reopened();
    assert.ok(third.count > 580 && third.count <= 600, `${third.count} of 601`);
    for (const { store } of [first, second, third]) {
      assert.deepEqual([store.trouble(), (await store.load()).at(-1)?.id], [undefined, 'new']);
      store.close();
    }
  });

  it('is told to one window only; the other opens the new file', async () => {
    await fill(50);
    spoil(Number(pagesOf('tasks', 'leaf')[1]));
    const [first, second] = [await reopened(), await reopened()];
    assert.ok(first.repaired());
    assert.equal(second.repaired(), undefined);
    assert.equal(second.count, first.count);
    assert.equal(existsSync(`${file}.damaged-2`), false);
    first.store.close();
    second.store.close();
  });

  it('records of the wrong shape in it are left out', async () => {
    await fill(300);
    const db = new DatabaseSync(file);
    db.exec(`UPDATE tasks SET record = '{"key":"relay/t5"}' WHERE key = 'relay/t5'`);
    db.close();
    spoil(Number(pagesOf('tasks', 'leaf').at(-1)));
    const { store } = await reopened();
    assert.equal(
      (await store.load()).some(({ id }) => id === 't5'),
      false,
    );
    store.close();
  });

  it('random bytes anywhere: it opens, works, and nothing in it is mixed', async () => {
    await fill(300);
    const sound = readFileSync(file);
    const spots = fc.array(
      fc.tuple(fc.nat(sound.length - 1), fc.uint8Array({ minLength: 1, maxLength: 64 })),
      {
        minLength: 1,
        maxLength: 40,
      },
    );
    await fc.assert(
      fc.asyncProperty(spots, async (changes) => {
        const bytes = Buffer.from(sound);
        for (const [at, random] of changes) {
          bytes.set(random.subarray(0, sound.length - at), at);
        }
        const place = temporaryFolder();
        writeFileSync(databaseFile(place.path), bytes);
        const lines: string[] = [];
        const { store, mode } = await openTaskStore(place.path, storeOptions({ log: recordingLog(lines) }));
        // Whatever its header claims to be, the extension works; a page size or version that is none is damage.
        assert.ok(mode === 'normal' || mode === 'readOnly' || mode === 'memory');
        for (const task of await store.load()) {
          assert.equal(task.key, `relay/${task.id}`);
        }
        if (mode === 'normal') {
          assert.equal(await store.add(sampleTask('after')), true);
          assert.deepEqual(await store.remove(['relay/after']), [
            { task: sampleTask('after'), timeline: [{ at: 1_000, status: 'queued' }] },
          ]);
        }
        store.close();
        place.remove();
      }),
      { numRuns: 40 },
    );
  }).timeout(60_000);

  it('a sound file is not touched', async () => {
    await fill(10);
    const { store, repaired, count } = await reopened();
    assert.deepEqual([repaired(), count], [undefined, 10]);
    assert.equal(store.answer(full.task.key), undefined);
    store.close();
  });
});
