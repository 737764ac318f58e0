import type { DatabaseSync } from 'node:sqlite';
import { Emitter } from '../domain/event.ts';
import type { ChangeTask, ForeignChanges, ReadList, StoredTask, TaskStore } from '../domain/ports.ts';
import type { Task, TaskDetails } from '../domain/task.ts';
import type { TimelineStep } from '../domain/timeline.ts';
import { parse, readTask } from './records.ts';
import { Revisions } from './revisions.ts';
import { exportInSlices, readInSlices } from './listSlices.ts';
import { sliceSize } from './slices.ts';
import { inTransaction, whenFree, type Patience } from './sqlite.ts';
import { prepareStatements, type Statements } from './statements.ts';
import { TaskRows, type Revision } from './taskRows.ts';
import { writeDown, type Unsaved } from './unsaved.ts';

/** Twice what a list takes: more rows than that were not written by us, and the newest are read. */
const mostLoaded = 20_000;

/** The tasks in a file that all windows share; each write is one transaction. A row that cannot be read is left alone. */
export class SqliteTaskStore implements TaskStore {
  readonly #db: DatabaseSync;
  readonly #sql: Statements;
  readonly #rows: TaskRows;
  readonly #revisions: Revisions;
  readonly #patience: Patience;
  readonly #changed = new Emitter<void>();
  readonly onDidChange = this.#changed.event;
  #skipped = 0;

  /** `db` is open and migrated; the store closes it. */
  constructor(db: DatabaseSync, patience: Patience) {
    this.#db = db;
    this.#sql = prepareStatements(db);
    this.#rows = new TaskRows(this.#sql);
    this.#revisions = new Revisions(this.#sql);
    this.#patience = patience;
  }

  async load(): Promise<readonly Task[]> {
    const tasks: Task[] = [];
    const count = Number(this.#sql.countTasks.get()?.['count']);
    let from = count <= mostLoaded ? 0 : Number(this.#sql.taskFromEnd.get(mostLoaded - 1)?.['id']);
    for (;;) {
      const rows = this.#sql.tasks.all(from, sliceSize);
      for (const { id, key, record } of rows) {
        const task = readTask(String(key), record);
        if (task !== undefined) {
          tasks.push(task);
        }
        from = Number(id) + 1;
      }
      if (rows.length < sliceSize) {
        this.#skipped = Math.max(0, count - tasks.length);
        return tasks;
      }
      await this.#patience.wait(0);
    }
  }

  /** How many tasks of the file the last `load` has left out. */
  get skipped(): number {
    return this.#skipped;
  }

  details(key: string): TaskDetails | undefined {
    return this.#rows.details(key);
  }

  answer(key: string): string | undefined {
    return this.#rows.answer(key);
  }

  timeline(key: string): readonly TimelineStep[] {
    return this.#rows.timeline(key);
  }

  /** Everything that is stored of a task but its answer. */
  storedTask(key: string): StoredTask | undefined {
    return this.#rows.stored(key);
  }

  add(task: Task): Promise<boolean> {
    return this.#write((revision) => this.#rows.insert({ task }, revision));
  }

  update(key: string, change: ChangeTask): Promise<Task | undefined> {
    return this.#write((revision) => this.#change(key, change, revision));
  }

  updateAll(keys: readonly string[], change: ChangeTask): Promise<readonly Task[]> {
    return this.#write((revision) =>
      keys.map((key) => this.#change(key, change, revision)).filter((task) => task !== undefined),
    );
  }

  remove(keys: readonly string[]): Promise<readonly StoredTask[]> {
    return this.#write((revision) =>
      keys.map((key) => this.#rows.take(key, revision)).filter((stored) => stored !== undefined),
    );
  }

  merge(stored: readonly StoredTask[]): Promise<readonly Task[]> {
    return this.#write((revision) => stored.map((each) => this.#rows.merge(each, revision)));
  }

  /** Writes what was kept in memory. Resolves to what is stored then; undefined for a task that is gone. */
  writeDown(unsaved: readonly Unsaved[]): Promise<readonly (Task | undefined)[]> {
    return this.#write((revision) => unsaved.map((each) => writeDown(this.#rows, each, revision)));
  }

  foreignChanges(): ForeignChanges | undefined {
    const changes = this.#revisions.foreignChanges();
    if (this.#revisions.hasMore) {
      void this.#patience.wait(0).then(() => this.#changed.fire());
    }
    return changes;
  }

  shared<T>(
    name: string,
    change: (state: unknown) => { readonly state: unknown; readonly result: T },
  ): Promise<T> {
    return this.#write(() => {
      const stored = this.#sql.shared.get(name)?.['state'];
      const { state, result } = change(parse(stored));
      const text = JSON.stringify(state);
      if (text !== stored) {
        this.#sql.putShared.run(name, text);
      }
      return result;
    });
  }

  /** A piece of shared state; undefined when there is none. */
  readShared(name: string): unknown {
    return parse(this.#sql.shared.get(name)?.['state']);
  }

  /** The names of all shared state. */
  sharedNames(): readonly string[] {
    return this.#sql.allShared.all().map(({ name }) => String(name));
  }

  trouble(): undefined {
    return undefined;
  }

  isUnsaved(): boolean {
    return false;
  }

  async catchUp(): Promise<void> {}

  exportList(now: number, only?: ReadonlySet<string>): Promise<string> {
    return exportInSlices(this, (key) => this.#rows.stored(key), now, this.#patience.wait, only);
  }

  readList(text: string, allowLoopbackHttp: boolean): Promise<ReadList | undefined> {
    return readInSlices(text, allowLoopbackHttp, this.#patience.wait);
  }

  close(): void {
    if (this.#db.isOpen) {
      this.#db.close();
    }
  }

  #change(key: string, change: ChangeTask, revision: Revision): Task | undefined {
    const before = this.#rows.stored(key);
    const after = before && change(before.task, before.details);
    if (after !== undefined) {
      this.#rows.save(after, before, revision);
    }
    return after?.task;
  }

  async #write<T>(work: (revision: Revision) => T): Promise<T> {
    return whenFree(() => {
      let rev: number | undefined;
      const result = inTransaction(this.#db, () => {
        const done = work(() => (rev ??= Number(this.#sql.nextRev.get()?.['rev'])));
        this.#rows.tidy();
        return done;
      });
      if (rev !== undefined) {
        this.#revisions.wrote(rev);
      }
      return result;
    }, this.#patience);
  }
}
