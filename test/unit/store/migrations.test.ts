import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { databaseFile } from '../../../src/store/database.ts';
import { openTaskStore } from '../../../src/store/openStore.ts';
import { full, fullDetails, fullTask, sampleTask, storeOptions, temporaryFolder } from './samples.ts';

// As version 1 wrote it; never changed.
const version1 = `
  CREATE TABLE counter (rev INTEGER NOT NULL) STRICT;
  INSERT INTO counter VALUES (0);
  CREATE TABLE tasks (key TEXT PRIMARY KEY, record TEXT NOT NULL, rev INTEGER NOT NULL) STRICT;
  CREATE INDEX tasksByRev ON tasks (rev);
  CREATE TABLE details (
    key TEXT PRIMARY KEY REFERENCES tasks (key) ON DELETE CASCADE,
    record TEXT NOT NULL
  ) STRICT;
  CREATE TABLE answers (
    key TEXT PRIMARY KEY REFERENCES tasks (key) ON DELETE CASCADE,
    rev INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    body BLOB NOT NULL
  ) STRICT;
  CREATE INDEX answersByRev ON answers (rev, bytes);
  CREATE TABLE origins (origin TEXT PRIMARY KEY, state TEXT NOT NULL) STRICT;
  CREATE TABLE removed (key TEXT PRIMARY KEY, rev INTEGER NOT NULL) STRICT;
  CREATE INDEX removedByRev ON removed (rev);
  PRAGMA user_version = 1;`;

const one = sampleTask('one');
const origin = 'https://a.example';

