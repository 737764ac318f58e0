// Reads what the store holds as if somebody else had written it. Fields that are not known here are kept, so that an
// older version of the extension does not undo a newer one.
import * as v from 'valibot';
import { taskKey, type ErrorKind, type StopReason, type Task } from '../domain/task.ts';
import { statuses } from '../domain/status.ts';

/** A schema for every field of T, so that a field that is added to T and forgotten here does not compile. */
export type Fields<T> = { readonly [K in keyof T]-?: v.GenericSchema };

/** One of these words; the record makes sure that none is forgotten. */
export function oneOf<W extends string>(words: Readonly<Record<W, true>>): v.GenericSchema<unknown, W> {
  return v.custom<W>((value) => typeof value === 'string' && Object.hasOwn(words, value));
}

export const finite = v.pipe(v.number(), v.finite());
const text = v.string();

const errorKind = oneOf<ErrorKind>({
  keyMissing: true,
  keyRejected: true,
  keyUnusable: true,
  forbidden: true,
  quota: true,
  notFound: true,
  rateLimited: true,
  serverError: true,
  badRequest: true,
  offline: true,
  portal: true,
  dns: true,
  unreachable: true,
  tls: true,
  proxy: true,
  timeout: true,
  redirected: true,
  notJson: true,
  badAnswer: true,
  tooLarge: true,
  otherTask: true,
  baseUrlMissing: true,
  baseUrlRefused: true,
  providerMissing: true,
});

const taskFields = {
  key: text,
  provider: text,
  id: text,
  addedAt: finite,
  name: v.exactOptional(text),
  status: v.picklist(statuses),
  statusWord: v.exactOptional(text),
  error: v.exactOptional(
    v.object({ kind: errorKind, httpStatus: v.exactOptional(finite), message: text, at: finite }),
  ),
  playable: v.boolean(),
  linkExpiresAt: v.exactOptional(finite),
  checkedAt: v.exactOptional(finite),
  nextCheckAt: v.exactOptional(finite),
  claimedUntil: v.exactOptional(finite),
  linkChecks: v.exactOptional(finite),
  stopped: v.exactOptional(oneOf<StopReason>({ age: true, user: true })),
  resumedAt: v.exactOptional(finite),
  announcedAt: v.exactOptional(finite),
  quiet: v.exactOptional(v.boolean()),
  watchedAt: v.exactOptional(finite),
  progress: v.exactOptional(finite),
  queuePosition: v.exactOptional(finite),
  title: v.exactOptional(text),
  prompt: v.exactOptional(text),
  model: v.exactOptional(text),
  seed: v.exactOptional(text),
  createdAt: v.exactOptional(finite),
  startedAt: v.exactOptional(finite),
  finishedAt: v.exactOptional(finite),
  width: v.exactOptional(finite),
  height: v.exactOptional(finite),
  durationMs: v.exactOptional(finite),
  fps: v.exactOptional(finite),
  frameCount: v.exactOptional(finite),
  sizeLabel: v.exactOptional(text),
  orientation: v.exactOptional(text),
  failure: v.exactOptional(v.object({ code: v.exactOptional(text), message: text })),
} satisfies Fields<Task>;

/** The record of a task; fields that are not known are left out of its output. */
export const taskSchema: v.GenericSchema<unknown, Task> = v.object(taskFields);

/** What a JSON text says, exactly as it was written; undefined when it is not JSON or not of the shape. */
export function readJson<T>(schema: v.GenericSchema<unknown, T>, json: unknown): T | undefined {
  const value = parse(json);
  return v.safeParse(schema, value, { abortEarly: true }).success ? (value as T) : undefined;
}

/** The value of a JSON text, or undefined. */
export function parse(json: unknown): unknown {
  if (typeof json !== 'string') {
    return undefined;
  }
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** The task of a row, or undefined when the row cannot be read or speaks of another task. */
export function readTask(key: string, json: unknown): Task | undefined {
  const task = readJson(taskSchema, json);
  return task?.key === key && taskKey(task.provider, task.id) === key ? task : undefined;
}
