import { Emitter, type Event } from '../domain/event.ts';
import type { ChangeTask, Log, ReadList, StoredTask, StoreTrouble, TaskStore } from '../domain/ports.ts';
import type { Task, TaskDetails } from '../domain/task.ts';
import type { TimelineStep } from '../domain/timeline.ts';

/** Which tasks are new or different, and which are gone. */
export interface ListChange {
  readonly changed: readonly Task[];
  readonly removed: readonly string[];
  /** Another window did it. */
  readonly foreign?: true;
}

/** The tasks of the store, in memory, with events. Empty until the store is open; writes wait for it. */
export class TaskList {
  readonly #opening: Promise<TaskStore>;
  readonly #tasks = new Map<string, Task>();
  readonly #changed: Emitter<ListChange>;
  readonly #savedChanged: Emitter<void>;
  readonly onDidChange: Event<ListChange>;
  /** Fires when trouble with the disk begins, goes on or ends, and with it what is unsaved. */
  readonly onDidChangeSaved: Event<void>;
  #store: TaskStore | undefined;
  #trouble: StoreTrouble | undefined;

  constructor(opening: Promise<TaskStore>, log?: Log) {
    this.#changed = new Emitter(log);
    this.#savedChanged = new Emitter(log);
    this.onDidChange = this.#changed.event;
    this.onDidChangeSaved = this.#savedChanged.event;
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

  /** Changes of a task's status, oldest first; at most 100. */
  timeline(key: string): readonly TimelineStep[] {
    return this.#store?.timeline(key) ?? [];
  }

  /** Why changes are kept in memory for now; undefined when all is well. */
  trouble(): StoreTrouble | undefined {
    return this.#store?.trouble();
  }

  /** True when the last change of a task is not written down yet. */
  isUnsaved(key: string): boolean {
    return this.#store?.isUnsaved(key) ?? false;
  }

  /** All tasks as a text to take elsewhere; `now` is epoch ms. */
  async exportList(now: number, only?: ReadonlySet<string>): Promise<string> {
    return (await this.#opening).exportList(now, only);
  }

  /** Reads such a text, or anything else. Undefined when it is no list of tasks. */
  async readList(text: string, allowLoopbackHttp: boolean): Promise<ReadList | undefined> {
    return (await this.#opening).readList(text, allowLoopbackHttp);
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
  async update(key: string, change: ChangeTask): Promise<Task | undefined> {
    const store = await this.#opening;
    const task = await store.update(key, change);
    if (task !== undefined) {
      this.#apply({ changed: [task], removed: [] });
    }
    return task;
  }

  /** Applies one change to many tasks. */
  async updateAll(keys: readonly string[], change: ChangeTask): Promise<void> {
    const store = await this.#opening;
    const changed = await store.updateAll(keys, change);
    if (changed.length > 0) {
      this.#apply({ changed, removed: [] });
    }
  }

  /** Removes tasks; what it resolves to puts them back through `merge`. */
  async remove(keys: readonly string[]): Promise<readonly StoredTask[]> {
    const store = await this.#opening;
    const removed = await store.remove(keys);
    this.#apply({ changed: [], removed: keys });
    return removed;
  }

  /** Adds tasks, or merges them with what is known of them. */
  async merge(stored: readonly StoredTask[]): Promise<void> {
    const store = await this.#opening;
    this.#apply({ changed: await store.merge(stored), removed: [] });
  }

  /** Takes over what other windows have changed. */
  refresh(): void {
    const changes = this.#store?.foreignChanges();
    if (changes !== undefined) {
      this.#apply({ ...changes, foreign: true });
    }
  }

  async #load(opening: Promise<TaskStore>): Promise<TaskStore> {
    const store = await opening;
    const tasks = await store.load();
    this.#store = store;
    this.#apply({ changed: tasks, removed: [] });
    store.onDidChange(() => this.#look());
    return store;
  }

  #look(): void {
    this.refresh();
    const before = this.#trouble;
    this.#trouble = this.trouble();
    if (before !== undefined || this.#trouble !== undefined) {
      this.#savedChanged.fire();
    }
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
