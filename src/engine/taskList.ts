import { Emitter, type Event } from '../domain/event.ts';
import type { Log, StoredTask, TaskChange, TaskStore } from '../domain/ports.ts';
import type { Task, TaskDetails } from '../domain/task.ts';

/** Which tasks are new or different, and which are gone. */
export interface ListChange {
  readonly changed: readonly Task[];
  readonly removed: readonly string[];
}

/** The tasks of the store, in memory, with events. Empty until the store is open; writes wait for it. */
export class TaskList {
  readonly #opening: Promise<TaskStore>;
  readonly #tasks = new Map<string, Task>();
  readonly #changed: Emitter<ListChange>;
  readonly onDidChange: Event<ListChange>;
  #store: TaskStore | undefined;

  constructor(opening: Promise<TaskStore>, log?: Log) {
    this.#changed = new Emitter(log);
    this.onDidChange = this.#changed.event;
    this.#opening = this.#load(opening);
  }

  /** Resolves when the tasks of the store are here. */
  async ready(): Promise<void> {
    await this.#opening;
  }

  all(): readonly Task[] {
    return [...this.#tasks.values()];
  }

  get(key: string): Task | undefined {
    return this.#tasks.get(key);
  }

  details(key: string): TaskDetails | undefined {
    return this.#store?.details(key);
  }

  /** The last answer about a task that was JSON, as text. */
  answer(key: string): string | undefined {
    return this.#store?.answer(key);
  }

  /** False when the task was there already. */
  async add(task: Task): Promise<boolean> {
    const store = await this.#opening;
    const added = await store.add(task);
    if (added) {
      this.#apply({ changed: [task], removed: [] });
    } else {
      this.refresh();
    }
    return added;
  }

  /** Applies a pure change to what is stored, over all windows. Resolves to undefined when nothing was changed. */
  async update(
    key: string,
    change: (task: Task, details: TaskDetails | undefined) => TaskChange | undefined,
  ): Promise<Task | undefined> {
    const store = await this.#opening;
    const task = await store.update(key, change);
    if (task !== undefined) {
      this.#apply({ changed: [task], removed: [] });
    }
    return task;
  }

  /** Removes tasks; what it resolves to puts them back through `restore`. */
  async remove(keys: readonly string[]): Promise<readonly StoredTask[]> {
    const store = await this.#opening;
    const removed = await store.remove(keys);
    this.#apply({ changed: [], removed: keys });
    return removed;
  }

  async restore(stored: readonly StoredTask[]): Promise<void> {
    const store = await this.#opening;
    await store.restore(stored);
    const keys = new Set(stored.map(({ task }) => task.key));
    this.#apply({ changed: store.tasks().filter(({ key }) => keys.has(key)), removed: [] });
  }

  /** Takes over what other windows have changed. */
  refresh(): void {
    const changes = this.#store?.foreignChanges();
    if (changes !== undefined) {
      this.#apply(changes);
    }
  }

  async #load(opening: Promise<TaskStore>): Promise<TaskStore> {
    const store = await opening;
    this.#store = store;
    this.#apply({ changed: store.tasks(), removed: [] });
    return store;
  }

  #apply(change: ListChange): void {
    for (const task of change.changed) {
      this.#tasks.set(task.key, task);
    }
    for (const key of change.removed) {
      this.#tasks.delete(key);
    }
    this.#changed.fire(change);
  }
}
