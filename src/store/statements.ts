import type { DatabaseSync } from 'node:sqlite';

/** The statements of the task store, prepared once. Throws when the file has other tables than ours. */
export function prepareStatements(db: DatabaseSync) {
  return {
    tasks: db.prepare('SELECT key, record FROM tasks ORDER BY rowid'),
    countTasks: db.prepare('SELECT count(*) AS count FROM tasks'),
    task: db.prepare('SELECT record FROM tasks WHERE key = ?'),
    putTask: db.prepare(
      `INSERT INTO tasks (key, record, rev) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET record = excluded.record, rev = excluded.rev`,
    ),
    deleteTask: db.prepare('DELETE FROM tasks WHERE key = ?'),

    details: db.prepare('SELECT record FROM details WHERE key = ?'),
    putDetails: db.prepare(
      'INSERT INTO details (key, record) VALUES (?, ?) ON CONFLICT DO UPDATE SET record = excluded.record',
    ),

    answer: db.prepare('SELECT body FROM answers WHERE key = ?'),
    hasAnswer: db.prepare('SELECT 1 FROM answers WHERE key = ? AND body = ?'),
    putAnswer: db.prepare(
      `INSERT INTO answers (key, rev, bytes, body) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET rev = excluded.rev, bytes = excluded.bytes, body = excluded.body`,
    ),
    dropOldAnswers: db.prepare(
      `DELETE FROM answers WHERE rowid IN (
         SELECT id FROM (
           SELECT rowid AS id, row_number() OVER newest AS number, sum(bytes) OVER newest AS total
           FROM answers WINDOW newest AS (ORDER BY rev DESC, rowid DESC ROWS UNBOUNDED PRECEDING)
         ) WHERE number > ? OR total > ?
       )`,
    ),

    shared: db.prepare('SELECT state FROM origins WHERE origin = ?'),
    putShared: db.prepare(
      'INSERT INTO origins (origin, state) VALUES (?, ?) ON CONFLICT DO UPDATE SET state = excluded.state',
    ),

    dataVersion: db.prepare('PRAGMA data_version'),
    rev: db.prepare('SELECT rev FROM counter'),
    nextRev: db.prepare('UPDATE counter SET rev = rev + 1 RETURNING rev'),
    changedSince: db.prepare('SELECT key, record, rev FROM tasks WHERE rev > ?'),
    removedSince: db.prepare('SELECT key, rev FROM removed WHERE rev > ?'),
    putRemoved: db.prepare(
      'INSERT INTO removed (key, rev) VALUES (?, ?) ON CONFLICT DO UPDATE SET rev = excluded.rev',
    ),
    deleteRemoved: db.prepare('DELETE FROM removed WHERE key = ?'),
    dropOldRemoved: db.prepare(
      'DELETE FROM removed WHERE rev <= (SELECT rev FROM removed ORDER BY rev DESC LIMIT 1 OFFSET ?)',
    ),
  } as const;
}

export type Statements = ReturnType<typeof prepareStatements>;
