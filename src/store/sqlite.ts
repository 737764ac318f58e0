// What every part of the store needs to know about SQLite: its errors, its transactions, and how to wait for others.
import type { DatabaseSync } from 'node:sqlite';
import type { StoreTrouble } from '../domain/ports.ts';

/** Time and chance for whoever waits for another window. */
export interface Patience {
  /** Resolves after about `ms`. */
  readonly wait: (ms: number) => Promise<void>;
  /** 0 (included) to 1 (excluded). */
  random(): number;
}

// Waits of 10, 20, 40 ... 500 ms; with the 30 ms inside SQLite they come to about five seconds.
const attempts = 16;
const firstWaitMs = 10;
const longestWaitMs = 500;

/** SQLite's primary result code (sqlite.org/rescode.html); undefined when the error is not one of SQLite. */
function resultCode(error: unknown): number | undefined {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode & 0xff
    : undefined;
}

/** True when another connection holds the lock: SQLITE_BUSY. */
function isBusy(error: unknown): boolean {
  return resultCode(error) === 5;
}

/** True when the file is not ours to read: SQLITE_ERROR (other tables), SQLITE_CORRUPT, SQLITE_NOTADB. */
export function isDamage(error: unknown): boolean {
  return [1, 11, 26].includes(resultCode(error) ?? 0);
}

/** True when pages of a file that was ours are damaged: SQLITE_CORRUPT, SQLITE_NOTADB. */
export function isCorrupt(error: unknown): boolean {
  return [11, 26].includes(resultCode(error) ?? 0);
}

const troubles: Readonly<Record<string, StoreTrouble>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EROFS: 'readOnly',
  EACCES: 'readOnly',
  EPERM: 'readOnly',
  // SQLITE_READONLY, SQLITE_IOERR, SQLITE_FULL, SQLITE_CANTOPEN.
  8: 'readOnly',
  10: 'failing',
  13: 'full',
  14: 'failing',
};

/** What an error says of the disk; undefined when it is about something else. */
export function troubleOf(error: unknown): StoreTrouble | undefined {
  const result = resultCode(error);
  if (result !== undefined) {
    return troubles[result];
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return troubles[code] ?? (/^E[A-Z0-9]+$/.test(code) ? 'failing' : undefined);
}

/** What failed, in a word for the log: paths stay out of it. */
export function describeError(error: unknown): string {
  const { code, errcode, message } = error as { code?: unknown; errcode?: unknown; message?: unknown };
  return typeof code === 'string' ? [code, errcode].join(' ').trim() : String(message);
}

/** Runs `work` in a transaction that holds the write lock from the start; an error leaves everything as it was. */
export function inTransaction<T>(db: DatabaseSync, work: () => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    // Some errors have ended the transaction already.
    if (db.isTransaction) {
      db.exec('ROLLBACK');
    }
    throw error;
  }
}

/** Runs `work`, and again with growing pauses while another window holds the lock. Rejects after about five seconds. */
export async function whenFree<T>(work: () => T, patience: Patience): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || attempt === attempts) {
        throw error;
      }
    }
    const ms = Math.min(longestWaitMs, firstWaitMs * 2 ** (attempt - 1));
    await patience.wait(ms * (0.5 + patience.random() / 2));
  }
}
