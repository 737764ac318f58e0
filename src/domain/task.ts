import type { Variant } from './media.ts';
import type { TaskStatus } from './status.ts';

/** The provider says that the job failed. */
export interface Failure {
  readonly code?: string;
  readonly message: string;
}

/** Why we could not ask, or could not read the answer. Texts for people: describe.ts. */
export type ErrorKind =
  | 'keyMissing'
  | 'keyRejected'
  | 'keyUnusable'
  | 'forbidden'
  | 'quota'
  | 'notFound'
  | 'rateLimited'
  | 'serverError'
  | 'badRequest'
  | 'offline'
  | 'portal'
  | 'dns'
  | 'unreachable'
  | 'tls'
  | 'proxy'
  | 'timeout'
  | 'redirected'
  | 'notJson'
  | 'badAnswer'
  | 'tooLarge'
  | 'otherTask'
  | 'baseUrlMissing'
  | 'baseUrlRefused'
  | 'providerMissing';

/** A failed attempt to learn a task's state. It never changes the task's status. */
export interface TaskError {
  readonly kind: ErrorKind;
  readonly httpStatus?: number;
  /** The server's or the system's own words as inert text without secrets; may be empty. At most 2,000 characters. */
  readonly message: string;
  /** Epoch ms. */
  readonly at: number;
}

/** Something odd in an answer that did not stop us from reading it. Texts for people: describe.ts. */
export type Warning =
  | 'idDiffers'
  | 'linkRefused'
  | 'captionsOutside'
  | 'captionsAssumedRate'
  | 'truncated'
  | 'numbersImprecise'
  | 'failureTextOnSuccess'
  | 'zonelessTime';

export type Moderation = 'passed' | 'flagged' | 'rejected' | 'review';

/** What an answer says about a job as a whole. Absent stays absent: never "", 0 or null. */
export interface TaskFacts {
  /** 0..1 */
  readonly progress?: number;
  readonly queuePosition?: number;
  readonly title?: string;
  readonly prompt?: string;
  readonly model?: string;
  /** A string: seeds exceed 2^53. */
  readonly seed?: string;
  /** Epoch ms, all of them. */
  readonly createdAt?: number;
  readonly startedAt?: number;
  readonly finishedAt?: number;
  /** Pixels. */
  readonly width?: number;
  readonly height?: number;
  readonly durationMs?: number;
  readonly fps?: number;
  readonly frameCount?: number;
  /** A size given as a word, for example `small` (unified, 1.4). */
  readonly sizeLabel?: string;
  readonly orientation?: string;
  readonly failure?: Failure;
}

/** Why a task is no longer asked for although it has not ended. */
export type StopReason = 'age' | 'user';

/** A tracked task: the light part, of which thousands are held in memory. */
export interface Task extends TaskFacts {
  /** `provider/id`; provider ids hold no slash. */
  readonly key: string;
  readonly provider: string;
  readonly id: string;
  /** Epoch ms. */
  readonly addedAt: number;
  /** Given by the person; wins over every other title. */
  readonly name?: string;
  readonly status: TaskStatus;
  /** The provider's own word, when the last answer had one. */
  readonly statusWord?: string;
  readonly error?: TaskError;
  /** True when the result has a file that can be played. */
  readonly playable: boolean;
  /** When the best link stops working, epoch ms. */
  readonly linkExpiresAt?: number;
  /** Last readable answer, epoch ms. */
  readonly checkedAt?: number;
  /** When to ask next, epoch ms. Absent: not asked any more. */
  readonly nextCheckAt?: number;
  /** A window that asks holds the task until then, epoch ms. */
  readonly claimedUntil?: number;
  /** Answers without a link since the task succeeded. */
  readonly linkChecks?: number;
  readonly stopped?: StopReason;
  /** When the person asked to go on after a stop, epoch ms. */
  readonly resumedAt?: number;
  /** Added by a program: an end that is found at the first answer is no news. */
  readonly quiet?: boolean;
  /** The end was told by a notification, or needs none; epoch ms. */
  readonly announcedAt?: number;
  /** A person has seen the result, epoch ms. */
  readonly watchedAt?: number;
}

/** The heavy part of a task, read from the store when somebody looks. `prompt` is whole here (8,000 characters). */
export interface TaskDetails {
  /** Tag of the body family that was read, for example `relay`. */
  readonly format: string;
  readonly prompt?: string;
  /** At most 16. */
  readonly variants: readonly Variant[];
  /** 25 colours of a 5×5 placeholder, `#rrggbb`. */
  readonly palette?: readonly string[];
  readonly moderation?: Moderation;
  readonly warnings: readonly Warning[];
}

/** What one answer said, normalised, before it is merged into a task. */
export interface Observation extends TaskFacts, TaskDetails {
  /** Every id by which the answer names the task; the outermost first. Empty when it names none. */
  readonly ids: readonly string[];
  readonly status: Exclude<TaskStatus, 'notFound'>;
  /** The provider's own word, outermost first when there are several. */
  readonly statusWord: string;
}

/** A stable name for a task over all providers. */
export function taskKey(provider: string, id: string): string {
  return `${provider}/${id}`;
}
