import type { Event } from './event.ts';
import type { Provider, StatusRequest } from './provider.ts';
import type { ErrorKind, Observation, Task, TaskDetails } from './task.ts';

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
  ask(request: StatusRequest, signal: AbortSignal): Promise<HttpResult>;
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
}

/** What a change writes: an absent field leaves what is stored. */
export type TaskChange = StoredTask;

/** The tasks, kept over windows and crashes. Reads are synchronous; writes are transactions. */
export interface TaskStore {
  /** All tasks. */
  tasks(): readonly Task[];
  details(key: string): TaskDetails | undefined;
  /** The last answer that was JSON, whatever it said, as text. */
  answer(key: string): string | undefined;
  /** False when the key was there already; then nothing is written. */
  add(task: Task): Promise<boolean>;
  /**
   * Reads the task, applies a pure change and writes the result in one transaction over all windows. The change gets
   * the stored task and its details and returns undefined to leave it. Resolves to the task as written, or undefined
   * when there was no such task or no change.
   */
  update(
    key: string,
    change: (task: Task, details: TaskDetails | undefined) => TaskChange | undefined,
  ): Promise<Task | undefined>;
  /** Removes tasks and returns what was stored of them, for undo. */
  remove(keys: readonly string[]): Promise<readonly StoredTask[]>;
  /** Puts removed tasks back where no task took their place. */
  restore(stored: readonly StoredTask[]): Promise<void>;
  /** What other windows changed since the last call; undefined when nothing. */
  foreignChanges(): ForeignChanges | undefined;
  /**
   * Reads and replaces a piece of state that all windows share, in one transaction: `https://host:port` for an origin, or a
   * plain word. The change gets what is stored, as unknown, and returns the new state and a result.
   */
  shared<T>(
    name: string,
    change: (state: unknown) => { readonly state: unknown; readonly result: T },
  ): Promise<T>;
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
