import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { identityOf, moveAside } from '../../../src/store/damage.ts';
import { chooseJournal, databaseFile } from '../../../src/store/database.ts';
import { openTaskStore } from '../../../src/store/openStore.ts';
import {
  full,
  fullDetails,
  fullTask,
  recordingLog,
  sampleTask,
  storeOptions,
  temporaryFolder,
} from './samples.ts';

describe('opening the store', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let file: string;
  const one = sampleTask('one');

  beforeEach(() => {
    folder = temporaryFolder();
    file = databaseFile(folder.path);
  });
  afterEach(() => folder.remove());

  async function fill(tasks = 1): Promise<void> {
    const { store } = await openTaskStore(folder.path, storeOptions());
    await store.merge(Array.from({ length: tasks }, (_, n) => ({ ...full, task: sampleTask(`t${n}`) })));
    store.close();
  }

  function sql(text: string): void {
    const db = new DatabaseSync(file);
    db.exec(text);
    db.close();
  }

  it('E11 makes folder and file for the user alone', async () => {
    const nested = join(folder.path, 'a', 'b');
    const { store, mode, repaired, skipped } = await openTaskStore(nested, storeOptions());
    await store.add(one);
    assert.deepEqual(
      { mode, repaired: repaired(), skipped: skipped() },
      { mode: 'normal', repaired: undefined, skipped: 0 },
    );
    assert.equal(statSync(nested).mode & 0o777, 0o700);
    assert.deepEqual(readdirSync(nested).toSorted(), ['tasks.db', 'tasks.db-shm', 'tasks.db-wal']);
    for (const name of readdirSync(nested)) {
      assert.equal(statSync(join(nested, name)).mode & 0o777, 0o600, name);
    }
    store.close();
  });

  it('E11 takes rights back that others were given', async () => {
    await fill();
    chmodSync(folder.path, 0o755);
    chmodSync(file, 0o644);
    const { store } = await openTaskStore(folder.path, storeOptions());
    assert.equal(statSync(folder.path).mode & 0o777, 0o700);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    store.close();
  });

  it('finds what was there', async () => {
    await fill();
    const { store, mode } = await openTaskStore(folder.path, storeOptions());
    assert.equal(mode, 'normal');
    assert.deepEqual(await store.load(), [sampleTask('t0')]);
    store.close();
  });

  it('F14 works for many windows that open at once', async () => {
    const opened = await Promise.all(
      Array.from({ length: 10 }, () => openTaskStore(folder.path, storeOptions())),
    );
    assert.deepEqual([...new Set(opened.map(({ mode }) => mode))], ['normal']);
    await Promise.all(opened.map(({ store }, n) => store.add(sampleTask(`t${n}`))));
    assert.equal((await opened[0]?.store.load())?.length, 10);
    for (const { store } of opened) {
      store.close();
    }
  });

  it('takes an empty file for a new one', async () => {
    writeFileSync(file, '');
    const { store, mode, repaired } = await openTaskStore(folder.path, storeOptions());
    assert.deepEqual([mode, repaired(), await store.load()], ['normal', undefined, []]);
    store.close();
  });

  describe('E05 E11 a damaged file, or something else in its place, is moved aside, whole', () => {
    const damages: readonly (readonly [what: string, damage: () => void | Promise<void>])[] = [
      ['text', () => writeFileSync(file, 'not a database at all. '.repeat(500))],
      ['zeros', () => writeFileSync(file, Buffer.alloc(8192))],
      [
        'cut off',
        async () => {
          await fill(200);
          truncateSync(file, 4096 * 3);
        },
      ],
      [
        'a spoilt page inside',
        async () => {
          await fill(200);
          const bytes = readFileSync(file);
          bytes.fill(0xa5, 4096, 4096 * 20);
          writeFileSync(file, bytes);
        },
      ],
      ['tables of somebody else', () => sql('CREATE TABLE tasks (a); PRAGMA user_version = 1')],
      ['a table of that name', () => sql('CREATE TABLE tasks (a)')],
      ['a folder', () => mkdirSync(file)],
      ['a link to elsewhere', () => symlinkSync(join(folder.path, 'elsewhere'), file)],
    ];

    for (const [what, damage] of damages) {
      it(what, async () => {
        await damage();
        const before = identityOf(file);
        const lines: string[] = [];
        const { store, mode, repaired } = await openTaskStore(
          folder.path,
          storeOptions({ log: recordingLog(lines) }),
        );
        assert.equal(mode, 'normal');
        assert.equal(repaired()?.movedTo, `${file}.damaged-1`);
        assert.equal(identityOf(`${file}.damaged-1`), before);
        assert.equal(await store.add(one), true);
        assert.match(lines.join(), /damaged/);
        assert.ok(!lines.join().includes(folder.path), 'no path in the log');
        store.close();
        assert.equal(existsSync(join(folder.path, 'elsewhere')), false);
      });
    }

    it('with its log, and without overwriting an earlier one', () => {
      writeFileSync(`${file}.damaged-1`, 'earlier');
      writeFileSync(`${file}.damaged-2-wal`, 'earlier log');
      writeFileSync(file, 'damaged');
      writeFileSync(`${file}-wal`, 'log');
      assert.equal(moveAside(file, identityOf(file)), `${file}.damaged-3`);
      assert.equal(readFileSync(`${file}.damaged-1`, 'utf8'), 'earlier');
      assert.equal(readFileSync(`${file}.damaged-3`, 'utf8'), 'damaged');
      assert.equal(readFileSync(`${file}.damaged-3-wal`, 'utf8'), 'log');
      assert.deepEqual([existsSync(file), existsSync(`${file}-wal`)], [false, false]);
    });

    it('by one window only: the new file of the other stays', async () => {
      writeFileSync(file, 'damaged');
      const seen = identityOf(file);
      assert.equal(moveAside(file, seen), `${file}.damaged-1`);
      writeFileSync(file, 'new');
      assert.equal(moveAside(file, seen), undefined);
      assert.equal(readFileSync(file, 'utf8'), 'new');
      assert.equal(moveAside(file, undefined), undefined);
    });
  });

  it('E08 opens a file of a newer version for reading only, and leaves it as it is', async () => {
    await fill();
    sql('PRAGMA user_version = 99');
    const before = readFileSync(file);
    const { store, mode } = await openTaskStore(folder.path, storeOptions());
    assert.equal(mode, 'readOnly');
    assert.deepEqual(await store.load(), [sampleTask('t0')]);
    assert.deepEqual(store.details('relay/t0'), fullDetails);
    assert.equal(store.foreignChanges(), undefined);
    await assert.rejects(store.add(one), /readonly/);
    await assert.rejects(
      store.update('relay/t0', (task) => ({ task: { ...task, progress: 1 } })),
      /readonly/,
    );
    store.close();
    assert.deepEqual(readFileSync(file), before);
  });

  it('E08 works from memory when a newer version has other tables, and leaves the file as it is', async () => {
    await fill();
    sql('DROP TABLE details; PRAGMA user_version = 99');
    const before = readFileSync(file);
    const { store, mode, repaired } = await openTaskStore(folder.path, storeOptions());
    assert.deepEqual([mode, repaired()], ['memory', undefined]);
    assert.equal(await store.add(one), true);
    store.close();
    assert.deepEqual(readFileSync(file), before);
  });

  it('works from memory when there can be no folder, and says why', async () => {
    writeFileSync(join(folder.path, 'file'), '');
    const lines: string[] = [];
    const { store, mode } = await openTaskStore(
      join(folder.path, 'file', 'sub'),
      storeOptions({ log: recordingLog(lines) }),
    );
    assert.equal(mode, 'memory');
    assert.equal(await store.add(one), true);
    assert.deepEqual(lines, ['Tasks are kept in memory {"error":"ENOTDIR"}']);
  });

  it('H04 works from memory, with what can be read, when nothing can be written beside the file', async () => {
    await fill();
    symlinkSync(`${file}-shm`, `${file}-shm`);
    const before = readFileSync(file);
    const { store, mode } = await openTaskStore(folder.path, storeOptions());
    assert.equal(mode, 'memory');
    assert.deepEqual(await store.load(), [sampleTask('t0')]);
    assert.deepEqual(readFileSync(file), before);
  });

  it('works from memory, with what can be read, when the file stays locked', async () => {
    const { store: first } = await openTaskStore(folder.path, storeOptions());
    await first.merge([full]);
    first.close();
    sql('PRAGMA journal_mode = TRUNCATE');
    const blocker = new DatabaseSync(file);
    blocker.exec('BEGIN IMMEDIATE');
    const { store, mode } = await openTaskStore(folder.path, storeOptions({ wait: async () => {} }));
    assert.equal(mode, 'memory');
    assert.deepEqual(await store.load(), [fullTask]);
    assert.deepEqual(store.details(fullTask.key), fullDetails);
    blocker.close();
    assert.equal(lstatSync(file).isFile(), true);
  });

  it('does without a log file where the file system refuses one', () => {
    // This way of SQLite to reach files has no shared memory, as some network folders have none.
    const db = new DatabaseSync(`file:${file}?vfs=unix-none`);
    chooseJournal(db);
    assert.equal(db.prepare('PRAGMA journal_mode').get()?.['journal_mode'], 'truncate');
    db.close();
  });
});
