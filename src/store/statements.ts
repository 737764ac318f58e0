import type { DatabaseSync } from 'node:sqlite';

/** A longer record is not one of ours, bytes; a title and a prompt take about a thousand. */
const mostBytes = 256 * 1024;

/** The statements of the task store, prepared once. Throws when the file has other tables than ours. */
export function prepareStatements(db: DatabaseSync) {
  return {
    countTasks: db.prepare('SELECT count(*) AS count FROM tasks'),
    taskFromEnd: db.prepare('SELECT rowid AS id FROM tasks ORDER BY rowid DESC LIMIT 1 OFFSET ?'),
    tasks: db.prepare(
      `SELECT rowid AS id, key, iif(octet_length(record) <= ${mostBytes}, record, NULL) AS record
       FROM tasks WHERE rowid >= ? ORDER BY rowid LIMIT ?`,
    ),
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

    timeline: db.prepare('SELECT at, status, word FROM timeline WHERE key = ?'),
    putStep: db.prepare(
      `INSERT INTO timeline (key, at, status, word) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET word = excluded.word`,
    ),
    deleteStep: db.prepare('DELETE FROM timeline WHERE key = ? AND at = ? AND status = ?'),

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

    allShared: db.prepare('SELECT name, state FROM shared'),
    shared: db.prepare('SELECT state FROM shared WHERE name = ?'),
    putShared: db.prepare(
      'INSERT INTO shared (name, state) VALUES (?, ?) ON CONFLICT DO UPDATE SET state = excluded.state',
    ),

    dataVersion: db.prepare('PRAGMA data_version'),
    rev: db.prepare('SELECT rev FROM counter'),
    nextRev: db.prepare('UPDATE counter SET rev = rev + 1 RETURNING rev'),
    nextRevs: db.prepare(
      `SELECT rev FROM (
         SELECT * FROM (SELECT rev FROM tasks WHERE rev > ?1 ORDER BY rev LIMIT ?2)
         UNION ALL SELECT * FROM (SELECT rev FROM removed WHERE rev > ?1 ORDER BY rev LIMIT ?2)
       ) ORDER BY rev LIMIT 1 OFFSET ?2 - 1`,
    ),
    changedIn: db.prepare(
      `SELECT key, iif(octet_length(record) <= ${mostBytes}, record, NULL) AS record, rev
       FROM tasks WHERE rev > ? AND rev <= ?`,
    ),
    removedIn: db.prepare('SELECT key, rev FROM removed WHERE rev > ? AND rev <= ?'),
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
