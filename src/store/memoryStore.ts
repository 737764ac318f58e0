import type {
  ChangeTask,
  ForeignChanges,
  ReadList,
  StoredTask,
  StoreTrouble,
  TaskStore,
} from '../domain/ports.ts';
import { Emitter } from '../domain/event.ts';
import type { Task, TaskDetails } from '../domain/task.ts';
import type { TimelineStep } from '../domain/timeline.ts';
import { applied } from './applied.ts';
import { mergeStored } from '../domain/merge.ts';
import { readListFile, writeListFile } from './listFile.ts';
import { parse } from './records.ts';

/** The tasks of one window, for as long as it lives: where no file can be had. */
export class MemoryTaskStore implements TaskStore {
  readonly #stored: Map<string, StoredTask>;
  readonly #shared = new Map<string, string>();
  readonly onDidChange = new Emitter<void>().event;

  constructor(stored: readonly StoredTask[] = []) {
    this.#stored = new Map(stored.map((each) => [each.task.key, each]));
  }

  async load(): Promise<readonly Task[]> {
    return [...this.#stored.values()].map(({ task }) => task);
  }

  details(key: string): TaskDetails | undefined {
    return this.#stored.get(key)?.details;
  }

  answer(key: string): string | undefined {
    return this.#stored.get(key)?.answer;
  }

  timeline(key: string): readonly TimelineStep[] {
    return this.#stored.get(key)?.timeline ?? [];
  }

  async add(task: Task): Promise<boolean> {
    const isNew = !this.#stored.has(task.key);
    if (isNew) {
      this.#stored.set(task.key, applied(undefined, { task }));
    }
    return isNew;
  }

  async update(key: string, change: ChangeTask): Promise<Task | undefined> {
    const before = this.#stored.get(key);
    const after = before && change(before.task, before.details);
    if (after !== undefined) {
      this.#stored.set(key, applied(before, after));
    }
    return after?.task;
  }

  async updateAll(keys: readonly string[], change: ChangeTask): Promise<readonly Task[]> {
    const written = await Promise.all(keys.map((key) => this.update(key, change)));
    return written.filter((task) => task !== undefined);
  }

  async remove(keys: readonly string[]): Promise<readonly StoredTask[]> {
    return keys.flatMap((key) => {
      const stored = this.#stored.get(key);
      this.#stored.delete(key);
      return stored ?? [];
    });
  }

  async merge(stored: readonly StoredTask[]): Promise<readonly Task[]> {
    return stored.map((other) => {
      const before = this.#stored.get(other.task.key);
      const after = before === undefined ? applied(undefined, other) : mergeStored(before, other);
      this.#stored.set(other.task.key, after);
      return after.task;
    });
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

  trouble(): StoreTrouble | undefined {
    return undefined;
  }

  isUnsaved(_key: string): boolean {
    return false;
  }

  async catchUp(): Promise<void> {}

  async exportList(now: number, only?: ReadonlySet<string>): Promise<string> {
    const wanted = [...this.#stored.values()].filter(({ task }) => only?.has(task.key) ?? true);
    return writeListFile(wanted, now);
  }

  async readList(text: string, allowLoopbackHttp: boolean): Promise<ReadList | undefined> {
    return readListFile(text, allowLoopbackHttp);
  }

  close(): void {
    this.#stored.clear();
  }
}
