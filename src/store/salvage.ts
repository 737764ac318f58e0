// Reads what can still be read of a damaged file.
import type * as Sqlite from 'node:sqlite';
import { present } from '../domain/json.ts';
import type { StoredTask } from '../domain/ports.ts';
import { readDetails } from './detailsRecord.ts';
import { readTask } from './records.ts';
import { sliceSize } from './slices.ts';
import { readSteps } from './timelineRecord.ts';

/** Rows read and gaps tried, at most: a damaged file may claim to have any number. */
const mostRows = 20_000;

type Row = Readonly<Record<string, Sqlite.SQLOutputValue>>;

/** The rows of a query, as many of them as can be read. */
function rows(
  db: Sqlite.DatabaseSync,
  sql: string,
  ...values: readonly (string | number)[]
): { readonly found: readonly Row[]; readonly isWhole: boolean } {
  const found: Row[] = [];
  try {
    for (const row of db.prepare(sql).iterate(...values)) {
      found.push(row);
    }
    return { found, isWhole: true };
  } catch {
    return { found, isWhole: false };
  }
}

/** A task's rows, each checked; undefined when the task itself cannot be read. */
function storedIn(db: Sqlite.DatabaseSync, { key, record }: Row): StoredTask | undefined {
  const task = readTask(String(key), record);
  if (task === undefined) {
    return undefined;
  }
  const [details] = rows(db, 'SELECT record FROM details WHERE key = ?', task.key).found;
  const { found } = rows(db, 'SELECT at, status, word FROM timeline WHERE key = ?', task.key);
  return present({ task, details: readDetails(details?.['record']), timeline: readSteps(found) });
}

const columns = 'SELECT rowid AS id, key, record FROM tasks';

/** Reads single rows, where they can be read; undefined when there is no such table. */
function rowReader(db: Sqlite.DatabaseSync): ((id: number) => Row | undefined) | undefined {
  try {
    const row = db.prepare(`${columns} WHERE rowid = ?`);
    return (id) => {
      try {
        return row.get(id);
      } catch {
        return undefined;
      }
    };
  } catch {
    return undefined;
  }
}

/**
 * The tasks of a damaged file in their order, slice by slice: read from the first row on and from the last one backwards,
 * then row by row where damaged pages lie between.
 */
export function* salvaged(db: Sqlite.DatabaseSync): Generator<readonly StoredTask[]> {
  const stored = (found: readonly Row[]): readonly StoredTask[] =>
    found.map((row) => storedIn(db, row)).filter((each) => each !== undefined);
  let first = 0;
  let isWhole = true;
  for (let count = 0; isWhole && count < mostRows; count += sliceSize) {
    const part = rows(db, `${columns} WHERE rowid > ? ORDER BY rowid LIMIT ?`, first, sliceSize);
    first = Math.max(first, Number(part.found.at(-1)?.['id'] ?? 0));
    yield stored(part.found);
    if (part.isWhole && part.found.length < sliceSize) {
      return;
    }
    ({ isWhole } = part);
  }
  const ends: (readonly StoredTask[])[] = [];
  let last = Number.MAX_SAFE_INTEGER;
  isWhole = true;
  for (let count = 0; isWhole && count < mostRows; count += sliceSize) {
    const sql = `${columns} WHERE rowid > ? AND rowid < ? ORDER BY rowid DESC LIMIT ?`;
    const part = rows(db, sql, first, last, sliceSize);
    last = Math.min(last, Number(part.found.at(-1)?.['id'] ?? last));
    ends.push(stored(part.found.toReversed()));
    isWhole = part.isWhole && part.found.length === sliceSize;
    // The reader may do something else in between; the order is that of the file.
    yield [];
  }
  const read = rowReader(db);
  const end = read === undefined ? 0 : Math.min(last, first + mostRows);
  for (let from = first + 1; from < end; from += sliceSize) {
    const ids = Array.from({ length: Math.min(sliceSize, end - from) }, (_, n) => from + n);
    yield stored(ids.map((id) => read?.(id)).filter((row) => row !== undefined));
  }
  yield* ends.toReversed();
}
