import type { Event } from './event.ts';
import type { Provider, StatusRequest } from './provider.ts';
import type { ErrorKind, Observation, Task, TaskDetails } from './task.ts';
import type { TimelineStep } from './timeline.ts';

/** Time and chance are always passed in. */
export interface Clock {
  /** Epoch ms. */
  now(): number;
  /** 0 (included) to 1 (excluded). */
  random(): number;
  /** Calls back once after at least `ms` (at most 60,000). Returns the cancellation. */
  after(ms: number, callback: () => void): () => void;
}

/** Where a line of the log goes; `detail` is data, never a secret. */
export interface Log {
  debug(message: string, detail?: Readonly<Record<string, unknown>>): void;
  info(message: string, detail?: Readonly<Record<string, unknown>>): void;
  warn(message: string, detail?: Readonly<Record<string, unknown>>): void;
  error(message: string, detail?: Readonly<Record<string, unknown>>): void;
}

/** A complete HTTP answer, whatever its status. */
export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Decoded as UTF-8, without byte order marks. */
  readonly body: string;
}

/** No complete answer arrived. `message` is inert text without secrets. */
export interface TransportError {
  readonly kind: ErrorKind;
  readonly message: string;
}

export type HttpResult =
  { readonly ok: true; readonly answer: HttpAnswer } | { readonly ok: false; readonly error: TransportError };

/** Asks a provider. Adds the key of the request's origin and follows same-origin redirects only. Never rejects. */
export interface ApiClient {
  /** `redirected` is called for each redirect that is followed: it is one request more. */
  ask(request: StatusRequest, signal: AbortSignal, redirected?: () => void): Promise<HttpResult>;
}

/** A small public file, for example a poster. */
export interface PublicFile {
  /** From the first bytes, not from the server's word: `image/jpeg`, `image/png`, `image/webp`, `image/gif`. */
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** Fetches public media. Has no way to reach a key. */
export interface PublicClient {
  /** The image behind a link, or undefined when there is none that can be shown. Never rejects. */
  image(url: string, signal: AbortSignal): Promise<PublicFile | undefined>;
}

/** What the person has set, read anew at every call. */
export interface Settings {
  readonly onDidChange: Event<void>;
  providers(): readonly Provider[];
  /** False while the person has paused all checking. */
  watching(): boolean;
  /** Shortest time between two checks of a task, ms. */
  intervalMs(): number;
  /** Age at which a task is no longer asked for, ms; 0 = never. */
  stopAfterMs(): number;
  /** Whether `http` to literal loopback addresses is allowed. */
  allowLoopbackHttp(): boolean;
}

/** Whether the person looks at this window. */
export interface Focus {
  focused(): boolean;
  readonly onDidChange: Event<void>;
}

/** What the environment may know about the key of an origin. */
export type KeyAnswer =
  | { readonly state: 'ready'; readonly key: string }
  | { readonly state: 'missing' }
  | { readonly state: 'unusable' };

/** One key per origin (`https://host:port`). */
export interface Keys {
  /** The key for exactly this origin; `env` names a variable to look into when no key is stored. */
  get(origin: string, env: string | undefined): Promise<KeyAnswer>;
  /** Fires with the origin whose key was set or removed, in any window. */
  readonly onDidChange: Event<string>;
}

/** A task with everything that is stored of it. */
export interface StoredTask {
  readonly task: Task;
  readonly details?: TaskDetails;
  /** The last answer that was JSON, whatever it said, as text. */
  readonly answer?: string;
  /** Changes of its status, oldest first; at most 100. */
  readonly timeline?: readonly TimelineStep[];
}

/** What a change writes: an absent field leaves what is stored, and a timeline is added to it. */
export type TaskChange = StoredTask;

/** A pure change of a stored task and its details; undefined leaves it. */
export type ChangeTask = (task: Task, details: TaskDetails | undefined) => TaskChange | undefined;

/** Why what is changed cannot be written down. */
export type StoreTrouble = 'full' | 'readOnly' | 'failing';

/** What a text said that is a list of tasks. */
export interface ReadList {
  readonly tasks: readonly StoredTask[];
  /** How many of its tasks could not be read, or were more than a list takes. */
  readonly unreadable: number;
}

/**
 * The tasks, kept over windows and crashes. Reads are synchronous unless they concern all tasks; a write is one
 * transaction, or several of about a hundred tasks each.
 */
export interface TaskStore {
  /** All tasks, in the order in which they came. */
  load(): Promise<readonly Task[]>;
  details(key: string): TaskDetails | undefined;
  /** The last answer that was JSON, whatever it said, as text. */
  answer(key: string): string | undefined;
  /** Changes of a task's status, oldest first; at most 100. */
  timeline(key: string): readonly TimelineStep[];
  /** False when the key was there already; then nothing is written. */
  add(task: Task): Promise<boolean>;
  /**
   * Reads the task, applies a pure change and writes the result in one transaction over all windows. Resolves to the
   * task as written, or undefined when there was no such task or no change.
   */
  update(key: string, change: ChangeTask): Promise<Task | undefined>;
  /** Applies one change to many tasks. Resolves to those that were written. */
  updateAll(keys: readonly string[], change: ChangeTask): Promise<readonly Task[]>;
  /** Removes tasks and returns what was stored of them, for undo. */
  remove(keys: readonly string[]): Promise<readonly StoredTask[]>;
  /** Adds tasks, or merges them with what is stored of them. Resolves to them as they are now. */
  merge(stored: readonly StoredTask[]): Promise<readonly Task[]>;
  /** What other windows changed since the last call; undefined when nothing. Much of it comes in parts. */
  foreignChanges(): ForeignChanges | undefined;
  /** Fires when what is unsaved has changed, and when another window may have written: a hint, no more. */
  readonly onDidChange: Event<void>;
  /**
   * Reads and replaces a piece of state that all windows share, in one transaction: `https://host:port` for an origin, or a
   * plain word. The change gets what is stored, as unknown, and returns the new state and a result.
   */
  shared<T>(
    name: string,
    change: (state: unknown) => { readonly state: unknown; readonly result: T },
  ): Promise<T>;
  /** Why changes are kept in memory for now; undefined when all is well. */
  trouble(): StoreTrouble | undefined;
  /** True when the last change of a task is not written down yet. */
  isUnsaved(key: string): boolean;
  /** Tries to write down what is unsaved. Never rejects for the trouble that keeps it from that. */
  catchUp(): Promise<void>;
  /** All tasks as a text to take elsewhere: without answers and the signed part of links; `now` is epoch ms. */
  exportList(now: number, only?: ReadonlySet<string>): Promise<string>;
  /** Reads such a text, or anything else. Undefined when it is no list of tasks. */
  readList(text: string, allowLoopbackHttp: boolean): Promise<ReadList | undefined>;
  close(): void;
}

export interface ForeignChanges {
  readonly changed: readonly Task[];
  readonly removed: readonly string[];
}

/** What a body turned out to be. */
export type Reading =
  | { readonly kind: 'task'; readonly observation: Observation }
  /** An error envelope, or a task-less answer. `code` and `message` are the server's. */
  | { readonly kind: 'error'; readonly code?: string; readonly message: string }
  /** JSON without anything we know. */
  | { readonly kind: 'nothing' };

/** Reads a parsed body. `id` helps to pick from a batch; `base` resolves relative links. */
export type ReadBody = (
  body: unknown,
  context: {
    readonly id?: string;
    readonly base?: string;
    readonly now: number;
    readonly allowLoopbackHttp: boolean;
  },
) => Reading;
