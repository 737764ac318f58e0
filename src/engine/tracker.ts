import type { Clock, Settings, StoredTask } from '../domain/ports.ts';
import type { CheckId, IdProblem } from '../domain/provider.ts';
import type { Task } from '../domain/task.ts';
import { isActive, isOver, newTask } from '../domain/transition.ts';
import type { TaskList } from './taskList.ts';

/** Why a task cannot be tracked. */
export type TrackProblem = IdProblem | 'providerUnknown' | 'listFull';

export type Tracked =
  | { readonly ok: true; readonly task: Task; readonly isNew: boolean }
  | { readonly ok: false; readonly problem: TrackProblem };

/** What became of the tasks of another list. */
export interface Imported {
  readonly added: number;
  /** In the list before. */
  readonly known: number;
  /** For want of room. */
  readonly leftOut: number;
}

export interface TrackerParts {
  readonly list: TaskList;
  readonly settings: Settings;
  readonly clock: Clock;
  /** Checks and cleans an id before anything is asked. */
  readonly checkId: CheckId;
  /** Looks for due tasks now. */
  readonly wake: () => void;
}

const mostTasks = 10_000;

/** What a person can do with tasks, apart from checking them. */
export class Tracker {
  readonly #parts: TrackerParts;

  constructor(parts: TrackerParts) {
    this.#parts = parts;
  }

  /** Starts tracking a task, or finds it when it is tracked already. `quiet`: not a person, but a program adds it. */
  async track(provider: string, text: string, quiet = false): Promise<Tracked> {
    const { checkId, clock, list, settings, wake } = this.#parts;
    if (!settings.providers().some(({ id }) => id === provider)) {
      return { ok: false, problem: 'providerUnknown' };
    }
    const checked = checkId(text);
    if (!checked.ok) {
      return checked;
    }
    await list.ready();
    const task = newTask(provider, checked.id, clock.now(), quiet);
    const known = list.get(task.key);
    if (known !== undefined) {
      return { ok: true, task: known, isNew: false };
    }
    if (list.all().length >= mostTasks) {
      return { ok: false, problem: 'listFull' };
    }
    const isNew = await list.add(task);
    wake();
    return { ok: true, task: list.get(task.key) ?? task, isNew };
  }

  /** Gives a task a name of the person's; an empty one takes it away. */
  async rename(key: string, name: string): Promise<void> {
    await this.#changeAll([key], ({ name: _, ...task }) => (name === '' ? task : { ...task, name }));
  }

  /** Marks results as seen by the person, or not. */
  async setWatched(keys: readonly string[], watched: boolean): Promise<void> {
    const watchedAt = this.#parts.clock.now();
    await this.#changeAll(keys, ({ watchedAt: before, ...task }) =>
      watched ? { ...task, watchedAt: before ?? watchedAt } : task,
    );
  }

  /** Stops asking for unfinished tasks. */
  async stop(keys: readonly string[]): Promise<void> {
    await this.#changeAll(keys, ({ nextCheckAt: _, ...task }) =>
      isActive(task) ? { ...task, stopped: 'user' } : task,
    );
  }

  /** Goes on asking for stopped tasks, for another full span. */
  async resume(keys: readonly string[]): Promise<void> {
    const now = this.#parts.clock.now();
    await this.#changeAll(keys, ({ stopped, ...task }) =>
      stopped === undefined || isOver(task) ? task : { ...task, resumedAt: now, nextCheckAt: now },
    );
    this.#parts.wake();
  }

  /** Removes tasks. Resolves to the way back. */
  async remove(keys: readonly string[]): Promise<{ readonly count: number; undo(): Promise<void> }> {
    const { list, wake } = this.#parts;
    const removed: readonly StoredTask[] = await list.remove(keys);
    return {
      count: removed.length,
      undo: async () => {
        await list.merge(removed);
        wake();
      },
    };
  }

  /** Adds tasks of another list, as many as there is room for; what is known of the others is merged. */
  async importTasks(stored: readonly StoredTask[]): Promise<Imported> {
    const { list, wake } = this.#parts;
    await list.ready();
    const keys = new Set(stored.map(({ task }) => task.key));
    const isKnown = (key: string): boolean => list.get(key) !== undefined;
    const known = [...keys].filter(isKnown);
    const added = [...keys]
      .filter((key) => !isKnown(key))
      .slice(0, Math.max(0, mostTasks - list.all().length));
    const taken = new Set([...known, ...added]);
    await list.merge(stored.filter(({ task }) => taken.has(task.key)));
    wake();
    return { added: added.length, known: known.length, leftOut: keys.size - taken.size };
  }

  async #changeAll(keys: readonly string[], change: (task: Task) => Task): Promise<void> {
    await this.#parts.list.updateAll(keys, (task) => ({ task: change(task) }));
  }
}
