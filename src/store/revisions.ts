import type { ForeignChanges } from '../domain/ports.ts';
import { readTask } from './records.ts';
import type { Statements } from './statements.ts';

/** Knows which revisions this window has seen, so that it can tell what other windows did. */
export class Revisions {
  readonly #sql: Statements;
  /** Own revisions above `#seen`. */
  readonly #own = new Set<number>();
  #seen: number;
  #dataVersion: number;

  constructor(sql: Statements) {
    this.#sql = sql;
    this.#dataVersion = this.#readDataVersion();
    this.#seen = this.#readRev();
  }

  /** Notes a revision that this window wrote. */
  wrote(rev: number): void {
    if (rev === this.#seen + 1) {
      this.#seen = rev;
    } else {
      this.#own.add(rev);
    }
  }

  /** What others wrote since the last call; undefined when nothing. */
  foreignChanges(): ForeignChanges | undefined {
    const dataVersion = this.#readDataVersion();
    if (dataVersion === this.#dataVersion) {
      return undefined;
    }
    const seen = this.#seen;
    // Read before the rows: what is written in between is told twice rather than never.
    this.#dataVersion = dataVersion;
    this.#seen = this.#readRev();
    const isForeign = (row: Readonly<Record<string, unknown>>): boolean => !this.#own.has(Number(row['rev']));
    const changed = this.#sql.changedSince
      .all(seen)
      .filter(isForeign)
      .map(({ key, record }) => readTask(String(key), record))
      .filter((task) => task !== undefined);
    const removed = this.#sql.removedSince
      .all(seen)
      .filter(isForeign)
      .map(({ key }) => String(key));
    this.#own.clear();
    return changed.length + removed.length === 0 ? undefined : { changed, removed };
  }

  /** SQLite's own number that changes when another connection has written. */
  #readDataVersion(): number {
    return Number(this.#sql.dataVersion.get()?.['data_version']);
  }

  #readRev(): number {
    return Number(this.#sql.rev.get()?.['rev']);
  }
}