describe('versions of the file', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let file: string;

  beforeEach(() => {
    folder = temporaryFolder();
    file = databaseFile(folder.path);
    const db = new DatabaseSync(file);
    db.exec(version1);
    const put = db.prepare('INSERT INTO tasks (key, record, rev) VALUES (?, ?, ?)');
    put.run(fullTask.key, JSON.stringify(fullTask), 1);
    put.run(one.key, JSON.stringify(one), 2);
    db.prepare('INSERT INTO details (key, record) VALUES (?, ?)').run(
      fullTask.key,
      JSON.stringify(fullDetails),
    );
    const body = gzipSync(full.answer ?? '');
    db.prepare('INSERT INTO answers (key, rev, bytes, body) VALUES (?, 1, ?, ?)').run(
      fullTask.key,
      body.length,
      body,
    );
    db.prepare('INSERT INTO origins (origin, state) VALUES (?, ?)').run(origin, '{"tokens":3}');
    db.exec(`INSERT INTO removed (key, rev) VALUES ('relay/gone', 3); UPDATE counter SET rev = 3`);
    db.close();
  });
  afterEach(() => folder.remove());

  function version(): unknown {
    const db = new DatabaseSync(file);
    const found = db.prepare('PRAGMA user_version').get()?.['user_version'];
    db.close();
    return found;
  }

  function schema(): unknown {
    const db = new DatabaseSync(file);
    const tables = db.prepare('SELECT name, sql FROM sqlite_schema ORDER BY name').all();
    db.close();
    return tables;
  }

  async function holdsEverything(): Promise<void> {
    const { store, mode, repaired, skipped } = await openTaskStore(folder.path, storeOptions());
    assert.deepEqual(await store.load(), [fullTask, one]);
    assert.deepEqual([mode, repaired(), skipped()], ['normal', undefined, 0]);
    assert.deepEqual(store.details(fullTask.key), fullDetails);
    assert.equal(store.answer(fullTask.key), full.answer);
    assert.deepEqual(await store.shared(origin, (state) => ({ state, result: state })), { tokens: 3 });
    assert.deepEqual(store.timeline(one.key), []);
    store.close();
  }

  it('1 → 2: everything is there, and a timeline begins', async () => {
    await holdsEverything();
    assert.equal(version(), 2);
    const { store } = await openTaskStore(folder.path, storeOptions());
    await store.update(one.key, (task) => ({ task: { ...task, status: 'running', checkedAt: 9_000 } }));
    assert.deepEqual(store.timeline(one.key), [{ at: 9_000, status: 'running' }]);
    await store.remove([one.key]);
    store.close();
    const db = new DatabaseSync(file);
    assert.equal(db.prepare('SELECT count(*) AS n FROM timeline').get()?.['n'], 0);
    db.close();
  });

  it('1 → 2 happens once, whoever opens the file again', async () => {
    await holdsEverything();
    const before = schema();
    await holdsEverything();
    assert.deepEqual(schema(), before);
  });

  it('E03 a kill at any moment of 1 → 2 leaves one version or the other, and the next start completes it', () => {
    const worker = fileURLToPath(new URL('migrator.ts', import.meta.url));
    const outcomes: unknown[] = [];
    for (let moment = 0; ; moment += 1) {
      const copy = `${file}-copy-${moment}`;
      const db = new DatabaseSync(file);
      db.exec(`VACUUM INTO '${copy}'`);
      db.close();
      const { signal } = spawnSync(process.execPath, [
        '--disable-warning=ExperimentalWarning',
        worker,
        copy,
        String(moment),
      ]);
      const after = new DatabaseSync(copy);
      const tables = after
        .prepare(
          `SELECT name FROM sqlite_schema WHERE name IN ('origins', 'shared', 'timeline') ORDER BY name`,
        )
        .all()
        .map(({ name }) => name);
      const found = after.prepare('PRAGMA user_version').get()?.['user_version'];
      assert.deepEqual(tables, found === 1 ? ['origins'] : ['shared', 'timeline']);
      assert.equal(after.prepare('SELECT count(*) AS n FROM tasks').get()?.['n'], 2);
      after.close();
      outcomes.push(found);
      if (signal === null) {
        break;
      }
    }
    // Before BEGIN, before each of four statements, before COMMIT; then nothing was left to kill.
    assert.deepEqual(outcomes, [1, 1, 1, 1, 1, 1, 2]);
  }).timeout(30_000);

  it('E03 after the kill everything is there', async () => {
    const worker = fileURLToPath(new URL('migrator.ts', import.meta.url));
    const { signal } = spawnSync(process.execPath, [
      '--disable-warning=ExperimentalWarning',
      worker,
      file,
      '4',
    ]);
    assert.equal(signal, 'SIGKILL');
    await holdsEverything();
    assert.equal(version(), 2);
  });

  it('E08 F16 a newer one is read, and left as it is', async () => {
    await holdsEverything();
    const db = new DatabaseSync(file);
    db.exec('PRAGMA journal_mode = TRUNCATE; PRAGMA user_version = 3');
    db.close();
    const before = readFileSync(file);
    const { store, mode } = await openTaskStore(folder.path, storeOptions());
    assert.equal(mode, 'readOnly');
    assert.deepEqual(await store.load(), [fullTask, one]);
    assert.match(await store.exportList(0), /"id":"full"/);
    for (const write of [
      () => store.add(sampleTask('two')),
      () => store.update(one.key, (task) => ({ task: { ...task, progress: 1 } })),
      () => store.updateAll([one.key], (task) => ({ task: { ...task, progress: 1 } })),
      () => store.remove([one.key]),
      () => store.merge([{ task: sampleTask('two') }]),
      () => store.shared(origin, () => ({ state: 1, result: 1 })),
    ]) {
      await assert.rejects(async () => write(), /readonly/);
    }
    assert.equal(store.trouble(), undefined);
    store.close();
    assert.deepEqual(readFileSync(file), before);
  });

  it('E09 what a newer version has added to a record survives an older one', async () => {
    const db = new DatabaseSync(file);
    db.exec(`UPDATE tasks SET record = json_set(record, '$.mood', 'new') WHERE key = '${one.key}'`);
    db.close();
    const { store } = await openTaskStore(folder.path, storeOptions());
    await store.update(one.key, (task) => ({ task: { ...task, status: 'running', checkedAt: 5 } }));
    await store.updateAll([one.key], (task) => ({ task: { ...task, watchedAt: 6 } }));
    await store.merge([{ task: { ...one, status: 'succeeded', checkedAt: 7 } }]);
    await store.merge(await store.remove([one.key]));
    const task = (await store.load()).find(({ key }) => key === one.key);
    assert.deepEqual(task, { ...one, status: 'succeeded', checkedAt: 7, watchedAt: 6, mood: 'new' });
    store.close();
  });
});
