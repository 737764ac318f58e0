import { Emitter } from '../domain/event.ts';
import type { Clock } from '../domain/ports.ts';
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
  readonly #announced = new Emitter<Announcement>();
  readonly #waiting = new Map<string, number>();
  readonly onDidAnnounce = this.#announced.event;

  constructor(list: TaskList, clock: Clock) {
    this.#list = list;
    this.#clock = clock;
  }

  /** Notes that a task may have to be told. */
  note(task: Task): void {
    if (isOver(task) && task.announcedAt === undefined && !this.#waiting.has(task.key)) {
      this.#waiting.set(task.key, this.#clock.now());
    }
  }

  /** When the ends that wait have to be told at the latest, epoch ms. */
  due(): number | undefined {
    const [first] = this.#waiting.values();
    return first === undefined ? undefined : first + gatherMs;
  }

  /** Tells what waits. Call when nothing more is expected soon, or when `due` has come. */
  async tell(): Promise<void> {
    const keys = [...this.#waiting.keys()];
    this.#waiting.clear();
    const told: Task[] = [];
    for (const key of keys) {
      const announcedAt = this.#clock.now();
      const claimed = await this.#list.update(key, (task) =>
        task.announcedAt === undefined && isOver(task) ? { task: { ...task, announcedAt } } : undefined,
      );
      if (claimed !== undefined) {
        told.push(claimed);
      }
    }
    const finished = told.filter(({ status }) => status === 'succeeded');
    const failed = told.filter(({ status }) => status === 'failed' || status === 'expired');
    if (finished.length + failed.length > 0) {
      this.#announced.fire({ finished, failed });
    }
  }
}
