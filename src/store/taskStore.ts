import type { DatabaseSync } from 'node:sqlite';
import { present } from '../domain/json.ts';
import type { ForeignChanges, StoredTask, TaskChange, TaskStore } from '../domain/ports.ts';
import type { Task, TaskDetails } from '../domain/task.ts';
import { packAnswer, unpackAnswer } from './answerText.ts';
import { readDetails } from './detailsRecord.ts';
import { parse, readTask } from './records.ts';
import { Revisions } from './revisions.ts';
import { inTransaction, whenFree, type Patience } from './sqlite.ts';
import { prepareStatements, type Statements } from './statements.ts';

const maxAnswers = 1_000;
const maxAnswerBytes = 64 * 1024 * 1024;
const maxTombstones = 10_000;

/** Gives the revision of the running transaction, the same at every call. */
type Revision = () => number;

/** The tasks in a file that all windows share. A row that cannot be read is left alone. */
export class SqliteTaskStore implements TaskStore {
  readonly #db: DatabaseSync;
  readonly #sql: Statements;
  readonly #revisions: Revisions;
  readonly #patience: Patience;

  /** `db` is open and migrated; the store closes it. */
  constructor(db: DatabaseSync, patience: Patience) {
    this.#db = db;
    this.#sql = prepareStatements(db);
    this.#revisions = new Revisions(this.#sql);
    this.#patience = patience;
  }

  tasks(): readonly Task[] {
    return this.#sql.tasks
      .all()
      .map(({ key, record }) => readTask(String(key), record))
      .filter((task) => task !== undefined);
  }

  /** How many tasks cannot be read. */
  countUnreadable(): number {
    return Number(this.#sql.countTasks.get()?.['count']) - this.tasks().length;
  }

  details(key: string): TaskDetails | undefined {
    return readDetails(this.#sql.details.get(key)?.['record']);
  }

  answer(key: string): string | undefined {
    return unpackAnswer(this.#sql.answer.get(key)?.['body']);
  }

  add(task: Task): Promise<boolean> {
    return this.#write((revision) => this.#insert({ task }, revision));
  }

  update(
    key: string,
    change: (task: Task, details: TaskDetails | undefined) => TaskChange | undefined,
  ): Promise<Task | undefined> {
    return this.#write((revision) => {
      const task = this.#task(key);
      if (task === undefined) {
        return undefined;
      }
      const details = this.details(key);
      const after = change(task, details);
      if (after !== undefined) {
        this.#save(after, present({ task, details }), revision);
      }
      return after?.task;
    });
  }

  remove(keys: readonly string[]): Promise<readonly StoredTask[]> {
    return this.#write((revision) => {
      const removed = keys.map((key) => this.#take(key, revision)).filter((stored) => stored !== undefined);
      this.#sql.dropOldRemoved.run(maxTombstones);
      return removed;
    });
  }

  async restore(stored: readonly StoredTask[]): Promise<void> {
    await this.#write((revision) => {
      for (const each of stored) {
        this.#insert(each, revision);
      }
    });
  }

  foreignChanges(): ForeignChanges | undefined {
    return this.#revisions.foreignChanges();
  }

  shared<T>(
    name: string,
    change: (state: unknown) => { readonly state: unknown; readonly result: T },
  ): Promise<T> {
    return this.#write(() => {
      const { state, result } = change(parse(this.#sql.shared.get(name)?.['state']));
      this.#sql.putShared.run(name, JSON.stringify(state));
      return result;
    });
  }

  close(): void {
    if (this.#db.isOpen) {
      this.#db.close();
    }
  }

  async #write<T>(work: (revision: Revision) => T): Promise<T> {
    return whenFree(() => {
      let rev: number | undefined;
      const result = inTransaction(this.#db, () =>
        work(() => (rev ??= Number(this.#sql.nextRev.get()?.['rev']))),
      );
      if (rev !== undefined) {
        this.#revisions.wrote(rev);
      }
      return result;
    }, this.#patience);
  }

  #task(key: string): Task | undefined {
    return readTask(key, this.#sql.task.get(key)?.['record']);
  }

  #insert(stored: StoredTask, revision: Revision): boolean {
    const { key } = stored.task;
    if (this.#task(key) !== undefined) {
      return false;
    }
    this.#sql.deleteRemoved.run(key);
    this.#save(stored, undefined, revision);
    return true;
  }

  #save(after: StoredTask, before: StoredTask | undefined, revision: Revision): void {
    const { key } = after.task;
    const details = textWhenNew(after.details, before?.details);
    const body = after.answer === undefined ? undefined : packAnswer(after.answer);
    const answer = body && this.#sql.hasAnswer.get(key, body) === undefined ? body : undefined;
    const record = textWhenNew(after.task, before?.task);
    if (record === undefined && details === undefined && answer === undefined) {
      return;
    }
    this.#sql.putTask.run(key, record ?? JSON.stringify(after.task), revision());
    if (details !== undefined) {
      this.#sql.putDetails.run(key, details);
    }
    if (answer !== undefined) {
      this.#sql.putAnswer.run(key, revision(), answer.byteLength, answer);
      this.#sql.dropOldAnswers.run(maxAnswers, maxAnswerBytes);
    }
  }

  #take(key: string, revision: Revision): StoredTask | undefined {
    const task = this.#task(key);
    if (task === undefined) {
      return undefined;
    }
    const stored = present({ task, details: this.details(key), answer: this.answer(key) });
    this.#sql.deleteTask.run(key);
    this.#sql.putRemoved.run(key, revision());
    return stored;
  }
}

/** The JSON of a value that differs from what is stored. */
function textWhenNew(after: unknown, before: unknown): string | undefined {
  const text = JSON.stringify(after);
  return text === JSON.stringify(before) ? undefined : text;
}
