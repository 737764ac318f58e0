import { Emitter } from '../../../src/domain/event.ts';
import type {
  ChangeTask,
  ForeignChanges,
  ReadList,
  StoredTask,
  TaskStore,
} from '../../../src/domain/ports.ts';
import type { Task, TaskDetails } from '../../../src/domain/task.ts';
import type { TimelineStep } from '../../../src/domain/timeline.ts';
import { MemoryTaskStore } from '../../../src/store/memoryStore.ts';

/** One window's view of a store that several share: it hears what the others write. */
class WindowStore implements TaskStore {
  readonly #shared: MemoryTaskStore;
  readonly #windows: WindowStore[];
  readonly #unseen = new Map<string, Task | undefined>();
  readonly #changed = new Emitter<void>();
  readonly onDidChange = this.#changed.event;

  constructor(shared: MemoryTaskStore, windows: WindowStore[]) {
    this.#shared = shared;
    this.#windows = windows;
  }

  load(): Promise<readonly Task[]> {
    return this.#shared.load();
  }

  details(key: string): TaskDetails | undefined {
    return this.#shared.details(key);
  }

  answer(key: string): string | undefined {
    return this.#shared.answer(key);
  }

  timeline(key: string): readonly TimelineStep[] {
    return this.#shared.timeline(key);
  }

  async add(task: Task): Promise<boolean> {
    const added = await this.#shared.add(task);
    if (added) {
      this.#tell(task.key, task);
    }
    return added;
  }

  async update(key: string, change: ChangeTask): Promise<Task | undefined> {
    const task = await this.#shared.update(key, change);
    if (task !== undefined) {
      this.#tell(key, task);
    }
    return task;
  }

  async updateAll(keys: readonly string[], change: ChangeTask): Promise<readonly Task[]> {
    const changed = await this.#shared.updateAll(keys, change);
    for (const task of changed) {
      this.#tell(task.key, task);
    }
    return changed;
  }

  async remove(keys: readonly string[]): Promise<readonly StoredTask[]> {
    const removed = await this.#shared.remove(keys);
    for (const { task } of removed) {
      this.#tell(task.key, undefined);
    }
    return removed;
  }

  async merge(stored: readonly StoredTask[]): Promise<readonly Task[]> {
    const merged = await this.#shared.merge(stored);
    for (const task of merged) {
      this.#tell(task.key, task);
    }
    return merged;
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

  trouble(): undefined {
    return undefined;
  }

  isUnsaved(): boolean {
    return false;
  }

  async catchUp(): Promise<void> {}

  exportList(now: number, only?: ReadonlySet<string>): Promise<string> {
    return this.#shared.exportList(now, only);
  }

  readList(text: string, allowLoopbackHttp: boolean): Promise<ReadList | undefined> {
    return this.#shared.readList(text, allowLoopbackHttp);
  }

  /** Fires as a watched folder would. */
  hint(): void {
    this.#changed.fire();
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
export function twoWindows(
  shared: MemoryTaskStore = new MemoryTaskStore(),
): readonly [WindowStore, WindowStore] {
  const windows: WindowStore[] = [];
  const first = new WindowStore(shared, windows);
  const second = new WindowStore(shared, windows);
  windows.push(first, second);
  return [first, second];
}
