import { mergeStored } from '../domain/merge.ts';
import type { ChangeTask, ForeignChanges, StoredTask } from '../domain/ports.ts';
import type { Task } from '../domain/task.ts';
import { applied } from './applied.ts';
import { inSlices } from './slices.ts';
import type { SqliteTaskStore } from './taskStore.ts';
import type { Unsaved } from './unsaved.ts';

/** Changes that could not be written, over what is stored. */
export class UnsavedTasks {
  readonly #unsaved = new Map<string, Unsaved>();
  readonly #read: (key: string) => StoredTask | undefined;
  /** What became of tasks that others have changed while they were unsaved. */
  #news: ForeignChanges | undefined;

  /** `read` gives what is stored of a task, its answer aside. */
  constructor(read: (key: string) => StoredTask | undefined) {
    this.#read = read;
  }

  all(): readonly Unsaved[] {
    return [...this.#unsaved.values()];
  }

  get(key: string): Unsaved | undefined {
    return this.#unsaved.get(key);
  }

  /** The newest known of a task. */
  newest(key: string): StoredTask | undefined {
    const unsaved = this.#unsaved.get(key);
    return unsaved === undefined ? this.#read(key) : unsaved.now;
  }

  /** A part of what is known of a task, from memory or by `read`. */
  part<K extends keyof StoredTask>(
    key: string,
    name: K,
    read: () => StoredTask[K] | undefined,
  ): StoredTask[K] | undefined {
    const unsaved = this.#unsaved.get(key);
    if (unsaved === undefined) {
      return read();
    }
    return unsaved.now && (unsaved.now[name] ?? read());
  }

  /** The tasks of the file as they are now, and those that are not in it. */
  over(stored: readonly Task[]): readonly Task[] {
    const keys = new Set(stored.map(({ key }) => key));
    const known = stored.flatMap((task) => {
      const unsaved = this.#unsaved.get(task.key);
      return unsaved === undefined ? task : (unsaved.now?.task ?? []);
    });
    return [...known, ...this.all().flatMap(({ key, now }) => (keys.has(key) ? [] : (now?.task ?? [])))];
  }

  add(task: Task): boolean {
    if (this.newest(task.key) !== undefined) {
      return false;
    }
    this.#keep(task.key, applied(undefined, { task }));
    return true;
  }

  update(key: string, change: ChangeTask): Task | undefined {
    const before = this.newest(key);
    const after = before && change(before.task, before.details);
    if (after !== undefined) {
      this.#keep(key, applied(before, after));
    }
    return after?.task;
  }

  remove(key: string): StoredTask | undefined {
    const before = this.newest(key);
    if (before !== undefined) {
      this.#keep(key, undefined);
    }
    return before;
  }

  merge(other: StoredTask): Task {
    const before = this.newest(other.task.key);
    const after = before === undefined ? applied(undefined, other) : mergeStored(before, other);
    this.#keep(other.task.key, after);
    return after.task;
  }

  /** Takes in what another window wrote; returns what is known then, and what `writeDown` has found different. */
  takeIn(theirs: ForeignChanges | undefined): ForeignChanges | undefined {
    const news = this.#news;
    this.#news = undefined;
    if (theirs === undefined) {
      return news;
    }
    const { changed, removed } = theirs;
    for (const key of removed) {
      this.#unsaved.delete(key);
    }
    const known = changed.map((task) => this.#takeInOne(task)).filter((task) => task !== undefined);
    return joined(news, { changed: known, removed });
  }

  /** Writes everything down; `wait` resolves after about `ms`. */
  async writeDown(store: SqliteTaskStore, wait: (ms: number) => Promise<void>): Promise<void> {
    await inSlices(this.all(), wait, async (slice) => {
      const stored = await store.writeDown(slice);
      for (const [n, unsaved] of slice.entries()) {
        this.#written(unsaved);
        this.#note(unsaved, stored[n]);
      }
      return [];
    });
  }

  #takeInOne(task: Task): Task | undefined {
    const unsaved = this.#unsaved.get(task.key);
    if (unsaved === undefined || unsaved.now === undefined) {
      return unsaved === undefined ? task : undefined;
    }
    const now = mergeStored({ task }, unsaved.now);
    this.#unsaved.set(task.key, { key: task.key, base: task, now });
    return now.task;
  }

  /** Notes what is different from what was known, because others have changed it too. */
  #note({ key, now }: Unsaved, stored: Task | undefined): void {
    if (stored === undefined && now !== undefined) {
      this.#news = joined(this.#news, { changed: [], removed: [key] });
    } else if (stored !== undefined && JSON.stringify(stored) !== JSON.stringify(now?.task)) {
      this.#news = joined(this.#news, { changed: [stored], removed: [] });
    }
  }

  /** Forgets what is written now; what has changed meanwhile stays. */
  #written({ key, now }: Unsaved): void {
    const latest = this.#unsaved.get(key);
    if (latest?.now === now) {
      this.#unsaved.delete(key);
    } else if (latest !== undefined) {
      this.#unsaved.set(key, { ...latest, base: now?.task });
    }
  }

  #keep(key: string, now: StoredTask | undefined): void {
    const known = this.#unsaved.get(key);
    const base = known === undefined ? this.#read(key)?.task : known.base;
    if (now === undefined && base === undefined) {
      this.#unsaved.delete(key);
    } else {
      this.#unsaved.set(key, { key, base, now });
    }
  }
}

/** First one, then the other. */
function joined(first: ForeignChanges | undefined, then: ForeignChanges): ForeignChanges {
  const changed = new Map([...(first?.changed ?? []), ...then.changed].map((task) => [task.key, task]));
  return {
    changed: [...changed.values()].filter(({ key }) => !then.removed.includes(key)),
    removed: [...(first?.removed ?? []).filter((key) => !changed.has(key)), ...then.removed],
  };
}
