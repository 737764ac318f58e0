import type { DatabaseSync } from 'node:sqlite';
import { inTransaction } from './sqlite.ts';

/**
 * One step per version of the file, never changed once released. `rev` counts the transactions that wrote a task, so
 * that a window can ask for what it has not seen; `removed` tells it what is gone.
 */
const migrations: readonly string[] = [
  `CREATE TABLE counter (rev INTEGER NOT NULL) STRICT;
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
   CREATE INDEX removedByRev ON removed (rev);`,
  `ALTER TABLE origins RENAME TO shared;
   ALTER TABLE shared RENAME COLUMN origin TO name;
   CREATE TABLE timeline (
     key TEXT NOT NULL REFERENCES tasks (key) ON DELETE CASCADE,
     at REAL NOT NULL,
     status TEXT NOT NULL,
     word TEXT,
     PRIMARY KEY (key, at, status)
   ) STRICT, WITHOUT ROWID;`,
];

function versionOf(db: DatabaseSync): number {
  return Number(db.prepare('PRAGMA user_version').get()?.['user_version']);
}

/** True when a newer version of the extension made the file. */
export function isNewer(db: DatabaseSync): boolean {
  return versionOf(db) > migrations.length;
}

/** Brings the file to the newest version, one transaction per step. */
export function migrate(db: DatabaseSync): void {
  while (versionOf(db) < migrations.length) {
    inTransaction(db, () => {
      // Another window may have taken the step while this one waited for the lock.
      const version = versionOf(db);
      const step = migrations[version];
      if (step !== undefined) {
        db.exec(`${step} PRAGMA user_version = ${version + 1}`);
      }
    });
  }
}
