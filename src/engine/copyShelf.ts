import type { Disposable } from '../domain/disposable.ts';
import { Emitter, type Event } from '../domain/event.ts';
import { guarded } from '../domain/guarded.ts';
import type { CopyFile, CopyProblem } from '../domain/copyPorts.ts';
import { copiesToDrop, roomFor, type KeptCopy } from '../domain/copyRoom.ts';
import type { CopyParts } from './copyParts.ts';
import type { TaskList } from './taskList.ts';

interface ShelfParts extends Pick<CopyParts, 'files' | 'log' | 'settings'> {
  readonly list: Pick<TaskList, 'all'>;
}

/** The copies that lie in the folder, as this window last saw them, and which of them have to go for another one. */
export class CopyShelf implements Disposable {
  readonly #parts: ShelfParts;
  readonly #changed: Emitter<string>;
  /** Fires with the key of a task whose copies have come or gone, if anybody has asked about it. */
  readonly onDidChange: Event<string>;
  readonly #subscription: Disposable;
  #copies: ReadonlyMap<string, CopyFile> = new Map();
  #byOwner: ReadonlyMap<string, readonly CopyFile[]> = new Map();
  /** Looks into the folder may overlap: what a later one has seen counts. */
  #looks = 0;
  #seen = 0;
  /** Keys of tasks by the beginning of the names of their copies. */
  readonly #owners = new Map<string, string>();
  #placing: Promise<unknown> = Promise.resolve();
  /** How often somebody looks at a task, by the beginning of the names of its copies. */
  readonly #pins = new Map<string, number>();

  constructor(parts: ShelfParts) {
    this.#parts = parts;
    this.#changed = new Emitter(parts.log);
    this.onDidChange = this.#changed.event;
    this.#subscription = parts.files.onDidChange(() => guarded(parts.log, 'copies', this.refresh()));
  }

  /** The name of a copy. */
  nameOf(key: string, id: string): string {
    this.#ownerOf(key);
    return this.#parts.files.nameOf(key, id);
  }

  get(name: string): CopyFile | undefined {
    return this.#copies.get(name);
  }

  /** The copies of some tasks. */
  ofTasks(keys: readonly string[]): readonly CopyFile[] {
    const owners = new Set(keys.map((key) => this.#ownerOf(key)));
    return [...owners].flatMap((owner) => this.#byOwner.get(owner) ?? []);
  }

  /** Looks into the folder. */
  async refresh(): Promise<void> {
    this.#looks += 1;
    const look = this.#looks;
    const found = await this.#parts.files.list();
    if (look < this.#seen) {
      return;
    }
    this.#seen = look;
    const before = this.#copies;
    this.#copies = new Map(found.map((copy) => [copy.name, copy]));
    this.#byOwner = Map.groupBy(found, ({ name }) => this.#owner(name));
    const gone = [...before.values()].filter(({ name }) => !this.#copies.has(name));
    const come = found.filter(({ name, keptAt }) => before.get(name)?.keptAt !== keptAt);
    for (const owner of new Set([...gone, ...come].map(({ name }) => this.#owner(name)))) {
      const key = this.#owners.get(owner);
      if (key !== undefined) {
        this.#changed.fire(key);
      }
    }
  }

  /** Keeps the copies of a task for as long as somebody looks at it. */
  pin(key: string): Disposable {
    const owner = this.#ownerOf(key);
    const count = (by: number): void => {
      const pins = (this.#pins.get(owner) ?? 0) + by;
      this.#pins.set(owner, pins);
      if (pins === 0) {
        this.#pins.delete(owner);
      }
    };
    count(1);
    let isOver = false;
    return {
      dispose: () => {
        if (!isOver) {
          isOver = true;
          count(-1);
        }
      },
    };
  }

  /** How many bytes the copy of this name may have, whatever else has to go for it. */
  roomFor(name: string): number {
    return roomFor(this.#others(name), this.#parts.settings.maxCopiesBytes());
  }

  /**
   * Makes room for a copy of this name, once `put` has put it there. Resolves to undefined when there is no room; `put` is not
   * called then. One after the other: each counts what the one before it has left.
   */
  place(
    name: string,
    bytes: number,
    put: () => Promise<CopyFile | CopyProblem>,
  ): Promise<CopyFile | CopyProblem | undefined> {
    return this.#inTurn(async () => {
      await this.refresh();
      const going = copiesToDrop(this.#others(name), bytes, this.#parts.settings.maxCopiesBytes());
      const result = going && (await put());
      if (result !== undefined && !('kind' in result)) {
        await this.remove(going ?? []);
      }
      return result;
    });
  }

  /** Removes a copy that nobody has asked to keep, if it does not fit beside the others. */
  dropExcess(name: string): Promise<void> {
    return this.#inTurn(async () => {
      await this.refresh();
      const bytes = [...this.#copies.values()].reduce((sum, copy) => sum + copy.bytes, 0);
      if (bytes > this.#parts.settings.maxCopiesBytes()) {
        await this.remove([name]);
      }
    });
  }

  /** Removes copies, and parts of copies: those whose names begin so. */
  async remove(beginnings: readonly string[]): Promise<void> {
    for (const beginning of beginnings) {
      await this.#parts.files.remove(beginning);
    }
    await this.refresh();
  }

  /** Removes everything of a task. */
  async removeTask(key: string): Promise<void> {
    await this.remove([this.#ownerOf(key)]);
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#placing.then(work);
    this.#placing = done.catch(() => {});
    return done;
  }

  #others(name: string): readonly KeptCopy[] {
    // Names say nothing of tasks: all of them are looked through once, not for each copy.
    const tasks = new Map(this.#parts.list.all().map((task) => [this.#ownerOf(task.key), task]));
    return [...this.#copies.values()]
      .filter((copy) => copy.name !== name)
      .map((copy) => {
        const task = tasks.get(this.#owner(copy.name));
        const { watchedAt } = task ?? {};
        return {
          name: copy.name,
          bytes: copy.bytes,
          pinned: this.#pins.has(this.#owner(copy.name)),
          ...(task && { task: watchedAt === undefined ? {} : { watchedAt } }),
        };
      });
  }

  #ownerOf(key: string): string {
    const owner = this.#parts.files.ownerOf(key);
    this.#owners.set(owner, key);
    return owner;
  }

  #owner(name: string): string {
    return name.slice(0, ownerDigits);
  }
}

/** As many first digits of a copy's name are those of its task. */
const ownerDigits = 32;
