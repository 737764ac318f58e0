import type { ForeignChanges } from '../domain/ports.ts';
import { readTask } from './records.ts';
import type { Statements } from './statements.ts';

/** Changes told at once, about: what another window has imported comes in parts. */
const mostAtOnce = 500;

/** Knows which revisions this window has seen, so that it can tell what other windows did. */
export class Revisions {
  readonly #sql: Statements;
  /** Own revisions above `#seen`. */
  readonly #own = new Set<number>();
  #seen: number;
  #dataVersion: number;
  #hasMore = false;

  constructor(sql: Statements) {
    this.#sql = sql;
    this.#dataVersion = this.#readDataVersion();
    this.#seen = this.#readRev();
  }

  /** True when the last call left something for the next one. */
  get hasMore(): boolean {
    return this.#hasMore;
  }

  /** Notes a revision that this window wrote. */
  wrote(rev: number): void {
    if (rev === this.#seen + 1) {
      this.#seen = rev;
    } else {
      this.#own.add(rev);
    }
  }

  /** What others wrote since the last call, or a part of it; undefined when nothing. */
  foreignChanges(): ForeignChanges | undefined {
    const dataVersion = this.#readDataVersion();
    if (dataVersion === this.#dataVersion && !this.#hasMore) {
      return undefined;
    }
    // Read before the rows: what is written in between is told twice rather than never.
    this.#dataVersion = dataVersion;
    let changes: ForeignChanges | undefined;
    do {
      changes = this.#nextPart();
    } while (changes === undefined && this.#hasMore);
    return changes;
  }

  #nextPart(): ForeignChanges | undefined {
    const from = this.#seen;
    const newest = this.#readRev();
    if (newest === from) {
      this.#hasMore = false;
      return undefined;
    }
    const to = Number(this.#sql.nextRevs.get(from, mostAtOnce)?.['rev'] ?? newest);
    this.#seen = to;
    this.#hasMore = to < newest;
    const isForeign = (row: Readonly<Record<string, unknown>>): boolean => !this.#own.has(Number(row['rev']));
    const changed = this.#sql.changedIn
      .all(from, to)
      .filter(isForeign)
      .map(({ key, record }) => readTask(String(key), record))
      .filter((task) => task !== undefined);
    const removed = this.#sql.removedIn
      .all(from, to)
      .filter(isForeign)
      .map(({ key }) => String(key));
    for (const rev of this.#own) {
      if (rev <= to) {
        this.#own.delete(rev);
      }
    }
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
