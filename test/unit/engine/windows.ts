import type { ForeignChanges, StoredTask, TaskChange, TaskStore } from '../../../src/domain/ports.ts';
import type { Task, TaskDetails } from '../../../src/domain/task.ts';
import { MemoryTaskStore } from '../../../src/store/memoryStore.ts';

/** One window's view of a store that several share: it hears what the others write. */
class WindowStore implements TaskStore {
  readonly #shared: MemoryTaskStore;
  readonly #windows: WindowStore[];
  readonly #unseen = new Map<string, Task | undefined>();

  constructor(shared: MemoryTaskStore, windows: WindowStore[]) {
    this.#shared = shared;
    this.#windows = windows;
  }

  tasks(): readonly Task[] {
    return this.#shared.tasks();
  }

  details(key: string): TaskDetails | undefined {
    return this.#shared.details(key);
  }

  answer(key: string): string | undefined {
    return this.#shared.answer(key);
  }

  async add(task: Task): Promise<boolean> {
    const added = await this.#shared.add(task);
    if (added) {
      this.#tell(task.key, task);
    }
    return added;
  }

  async update(
    key: string,
    change: (task: Task, details: TaskDetails | undefined) => TaskChange | undefined,
  ): Promise<Task | undefined> {
    const task = await this.#shared.update(key, change);
    if (task !== undefined) {
      this.#tell(key, task);
    }
    return task;
  }

  async remove(keys: readonly string[]): Promise<readonly StoredTask[]> {
    for (const key of keys) {
      this.#tell(key, undefined);
    }
    return this.#shared.remove(keys);
  }

  async restore(stored: readonly StoredTask[]): Promise<void> {
    await this.#shared.restore(stored);
    for (const { task } of stored) {
      this.#tell(task.key, task);
    }
  }

  foreignChanges(): ForeignChanges | undefined {
    const unseen = [...this.#unseen];
    this.#unseen.clear();
    const changed = unseen.flatMap(([, task]) => task ?? []);
    const removed = unseen.flatMap(([key, task]) => (task === undefined ? [key] : []));
    return unseen.length === 0 ? undefined : { changed, removed };
  }

  shared<T>(
    name: string,
    change: (state: unknown) => { readonly state: unknown; readonly result: T },
  ): Promise<T> {
    return this.#shared.shared(name, change);
  }

  close(): void {
    this.#unseen.clear();
  }

  #tell(key: string, task: Task | undefined): void {
    for (const window of this.#windows) {
      if (window !== this) {
        window.#unseen.set(key, task);
      }
    }
  }
}

/** The stores of two windows that share one. */
export function twoWindows(shared: MemoryTaskStore = new MemoryTaskStore()): readonly [TaskStore, TaskStore] {
  const windows: WindowStore[] = [];
  const first = new WindowStore(shared, windows);
  const second = new WindowStore(shared, windows);
  windows.push(first, second);
  return [first, second];
}
