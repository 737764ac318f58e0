import type { Memento, Uri } from 'vscode';
import type { CopySettings } from '../domain/copyPorts.ts';
import type { Clock, Keys, Log, PublicClient, Reading, Settings, StoredTask } from '../domain/ports.ts';
import type { Provider } from '../domain/provider.ts';
import type { SettingProblem } from '../domain/settingProblem.ts';
import type { Snapshot, Queried } from '../engine/query.ts';
import type { Announcer } from '../engine/announcer.ts';
import type { Copies } from '../engine/copies.ts';
import type { Gate } from '../engine/gate.ts';
import type { Poller } from '../engine/poller.ts';
import type { TaskList } from '../engine/taskList.ts';
import type { Tracker } from '../engine/tracker.ts';

/** Keys that a person can set. */
export interface OwnKeys extends Keys {
  set(origin: string, key: string): Promise<void>;
  remove(origin: string): Promise<void>;
  /** True when a key was stored for this origin, or the variable `env` holds one: no secret is read for it. */
  isKnown(origin: string, env: string | undefined): boolean;
  /** Cleans a pasted key; undefined when it cannot be one. */
  clean(text: string): string | undefined;
}

/** The person's settings, as the user interface reads and writes them. */
export interface OwnSettings extends Settings, Pick<CopySettings, 'keepCopies' | 'preferredQuality'> {
  boolean(name: string, fallback: boolean): boolean;
  /** One of the words of an enumerated setting; the first one when the setting holds anything else. */
  word<const T extends string>(name: string, words: readonly [T, ...T[]]): T;
  object(name: string): Readonly<Record<string, unknown>>;
  write(name: string, value: unknown): Promise<void>;
}

/** Everything the user interface works with; made by the composition root. */
export interface Parts {
  readonly list: TaskList;
  readonly gate: Gate;
  readonly poller: Poller;
  readonly tracker: Tracker;
  readonly announcer: Announcer;
  readonly settings: OwnSettings;
  readonly keys: OwnKeys;
  readonly clock: Clock;
  readonly log: Log;
  readonly images: PublicClient;
  readonly copies: Copies;
  /** Small things that may be lost. */
  readonly trivia: Memento;
  /** Where the local copies lie. */
  readonly copiesFolder: Uri;
  /** An answer that comes with the extension, and its video. */
  readonly sample: { readonly response: Uri; readonly video: Uri };
  /** Asks once, keeps nothing. */
  readonly query: (provider: Provider, id: string) => Promise<Queried>;
  /** Reads a saved answer; undefined when the text is not JSON. */
  readonly readText: (text: string) => Reading | undefined;
  /** Tasks outside the list as a list file; `now` is epoch ms. */
  readonly writeList: (stored: readonly StoredTask[], now: number) => string;
  /** A task made out of a saved answer. */
  readonly snapshot: (reading: Extract<Reading, { kind: 'task' }>) => Snapshot;
  /** A status request as a curl line without its key. */
  readonly curl: (provider: Provider, id: string) => string | undefined;
  /** Providers that a pasted address may belong to, the likeliest first. */
  readonly matchProviders: (place: { readonly origin: string; readonly path: string }) => readonly Provider[];
  /** The other paths known for a provider (unified: three). */
  readonly knownPaths: (provider: Provider) => readonly string[];
  /** A base URL for a provider in its normal form, or what is wrong with it. */
  readonly checkBaseUrl: (
    text: string,
    provider: Provider,
  ) =>
    | { readonly ok: true; readonly baseUrl: string }
    | { readonly ok: false; readonly problem: SettingProblem };
}
