import type { ForeignChanges, StoredTask, TaskChange, TaskStore } from '../domain/ports.ts';
import type { Task, TaskDetails } from '../domain/task.ts';
import { parse } from './records.ts';

/** The tasks of one window, for as long as it lives: where no file can be had. */
export class MemoryTaskStore implements TaskStore {
  readonly #stored: Map<string, StoredTask>;
  readonly #shared = new Map<string, string>();

  constructor(stored: readonly StoredTask[] = []) {
    this.#stored = new Map(stored.map((each) => [each.task.key, each]));
  }

  tasks(): readonly Task[] {
    return [...this.#stored.values()].map(({ task }) => task);
  }

  details(key: string): TaskDetails | undefined {
    return this.#stored.get(key)?.details;
  }

  answer(key: string): string | undefined {
    return this.#stored.get(key)?.answer;
  }

  async add(task: Task): Promise<boolean> {
    return this.#insert({ task });
  }

  async update(
    key: string,
    change: (task: Task, details: TaskDetails | undefined) => TaskChange | undefined,
  ): Promise<Task | undefined> {
    const before = this.#stored.get(key);
    const after = before && change(before.task, before.details);
    if (after !== undefined) {
      this.#stored.set(key, { ...before, ...after });
    }
    return after?.task;
  }

  async remove(keys: readonly string[]): Promise<readonly StoredTask[]> {
    return keys.flatMap((key) => {
      const stored = this.#stored.get(key);
      this.#stored.delete(key);
      return stored ?? [];
    });
  }

  async restore(stored: readonly StoredTask[]): Promise<void> {
    for (const each of stored) {
      this.#insert(each);
    }
  }

  foreignChanges(): ForeignChanges | undefined {
    return undefined;
  }

  async shared<T>(
    name: string,
    change: (state: unknown) => { readonly state: unknown; readonly result: T },
  ): Promise<T> {
    const { state, result } = change(parse(this.#shared.get(name)));
    this.#shared.set(name, JSON.stringify(state));
    return result;
  }

  close(): void {
    this.#stored.clear();
  }

  #insert(stored: StoredTask): boolean {
    const { key } = stored.task;
    if (this.#stored.has(key)) {
      return false;
    }
    this.#stored.set(key, stored);
    return true;
  }
}
