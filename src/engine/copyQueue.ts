import { Emitter, type Event } from '../domain/event.ts';
import type { CopyFile, CopyProblem } from '../domain/copyPorts.ts';
import type { Clock, Log } from '../domain/ports.ts';

/** How it stands with a file that is being loaded. */
export type JobState =
  | { readonly state: 'queued' }
  | { readonly state: 'loading'; readonly bytes: number; readonly total?: number };

/** Loads a file until `signal` ends it. Never rejects. */
export type Work = (
  signal: AbortSignal,
  onProgress: (bytes: number, total: number | undefined) => void,
) => Promise<CopyFile | CopyProblem>;

interface Job {
  readonly name: string;
  /** Whoever hears of its states: the key of its task. */
  readonly key: string;
  readonly abort: AbortController;
  readonly work: Work;
  readonly done: PromiseWithResolvers<CopyFile | CopyProblem>;
  state: JobState;
  isRunning: boolean;
  /** Its state will be told soon; the way to stop that. */
  cancelTelling?: () => void;
}

/** Files that are loaded at once in this window. */
const atOnce = 2;
/** How long what has come of a file is gathered before it is told, ms: four times a second. */
const tellMs = 250;

/** Files that are loaded one after the other, two at a time, each once however often it is asked for. */
export class CopyQueue {
  readonly #clock: Clock;
  readonly #changed: Emitter<string>;
  readonly #jobs = new Map<string, Job>();
  /** Fires with the key of a task when the state of one of its files has changed. */
  readonly onDidChange: Event<string>;
  #isOver = false;

  constructor({ clock, log }: { readonly clock: Clock; readonly log: Log }) {
    this.#clock = clock;
    this.#changed = new Emitter(log);
    this.onDidChange = this.#changed.event;
  }

  state(name: string): JobState | undefined {
    return this.#jobs.get(name)?.state;
  }

  /** How a file ends that is on its way. */
  find(name: string): Promise<CopyFile | CopyProblem> | undefined {
    return this.#jobs.get(name)?.done.promise;
  }

  /** Adds a file that is not on its way. Never rejects. */
  add(name: string, key: string, work: Work): Promise<CopyFile | CopyProblem> {
    if (this.#isOver) {
      return Promise.resolve({ kind: 'cancelled' });
    }
    const job: Job = {
      name,
      key,
      work,
      abort: new AbortController(),
      done: Promise.withResolvers(),
      state: { state: 'queued' },
      isRunning: false,
    };
    this.#jobs.set(name, job);
    this.#changed.fire(key);
    this.#next();
    return job.done.promise;
  }

  /** Ends a file that is on its way, for a reason that its work hears. Resolves when it has ended. */
  async cancel(name: string, reason?: string): Promise<void> {
    const job = this.#jobs.get(name);
    if (job === undefined) {
      return;
    }
    job.abort.abort(reason);
    if (!job.isRunning) {
      this.#end(job, { kind: 'cancelled' });
    }
    await job.done.promise;
  }

  /** Ends what is on its way for a task. */
  async cancelTask(key: string): Promise<void> {
    const own = [...this.#jobs.values()].filter((job) => job.key === key);
    await Promise.all(own.map(({ name }) => this.cancel(name)));
  }

  /** Ends everything, for good. */
  async stop(): Promise<void> {
    this.#isOver = true;
    await Promise.all([...this.#jobs.keys()].map((name) => this.cancel(name)));
  }

  #next(): void {
    const jobs = [...this.#jobs.values()];
    const free = atOnce - jobs.filter(({ isRunning }) => isRunning).length;
    for (const job of jobs.filter(({ isRunning }) => !isRunning).slice(0, Math.max(0, free))) {
      job.isRunning = true;
      void this.#run(job);
    }
  }

  async #run(job: Job): Promise<void> {
    const tell = (bytes: number, total: number | undefined): void => {
      job.state = { state: 'loading', bytes, ...(total !== undefined && { total }) };
      job.cancelTelling ??= this.#clock.after(tellMs, () => {
        delete job.cancelTelling;
        this.#changed.fire(job.key);
      });
    };
    this.#end(job, await job.work(job.abort.signal, tell));
    this.#next();
  }

  #end(job: Job, result: CopyFile | CopyProblem): void {
    this.#jobs.delete(job.name);
    job.cancelTelling?.();
    job.done.resolve(result);
    this.#changed.fire(job.key);
  }
}
