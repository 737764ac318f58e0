import type { Disposable } from '../domain/disposable.ts';
import { Emitter } from '../domain/event.ts';
import { guarded } from '../domain/guarded.ts';
import type { ForeignChanges } from '../domain/ports.ts';
import type { Task } from '../domain/task.ts';
import { databaseFile, openDatabase, type StoreOptions } from './database.ts';
import { identify, identityOf, moveAside, moveLogAside, type Identity } from './damage.ts';
import { copyInto } from './copy.ts';
import { restore, type Repair } from './restore.ts';
import { isCorrupt } from './sqlite.ts';
import { SqliteTaskStore } from './taskStore.ts';
import { watchFolder } from './watch.ts';

/** The file of a store. When it is deleted or replaced, what was in it goes into the one that is there then. */
export class StoreFile implements Disposable {
  readonly #folder: string;
  readonly #options: StoreOptions;
  readonly #changed: Emitter<void>;
  /** Fires when something may have been written by another window. */
  readonly onDidChange;
  #store: SqliteTaskStore;
  #identity: Identity;
  #hints: Disposable;
  #following: Promise<void> | undefined;
  /** The last attempt to follow the file came to nothing; the next write tries again. */
  #isLost = false;
  #isOver = false;
  #repaired: Repair | undefined;
  /** What the file that took the place of another one holds. */
  #news: ForeignChanges | undefined;

  /** `store` is that of the file in `folder`; `repaired` what was done about the one before. */
  constructor(folder: string, store: SqliteTaskStore, options: StoreOptions, repaired?: Repair) {
    this.#folder = folder;
    this.#options = options;
    this.#changed = new Emitter(options.log);
    this.onDidChange = this.#changed.event;
    this.#repaired = repaired;
    this.#store = store;
    this.#identity = identify(databaseFile(folder));
    this.#hints = this.#listen(store);
  }

  /** The store to read from. */
  get store(): SqliteTaskStore {
    return this.#store;
  }

  /** What was last done about a damaged file. */
  get repaired(): Repair | undefined {
    return this.#repaired;
  }

  /** The tasks of the file; a damaged one is moved aside first. */
  load(): Promise<readonly Task[]> {
    return this.#onSound((store) => store.load());
  }

  /** Writes to the file that is there now, which may be a new one. Rejects when there can be none. */
  async run<T>(work: (store: SqliteTaskStore) => Promise<T>): Promise<T> {
    if (this.#isGone()) {
      await this.#follow(false);
    }
    return this.#onSound(work);
  }

  foreignChanges(): ForeignChanges | undefined {
    if (this.#isGone()) {
      if (!this.#isLost) {
        guarded(this.#options.log, 'Opening the file of the tasks again', this.#follow(false));
      }
      return undefined;
    }
    const news = this.#news;
    this.#news = undefined;
    return news ?? this.#store.foreignChanges();
  }

  dispose(): void {
    this.#isOver = true;
    this.#hints.dispose();
    const close = (): void => this.#store.close();
    // What is in a deleted file would go with it.
    if (this.#following === undefined) {
      close();
    } else {
      void this.#following.then(close, close);
    }
  }

  #isGone(): boolean {
    return identityOf(databaseFile(this.#folder)) !== this.#identity.file;
  }

  async #onSound<T>(work: (store: SqliteTaskStore) => Promise<T>): Promise<T> {
    try {
      return await work(this.#store);
    } catch (error) {
      if (!isCorrupt(error)) {
        throw error;
      }
      await this.#follow(true);
      return work(this.#store);
    }
  }

  #follow(isDamaged: boolean): Promise<void> {
    this.#isLost = true;
    this.#following ??= this.#reopen(isDamaged).finally(() => {
      this.#following = undefined;
    });
    return this.#following;
  }

  async #reopen(isDamaged: boolean): Promise<void> {
    const file = databaseFile(this.#folder);
    const old = this.#store;
    const movedTo = isDamaged ? moveAside(file, this.#identity.file) : undefined;
    moveLogAside(file, this.#identity);
    const { db, mode } = await openDatabase(this.#folder, this.#options);
    if (mode === 'readOnly') {
      db.close();
      throw Object.assign(new Error('The file is of a newer version'), { code: 'EROFS' });
    }
    const store = new SqliteTaskStore(db, this.#options);
    try {
      await this.#fill(store, old, movedTo);
    } catch (error) {
      store.close();
      throw error;
    }
    this.#store = store;
    this.#isLost = false;
    this.#identity = identify(file);
    this.#hints.dispose();
    if (!this.#isOver) {
      this.#hints = this.#listen(store);
    }
    old.close();
    this.#options.log.warn('The file of the tasks was opened anew', { isDamaged });
    this.#changed.fire();
  }

  async #fill(store: SqliteTaskStore, old: SqliteTaskStore, movedTo: string | undefined): Promise<void> {
    if (movedTo === undefined) {
      await this.#copy(old, store);
    } else {
      this.#repaired = await restore(movedTo, store, this.#options);
    }
    this.#news = { changed: await store.load(), removed: [] };
  }

  async #copy(from: SqliteTaskStore, to: SqliteTaskStore): Promise<void> {
    try {
      await copyInto(to, from, this.#options.wait);
    } catch (error) {
      // Another window that has moved a damaged file aside has restored what there was.
      if (!isCorrupt(error)) {
        throw error;
      }
    }
  }

  #listen(store: SqliteTaskStore): Disposable {
    const hint = (): void => this.#changed.fire();
    const watching = watchFolder(this.#folder, hint, this.#options);
    const more = store.onDidChange(hint);
    return {
      dispose: () => {
        watching.dispose();
        more.dispose();
      },
    };
  }
}
