import { Emitter, type Event } from '../domain/event.ts';
import type { Clock, Log } from '../domain/ports.ts';
import { isLate } from '../domain/schedule.ts';
import type { Task } from '../domain/task.ts';
import { isOver } from '../domain/transition.ts';
import type { Attention } from './attention.ts';
import type { TaskList } from './taskList.ts';

/** Tasks whose end this window is to tell, together. */
export interface Announcement {
  readonly finished: readonly Task[];
  readonly failed: readonly Task[];
  /** Some of it happened while nobody could have noticed: during a sleep, offline, or with VS Code closed. */
  readonly away?: boolean;
}

/** How this window came to know of an end. */
interface Notice {
  /** This window has asked, not another one. */
  readonly own: boolean;
  /** It was asked long after it was due. */
  readonly late: boolean;
}

interface Waiting extends Notice {
  /** Epoch ms. */
  readonly since: number;
}

/** Longest time an end waits for others to be told with it, ms. */
export const gatherMs = 2_000;
/** Pauses between what is told in one stretch: 5, 10, 20 s and so on up to a minute, so that many ends make few notifications. */
const pauseMs = { first: 5_000, longest: 60_000, stretch: 300_000 } as const;
/** How long a window without the focus leaves an end to the one with it, ms: the window that asked, and any other. */
const yieldMs = { own: 500, other: 1_200 } as const;

/** Claims the ends of tasks, so that over all windows each is told at most once, by the focused window if there is one. */
export class Announcer {
  readonly #list: TaskList;
  readonly #attention: Attention;
  readonly #clock: Clock;
  readonly #announced: Emitter<Announcement>;
  readonly #waiting = new Map<string, Waiting>();
  /** When something was told lately, in any window, epoch ms. */
  #tellings: readonly number[] = [];
  readonly onDidAnnounce: Event<Announcement>;

  constructor(list: TaskList, attention: Attention, clock: Clock, log?: Log) {
    this.#announced = new Emitter(log);
    this.onDidAnnounce = this.#announced.event;
    this.#list = list;
    this.#attention = attention;
    this.#clock = clock;
    list.onDidChange(({ changed }) => {
      for (const task of changed) {
        this.note(task, { own: false, late: false });
      }
    });
  }

  /** Notes that a task may have to be told, or that it has been told elsewhere. */
  note(task: Task, { own, late }: Notice): void {
    if (!isOver(task) || task.announcedAt !== undefined) {
      this.#remember(task.announcedAt);
      this.#waiting.delete(task.key);
      return;
    }
    const known = this.#waiting.get(task.key) ?? { since: this.#clock.now(), own: false, late: false };
    this.#waiting.set(task.key, { ...known, own: own || known.own, late: late || known.late });
  }

  /** Notes what ended before a reload and was not told then. */
  noteAll(): void {
    for (const task of this.#list.all()) {
      this.note(task, { own: false, late: isLate(task.checkedAt, this.#clock.now()) });
    }
  }

  /** When the next end may be told, epoch ms. `calm`: nothing more is expected soon, so that nothing is gathered. */
  due(calm: boolean): number | undefined {
    const times = [...this.#waiting.values()].map((each) => this.#time(each, calm));
    return times.length === 0 ? undefined : Math.min(...times);
  }

  /** Tells what is due, and with it whatever may be told. What could not be claimed waits on. */
  async tell(calm: boolean): Promise<void> {
    const now = this.#clock.now();
    if ((this.due(calm) ?? Number.POSITIVE_INFINITY) > now) {
      return;
    }
    const ripe = [...this.#waiting].filter(([, waiting]) => this.#time(waiting, true) <= now);
    const told: Task[] = [];
    let away = false;
    try {
      for (const [key, { late }] of ripe) {
        const announcedAt = this.#clock.now();
        const claimed = await this.#list.update(key, (task) =>
          task.announcedAt === undefined && isOver(task) ? { task: { ...task, announcedAt } } : undefined,
        );
        this.#waiting.delete(key);
        if (claimed !== undefined) {
          told.push(claimed);
          away ||= late;
        }
      }
    } finally {
      this.#fire(told, away);
    }
  }

  #time({ since, own }: Waiting, calm: boolean): number {
    // Noted in what is now the future: the clock has gone back since.
    if (since > this.#clock.now()) {
      return 0;
    }
    const patience = this.#attention.isHere() ? 0 : own ? yieldMs.own : yieldMs.other;
    return Math.max(since + patience + (calm ? 0 : gatherMs), this.#pausesUntil());
  }

  #remember(toldAt: number | undefined): void {
    const now = this.#clock.now();
    const recent = this.#tellings.filter((at) => Math.abs(now - at) < pauseMs.stretch);
    const isNew =
      toldAt !== undefined &&
      Math.abs(now - toldAt) < pauseMs.stretch &&
      recent.every((at) => Math.abs(at - toldAt) > 1_000);
    this.#tellings = isNew ? [...recent, toldAt] : recent;
  }

  #pausesUntil(): number {
    const last = this.#tellings.at(-1);
    const pause = Math.min(pauseMs.longest, pauseMs.first * 2 ** (this.#tellings.length - 1));
    // Told in what is now the future: the clock has gone back since.
    return last === undefined || last > this.#clock.now() ? 0 : last + pause;
  }

  #fire(told: readonly Task[], away: boolean): void {
    const finished = told.filter(({ status }) => status === 'succeeded');
    const failed = told.filter(({ status }) => status === 'failed' || status === 'expired');
    if (finished.length + failed.length > 0) {
      this.#announced.fire({ finished, failed, ...(away && { away }) });
    }
  }
}
