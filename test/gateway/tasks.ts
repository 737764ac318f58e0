import type { ClipName } from './clips.ts';

/** Which family of bodies, and so which routes, a task speaks. */
export type TaskFormat = 'relay' | 'luma' | 'unified';

/** Where a simulated task stands. `notStarted` and `submitted` have words of their own in the relay format only. */
export type SimulatedStatus =
  'notStarted' | 'submitted' | 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';

/** A task to simulate. Without a `timeline` it has ended when it is added, unless `setStatus` says otherwise. */
export interface SimulatedTask {
  readonly id: string;
  readonly format: TaskFormat;
  readonly prompt?: string;
  readonly title?: string;
  readonly model?: string;
  readonly seed?: number;
  /** Frame index (as a string) to the description of the scene that starts there. Relay only. */
  readonly captions?: Readonly<Record<string, string>>;
  /** Frame index (as a string) to what was asked for from there on. Relay only. */
  readonly storyboard?: Readonly<Record<string, string>>;
  readonly clip?: ClipName;
  /** Counted from `addTask` by the gateway's own clock, in ms. */
  readonly timeline?: { readonly queuedMs: number; readonly runningMs: number };
  /** How long before `addTask` it was submitted; the timeline counts from then. */
  readonly ageMs?: number;
  readonly outcome?: 'succeeded' | 'failed' | 'cancelled';
  readonly failReason?: string;
  /** How long result links work, counted from the end. Default: 6 days for relay; unsigned links for the others. */
  readonly linkLifetimeMs?: number;
  /** `false`: the links lead to a server that ignores `Range`. */
  readonly ranges?: boolean;
  readonly nFrames?: number;
  readonly durationSecs?: number;
  readonly width?: number;
  readonly height?: number;
}

/** A task at one moment. Times in epoch ms; `endedAt` only once it has ended. */
export interface TaskState {
  readonly task: SimulatedTask;
  readonly status: SimulatedStatus;
  /** 0..1 */
  readonly progress: number;
  readonly submittedAt: number;
  readonly endedAt?: number;
}

interface Entry {
  readonly task: SimulatedTask;
  readonly submittedAt: number;
  readonly byHand?: Pick<TaskState, 'status' | 'progress' | 'endedAt'>;
}

export function hasEnded(status: SimulatedStatus): boolean {
  return status === 'succeeded' || status === 'failed' || status === 'cancelled';
}

/** All tasks of one gateway. */
export class SimulatedTasks {
  readonly #entries = new Map<string, Entry>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  add(task: SimulatedTask): void {
    this.#entries.set(task.id, { task, submittedAt: this.#now() - (task.ageMs ?? 0) });
  }

  remove(id: string): void {
    this.#entries.delete(id);
  }

  setStatus(id: string, status: SimulatedStatus, progress = 0): void {
    const entry = this.#entries.get(id);
    if (!entry) throw new Error(`No simulated task has the id ${id}`);
    const ended = hasEnded(status) ? { progress: 1, endedAt: this.#now() } : { progress };
    this.#entries.set(id, { ...entry, byHand: { status, ...ended } });
  }

  stateOf(id: string): TaskState | undefined {
    const entry = this.#entries.get(id);
    if (!entry) return undefined;
    const { task, submittedAt, byHand } = entry;
    return { task, submittedAt, ...(byHand ?? onTimeline(task, submittedAt, this.#now())) };
  }
}

function onTimeline(
  task: SimulatedTask,
  submittedAt: number,
  now: number,
): Pick<TaskState, 'status' | 'progress' | 'endedAt'> {
  const { queuedMs, runningMs } = task.timeline ?? { queuedMs: 0, runningMs: 0 };
  const elapsed = now - submittedAt;
  if (elapsed >= queuedMs + runningMs) {
    return { status: task.outcome ?? 'succeeded', progress: 1, endedAt: submittedAt + queuedMs + runningMs };
  }
  if (elapsed >= queuedMs) return { status: 'running', progress: (elapsed - queuedMs) / runningMs };
  if (elapsed < queuedMs * 0.1) return { status: 'notStarted', progress: 0 };
  return { status: elapsed < queuedMs * 0.3 ? 'submitted' : 'queued', progress: 0 };
}
