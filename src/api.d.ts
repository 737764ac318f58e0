// The public API of Video Tasks, version 1. Other extensions may copy this file:
//
//   const api = await vscode.extensions.getExtension<VideoTasksApi>('video-tasks.video-tasks')?.activate();
//
// Absent stays absent: an unknown field is missing, never "", 0 or null. Times are epoch ms, sizes pixels or bytes.
// Nothing here carries a key.

/** The state of a task. Only succeeded, failed, cancelled and expired are final. */
export type TaskStatus =
  'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled' | 'expired' | 'notFound' | 'unknown';

/** One playable file of a result. */
export interface RenditionView {
  readonly url: string;
  /** `source`, `md`, `ld`, `watermarked`, `gif` or `other`. */
  readonly label: string;
  readonly watermarked: boolean;
  readonly width?: number;
  readonly height?: number;
  readonly bytes?: number;
  /** When the link stops working. */
  readonly expiresAt?: number;
  /** True when the file can only be fetched with the provider's key. */
  readonly needsKey: boolean;
}

/** One timed text of a video. */
export interface CueView {
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
}

/** What an answer says about a task. */
export interface ReadView {
  readonly status: TaskStatus;
  /** 0..1 */
  readonly progress?: number;
  readonly title?: string;
  readonly prompt?: string;
  readonly model?: string;
  readonly seed?: string;
  readonly createdAt?: number;
  readonly startedAt?: number;
  readonly finishedAt?: number;
  readonly width?: number;
  readonly height?: number;
  readonly durationMs?: number;
  readonly fps?: number;
  /** The preferred file first. */
  readonly renditions: readonly RenditionView[];
  /** Link of the poster image. */
  readonly thumbnail?: string;
  /** What the model saw. */
  readonly captions: readonly CueView[];
  /** What was asked for. */
  readonly storyboard: readonly CueView[];
  /** The provider says that the job failed. */
  readonly failure?: { readonly code?: string; readonly message: string };
  /** Codes of oddities in the answer, for example `linkRefused`. */
  readonly warnings: readonly string[];
}

/** A task of a provider. */
export interface TaskView extends ReadView {
  /** Stable name of the task over all providers. */
  readonly taskKey: string;
  /** Id of the provider. */
  readonly provider: string;
  readonly id: string;
  /** Last readable answer. */
  readonly checkedAt?: number;
  /** Why the last attempt to ask brought nothing; it says nothing about the job itself. */
  readonly error?: { readonly kind: string; readonly httpStatus?: number; readonly message: string };
}

/** The result of reading an answer offline. */
export interface SavedView extends ReadView {
  readonly id?: string;
}

export interface TaskChangeEvent {
  /** Keys of new or different tasks. */
  readonly changed: readonly string[];
  /** Keys of tasks that are gone. */
  readonly removed: readonly string[];
}

/** What `activate()` returns. */
export interface VideoTasksApi {
  readonly version: 1;
  /** Resolves when the stored tasks are loaded. */
  readonly ready: Promise<void>;
  /** All tracked tasks, with their details from the disk: some 0.4 s for 10,000 of them, during which nothing else runs. */
  tasks(): readonly TaskView[];
  /** Starts tracking a task, or finds it when it is tracked already. Rejects with a reason for people. */
  track(providerId: string, taskId: string): Promise<TaskView>;
  /** Asks once, within the provider's budget, and keeps nothing. Rejects for an unknown provider or an id that is none. */
  query(providerId: string, taskId: string): Promise<TaskView>;
  /** Reads an answer, as text or as a parsed body, without any request. Rejects when it is not about a task. */
  read(body: unknown): Promise<SavedView>;
  /** Asks for a tracked task now, within the provider's budget. Resolves to it as it is then; undefined if not tracked. */
  check(taskKey: string): Promise<TaskView | undefined>;
  /** Stops tracking a task and forgets it. False when it was not tracked. */
  remove(taskKey: string): Promise<boolean>;
  /** Fires after tasks have changed, here or in another window. */
  readonly onDidChange: (listener: (event: TaskChangeEvent) => void) => { dispose(): void };
}
