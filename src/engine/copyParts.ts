import type { CopyFiles, CopyProblem, CopySettings, Downloader } from '../domain/copyPorts.ts';
import type { Clock, Log, TaskStore } from '../domain/ports.ts';
import type { Provider } from '../domain/provider.ts';
import type { Gate } from './gate.ts';
import type { TaskList } from './taskList.ts';

/** What the local copies work with. */
export interface CopyParts {
  readonly list: TaskList;
  /** Where the windows tell each other what they load. */
  readonly store: Promise<Pick<TaskStore, 'shared'>>;
  readonly files: CopyFiles;
  readonly downloader: Downloader;
  /** The budget of the providers: some files lie with them. */
  readonly gate: Pick<Gate, 'admit' | 'settle'>;
  readonly settings: CopySettings;
  readonly providers: () => readonly Provider[];
  /** Asks the provider for the task, and with it for new links. */
  readonly renew: (key: string) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
  /** Tells this window from others: a random text. */
  readonly window: string;
}

/** How it stands with the local copy of one file. Sizes in bytes. */
export type CopyState =
  | { readonly state: 'none' }
  /** Waits for others to be loaded, or for another window that loads the same file. */
  | { readonly state: 'queued' }
  | { readonly state: 'loading'; readonly bytes: number; readonly total?: number }
  /** `path` is absolute. */
  | { readonly state: 'kept'; readonly bytes: number; readonly path: string }
  | { readonly state: 'failed'; readonly problem: CopyProblem };

/** A file to be loaded. */
export interface CopyWish {
  /** Of the task. */
  readonly key: string;
  /** Of the file, see `videoFiles`. */
  readonly id: string;
  /** Nobody asked for it: it is loaded only up to the size in the settings. */
  readonly unasked: boolean;
  /** It goes elsewhere: the limit of all copies does not count. */
  readonly passing: boolean;
}
