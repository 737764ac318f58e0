import { Emitter, type Event } from '../domain/event.ts';
import type { Clock, Log } from '../domain/ports.ts';
import type { Task } from '../domain/task.ts';
import { isOver } from '../domain/transition.ts';
import type { TaskList } from './taskList.ts';

/** Tasks whose end this window is to tell, together. */
export interface Announcement {
  readonly finished: readonly Task[];
  readonly failed: readonly Task[];
}

/** Longest time an end waits for others to be told with it, ms. */
const gatherMs = 2_000;

/** Claims the ends of tasks, so that over all windows each is told at most once. */
export class Announcer {
  readonly #list: TaskList;
  readonly #clock: Clock;
  readonly #announced: Emitter<Announcement>;
  readonly #waiting = new Map<string, number>();
  readonly onDidAnnounce: Event<Announcement>;

  constructor(list: TaskList, clock: Clock, log?: Log) {
    this.#announced = new Emitter(log);
    this.onDidAnnounce = this.#announced.event;
    this.#list = list;
    this.#clock = clock;
  }

  /** Notes that a task may have to be told. */
  note(task: Task): void {
    if (isOver(task) && task.announcedAt === undefined && !this.#waiting.has(task.key)) {
      this.#waiting.set(task.key, this.#clock.now());
    }
  }

  /** Notes what ended before a reload and was not told then. */
  noteAll(): void {
    for (const task of this.#list.all()) {
      this.note(task);
    }
  }

  /** When the ends that wait have to be told at the latest, epoch ms. */
  due(): number | undefined {
    const [first] = this.#waiting.values();
    return first === undefined ? undefined : first + gatherMs;
  }

  /** Tells what waits. Call when nothing more is expected soon, or when `due` has come. What could not be claimed waits on. */
  async tell(): Promise<void> {
    const told: Task[] = [];
    try {
      for (const key of this.#waiting.keys()) {
        const announcedAt = this.#clock.now();
        const claimed = await this.#list.update(key, (task) =>
          task.announcedAt === undefined && isOver(task) ? { task: { ...task, announcedAt } } : undefined,
        );
        this.#waiting.delete(key);
        if (claimed !== undefined) {
          told.push(claimed);
        }
      }
    } finally {
      this.#fire(told);
    }
  }

  #fire(told: readonly Task[]): void {
    const finished = told.filter(({ status }) => status === 'succeeded');
    const failed = told.filter(({ status }) => status === 'failed' || status === 'expired');
    if (finished.length + failed.length > 0) {
      this.#announced.fire({ finished, failed });
    }
  }
}
