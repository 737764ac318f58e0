import type { JsonRecord } from '../domain/json.ts';
import { text } from '../domain/json.ts';
import type { Variant } from '../domain/media.ts';
import { cut, keepText } from '../domain/plainText.ts';
import type { StatedStatus } from '../domain/statusWords.ts';
import { statusOf } from '../domain/statusWords.ts';
import type { Failure, Moderation, TaskFacts } from '../domain/task.ts';
import type { Fields } from './fields.ts';

/** A status as an answer says it: its own word and what that means. */
export interface Stated {
  readonly word: string;
  readonly status: StatedStatus;
}

/** What one layer of an answer says. Layers are gateway, upstream task, and so on. */
export interface Part {
  readonly ids: readonly string[];
  /** Outermost first. */
  readonly statuses: readonly Stated[];
  readonly facts: Omit<TaskFacts, 'failure'>;
  /** What the layer says about a failure, whether the task failed or not. */
  readonly failure?: Failure;
  readonly variants: readonly Variant[];
  readonly palette?: readonly string[];
  readonly moderation?: Moderation;
}

/** How one family of bodies is known and read. */
export interface Family {
  readonly tag: string;
  matches(body: JsonRecord): boolean;
  read(body: JsonRecord, fields: Fields): Part;
  /** The answer of another layer inside this one. */
  inner?(body: JsonRecord): unknown;
}

const maxWord = 64;

/** A status field. What is no word is kept as JSON, and is unknown. */
export function stated(value: unknown): Stated {
  return { word: keepText(value, maxWord) ?? cut(JSON.stringify(value), maxWord), status: statusOf(value) };
}

/** Status fields that only refine another one: those without a word do not count. */
export function refining(...values: readonly unknown[]): readonly Stated[] {
  return values.filter((value) => text(value) !== undefined).map(stated);
}
