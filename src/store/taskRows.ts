import { present } from '../domain/json.ts';
import { mergeStored } from '../domain/merge.ts';
import type { StoredTask, TaskChange } from '../domain/ports.ts';
import type { Task, TaskDetails } from '../domain/task.ts';
import { timelineAfter, type TimelineStep } from '../domain/timeline.ts';
import { packAnswer, unpackAnswer } from './answerText.ts';
import { readDetails } from './detailsRecord.ts';
import { readTask } from './records.ts';
import type { Statements } from './statements.ts';
import { readSteps } from './timelineRecord.ts';

const maxAnswers = 1_000;
const maxAnswerBytes = 64 * 1024 * 1024;
const maxTombstones = 10_000;

/** Gives the revision of the running transaction, the same at every call. */
export type Revision = () => number;

/** The rows of a task in all tables. What writes them runs in a transaction. */
export class TaskRows {
  readonly #sql: Statements;
  #hasNewAnswers = false;
  #hasRemoved = false;

  constructor(sql: Statements) {
    this.#sql = sql;
  }

  task(key: string): Task | undefined {
    return readTask(key, this.#sql.task.get(key)?.['record']);
  }

  details(key: string): TaskDetails | undefined {
    return readDetails(this.#sql.details.get(key)?.['record']);
  }

  answer(key: string): string | undefined {
    return unpackAnswer(this.#sql.answer.get(key)?.['body']);
  }

  timeline(key: string): readonly TimelineStep[] {
    return readSteps(this.#sql.timeline.all(key));
  }

  /** Everything but the answer, which may be large. */
  stored(key: string): StoredTask | undefined {
    const task = this.task(key);
    return task && present({ task, details: this.details(key), timeline: this.timeline(key) });
  }

  /** False when the task is there already. */
  insert(stored: StoredTask, revision: Revision): boolean {
    const { key } = stored.task;
    if (this.task(key) !== undefined) {
      return false;
    }
    this.#sql.deleteRemoved.run(key);
    this.save(stored, undefined, revision);
    return true;
  }

  /** Writes what a change makes different. `before` is what is stored. */
  save(after: TaskChange, before: StoredTask | undefined, revision: Revision): void {
    const { key } = after.task;
    const details = textWhenNew(after.details, before?.details);
    const body = after.answer === undefined ? undefined : packAnswer(after.answer);
    const answer = body && this.#sql.hasAnswer.get(key, body) === undefined ? body : undefined;
    const record = textWhenNew(after.task, before?.task);
    const steps = this.#newSteps(after, before);
    if (record === undefined && details === undefined && answer === undefined && steps === undefined) {
      return;
    }
    this.#sql.putTask.run(key, record ?? JSON.stringify(after.task), revision());
    if (details !== undefined) {
      this.#sql.putDetails.run(key, details);
    }
    if (answer !== undefined) {
      this.#sql.putAnswer.run(key, revision(), answer.byteLength, answer);
      this.#hasNewAnswers = true;
    }
    steps?.();
  }

  /** Adds a task, or merges it with what is stored of it. Returns it as it is then. */
  merge(other: StoredTask, revision: Revision): Task {
    const { key } = other.task;
    const before = this.stored(key);
    if (before === undefined) {
      this.insert(other, revision);
      return other.task;
    }
    const answer = other.answer === undefined ? undefined : this.answer(key);
    const after = mergeStored(answer === undefined ? before : { ...before, answer }, other);
    this.save(after, before, revision);
    return after.task;
  }

  /** Removes a task and returns what was stored of it. */
  take(key: string, revision: Revision): StoredTask | undefined {
    const stored = this.stored(key);
    if (stored === undefined) {
      return undefined;
    }
    const answer = this.answer(key);
    this.#sql.deleteTask.run(key);
    this.#sql.putRemoved.run(key, revision());
    this.#hasRemoved = true;
    return answer === undefined ? stored : { ...stored, answer };
  }

  /** Forgets the oldest answers and removals beyond what is kept. Call at the end of a transaction. */
  tidy(): void {
    if (this.#hasNewAnswers) {
      this.#sql.dropOldAnswers.run(maxAnswers, maxAnswerBytes);
    }
    if (this.#hasRemoved) {
      this.#sql.dropOldRemoved.run(maxTombstones);
    }
    this.#hasNewAnswers = false;
    this.#hasRemoved = false;
  }

  /** Writes the steps that a change adds; undefined when it adds none. */
  #newSteps(after: TaskChange, before: StoredTask | undefined): (() => void) | undefined {
    const { key } = after.task;
    const known = before?.timeline ?? [];
    const steps = timelineAfter(known, before?.task, after.task, after.timeline);
    const added = steps.filter((step) => !known.some((each) => isSame(each, step)));
    const dropped = known.filter((step) => !steps.some((each) => isSame(each, step)));
    if (added.length + dropped.length === 0) {
      return undefined;
    }
    return () => {
      for (const { at, status } of dropped) {
        this.#sql.deleteStep.run(key, at, status);
      }
      for (const { at, status, word } of added) {
        this.#sql.putStep.run(key, at, status, word ?? null);
      }
    };
  }
}

function isSame(a: TimelineStep, b: TimelineStep): boolean {
  return a.at === b.at && a.status === b.status && a.word === b.word;
}

/** The JSON of a value that differs from what is stored; undefined when there is none. */
function textWhenNew(after: unknown, before: unknown): string | undefined {
  const text = JSON.stringify(after);
  return text === JSON.stringify(before) ? undefined : text;
}
