import { chmodSync, closeSync, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type * as Sqlite from 'node:sqlite';
import { identityOf, isNoPlainFile, moveAside } from './damage.ts';
import { isNewer, migrate } from './schema.ts';
import { describeError, isDamage, whenFree, type Patience } from './sqlite.ts';
import { prepareStatements } from './statements.ts';
import type { Log } from '../domain/ports.ts';

export interface StoreOptions extends Patience {
  readonly log: Log;
}

export interface OpenedDatabase {
  readonly db: Sqlite.DatabaseSync;
  /** `readOnly`: a newer version of the extension made the file. */
  readonly mode: 'normal' | 'readOnly';
  /** Where a damaged file was put. */
  readonly movedTo?: string;
}

/** How long SQLite itself may block the editor for a lock, ms. */
const busyMs = 30;
/** Up to this size a file is checked as a whole at every start, bytes. */
const checkedBytes = 8 * 1024 * 1024;

/** The file of a store. */
export function databaseFile(folder: string): string {
  return join(folder, 'tasks.db');
}

/**
 * Opens the file of a store and makes it when there is none; folder and file are the user's alone. A damaged file is
 * moved aside. Rejects when the file cannot be written, or is locked for long.
 */
export async function openDatabase(folder: string, options: StoreOptions): Promise<OpenedDatabase> {
  // Loaded here, so that activation does not pay for it, and fails here where it is missing.
  const sqlite = await import('node:sqlite');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const file = databaseFile(folder);
  const identity = identityOf(file);
  try {
    return await whenFree(() => open(sqlite, file), options);
  } catch (error) {
    if (!isNoPlainFile(file) && !isDamage(error)) {
      throw error;
    }
    const movedTo = moveAside(file, identity);
    options.log.warn('The file of the tasks is damaged; a new one was started', {
      error: describeError(error),
    });
    return { ...(await whenFree(() => open(sqlite, file), options)), ...(movedTo && { movedTo }) };
  }
}

/** Opens a file for reading, whatever made it. Throws when that is not possible. */
export function openReadOnly({ DatabaseSync }: typeof Sqlite, file: string): Sqlite.DatabaseSync {
  return new DatabaseSync(file, { readOnly: true, timeout: busyMs });
}

function open(sqlite: typeof Sqlite, file: string): OpenedDatabase {
  makePrivate(file);
  const db = new sqlite.DatabaseSync(file, { timeout: busyMs, enableForeignKeyConstraints: true });
  try {
    if (isNewer(db)) {
      db.close();
      return { db: openReadOnly(sqlite, file), mode: 'readOnly' };
    }
    chooseJournal(db);
    check(db, file);
    migrate(db);
    prepareStatements(db);
    return { db, mode: 'normal' };
  } catch (error) {
    if (db.isOpen) {
      db.close();
    }
    throw error;
  }
}

/** Log files that SQLite makes later take over the rights of the file. */
function makePrivate(file: string): void {
  if (isNoPlainFile(file)) {
    throw new Error('not a plain file');
  }
  // Never opened once it is there: closing it would give up the locks of other connections in this process.
  if (!existsSync(file)) {
    closeSync(openSync(file, 'a', 0o600));
  }
  chmodSync(file, 0o600);
}

/** A write-ahead log where the file system allows it: readers and the writer do not wait for each other. */
export function chooseJournal(db: Sqlite.DatabaseSync): void {
  if (db.prepare('PRAGMA journal_mode = WAL').get()?.['journal_mode'] !== 'wal') {
    db.exec('PRAGMA journal_mode = TRUNCATE');
  }
  db.exec('PRAGMA synchronous = NORMAL');
}

function check(db: Sqlite.DatabaseSync, file: string): void {
  if (
    statSync(file).size <= checkedBytes &&
    db.prepare('PRAGMA quick_check(1)').get()?.['quick_check'] !== 'ok'
  ) {
    throw Object.assign(new Error('quick_check found damage'), { errcode: 11 });
  }
}
