import { Emitter } from '../domain/event.ts';
import type {
  ChangeTask,
  ForeignChanges,
  ReadList,
  StoredTask,
  StoreTrouble,
  TaskStore,
} from '../domain/ports.ts';
import type { Task, TaskDetails } from '../domain/task.ts';
import type { TimelineStep } from '../domain/timeline.ts';
import type { StoreOptions } from './database.ts';
import { DiskTrouble } from './diskTrouble.ts';
import { exportInSlices, readInSlices } from './listSlices.ts';
import { inSlices } from './slices.ts';
import type { StoreFile } from './storeFile.ts';
import type { SqliteTaskStore } from './taskStore.ts';
import { UnsavedShared } from './unsavedShared.ts';
import { UnsavedTasks } from './unsavedTasks.ts';

/** Keeps in memory what the disk does not take, says so, and writes it down when it can. */
export class DurableTaskStore implements TaskStore {
  readonly #file: StoreFile;
  readonly #wait: StoreOptions['wait'];
  readonly #trouble: DiskTrouble;
  readonly #changed: Emitter<void>;
  readonly #tasks: UnsavedTasks;
  readonly #shared: UnsavedShared;
  readonly onDidChange;
  #catching: Promise<void> | undefined;

  constructor(file: StoreFile, options: StoreOptions) {
    this.#file = file;
    this.#wait = options.wait;
    this.#trouble = new DiskTrouble(options, () => this.catchUp());
    this.#changed = new Emitter(options.log);
    this.onDidChange = this.#changed.event;
    this.#tasks = new UnsavedTasks((key) => this.#read((store) => store.storedTask(key)));
    this.#shared = new UnsavedShared((name) => this.#read((store) => store.readShared(name)));
    file.onDidChange(() => this.#changed.fire());
  }

  async load(): Promise<readonly Task[]> {
    return this.#tasks.over(await this.#file.load());
  }

  details(key: string): TaskDetails | undefined {
    return this.#tasks.part(key, 'details', () => this.#read((store) => store.details(key)));
  }

  answer(key: string): string | undefined {
    return this.#tasks.part(key, 'answer', () => this.#read((store) => store.answer(key)));
  }

  timeline(key: string): readonly TimelineStep[] {
    return this.#tasks.part(key, 'timeline', () => this.#read((store) => store.timeline(key))) ?? [];
  }

  add(task: Task): Promise<boolean> {
    return this.#write(
      (store) => store.add(task),
      () => this.#tasks.add(task),
    );
  }

  update(key: string, change: ChangeTask): Promise<Task | undefined> {
    return this.#write(
      (store) => store.update(key, change),
      () => this.#tasks.update(key, change),
    );
  }

  updateAll(keys: readonly string[], change: ChangeTask): Promise<readonly Task[]> {
    return this.#inSlices(
      keys,
      (store, slice) => store.updateAll(slice, change),
      (key) => this.#tasks.update(key, change),
    );
  }

  remove(keys: readonly string[]): Promise<readonly StoredTask[]> {
    return this.#inSlices(
      keys,
      (store, slice) => store.remove(slice),
      (key) => {
        const answer = this.answer(key);
        const removed = this.#tasks.remove(key);
        return removed && answer !== undefined ? { ...removed, answer } : removed;
      },
    );
  }

  merge(stored: readonly StoredTask[]): Promise<readonly Task[]> {
    return this.#inSlices(
      stored,
      (store, slice) => store.merge(slice),
      (each) => this.#tasks.merge(each),
    );
  }

  foreignChanges(): ForeignChanges | undefined {
    return this.#tasks.takeIn(this.#trouble.safely(() => this.#file.foreignChanges()));
  }

  shared<T>(
    name: string,
    change: (state: unknown) => { readonly state: unknown; readonly result: T },
  ): Promise<T> {
    return this.#write(
      (store) => store.shared(name, change),
      () => this.#shared.change(name, change),
    );
  }

  trouble(): StoreTrouble | undefined {
    return this.#trouble.kind;
  }

  isUnsaved(key: string): boolean {
    return this.#tasks.get(key) !== undefined;
  }

  catchUp(): Promise<void> {
    this.#catching ??= this.#writeDown().finally(() => {
      this.#catching = undefined;
    });
    return this.#catching;
  }

  exportList(now: number, only?: ReadonlySet<string>): Promise<string> {
    return exportInSlices(this, (key) => this.#tasks.newest(key), now, this.#wait, only);
  }

  readList(text: string, allowLoopbackHttp: boolean): Promise<ReadList | undefined> {
    return readInSlices(text, allowLoopbackHttp, this.#wait);
  }

  close(): void {
    this.#trouble.dispose();
    this.#file.dispose();
  }

  #read<T>(read: (store: SqliteTaskStore) => T): T | undefined {
    return this.#trouble.safely(() => read(this.#file.store));
  }

  #inSlices<T, R>(
    items: readonly T[],
    onFile: (store: SqliteTaskStore, slice: readonly T[]) => Promise<readonly R[]>,
    inMemory: (item: T) => R | undefined,
  ): Promise<readonly R[]> {
    return inSlices(items, this.#wait, (slice) =>
      this.#write(
        (store) => onFile(store, slice),
        () => slice.map(inMemory).filter((result) => result !== undefined),
      ),
    );
  }

  /** Writes to the file or, as long as that is not possible, to memory. */
  async #write<T>(onFile: (store: SqliteTaskStore) => Promise<T>, inMemory: () => T): Promise<T> {
    if (this.#trouble.kind !== undefined) {
      await this.catchUp();
    }
    if (this.#trouble.kind === undefined) {
      try {
        return await this.#file.run(onFile);
      } catch (error) {
        this.#trouble.note(error);
      }
    }
    const result = inMemory();
    this.#changed.fire();
    return result;
  }

  async #writeDown(): Promise<void> {
    if (this.#trouble.kind === undefined) {
      return;
    }
    try {
      await this.#file.run(async (store) => {
        await this.#tasks.writeDown(store, this.#wait);
        await this.#shared.writeDown(store);
      });
    } catch (error) {
      this.#trouble.note(error);
      return;
    }
    this.#trouble.end();
    this.#changed.fire();
  }
}
