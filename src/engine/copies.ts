import { together, type Disposable } from '../domain/disposable.ts';
import { Emitter, type Event } from '../domain/event.ts';
import { guarded } from '../domain/guarded.ts';
import type { CopyFile, CopyProblem, DiskProblem } from '../domain/copyPorts.ts';
import type { Movie } from '../domain/movie/movie.ts';
import { hour } from '../domain/schedule.ts';
import { cancelled } from './copyLoad.ts';
import { CopyLoads } from './copyLoads.ts';
import type { CopyParts, CopyState, CopyWish } from './copyParts.ts';
import { CopyMovies } from './copyMovies.ts';
import { filesToKeep } from './copyPolicy.ts';
import { CopyShelf } from './copyShelf.ts';
import { CopyTasks, type Guest } from './copyTasks.ts';
import { CopyTidy } from './copyTidy.ts';

/** How long what is left of a broken download waits to be gone on with, ms. */
const partMs = 24 * hour;

/**
 * The local copies of the tasks' videos. A file is named by the key of its task and its id in `videoFiles`. What is kept is what
 * lies in the folder; what is being loaded, and what could not be, is known to this window only.
 */
export class Copies {
  readonly #parts: CopyParts;
  readonly #shelf: CopyShelf;
  readonly #tasks: CopyTasks;
  readonly #loads: CopyLoads;
  readonly #tidy: CopyTidy;
  readonly #changed: Emitter<string>;
  /** Fires with the key of a task when the state of one of its files has changed; while one is loaded, four times a second at most. */
  readonly onDidChange: Event<string>;
  readonly #movies: CopyMovies;
  /** Names of copies that are here only until they have been saved elsewhere. */
  readonly #passing = new Set<string>();

  constructor(parts: CopyParts) {
    this.#parts = parts;
    this.#changed = new Emitter(parts.log);
    this.onDidChange = this.#changed.event;
    this.#shelf = new CopyShelf(parts);
    this.#tasks = new CopyTasks(parts.list, (key) => guarded(parts.log, 'copies', this.removeAll(key)));
    this.#loads = new CopyLoads(parts, this.#shelf, this.#tasks);
    this.#movies = new CopyMovies(parts.files);
    this.#tidy = new CopyTidy(parts, {
      cancel: (key) => this.#loads.cancelTask(key),
      remove: (key) => this.#shelf.removeTask(key),
    });
    this.#shelf.onDidChange((key) => this.#changed.fire(key));
    this.#loads.onDidChange((key) => this.#changed.fire(key));
  }

  /** Looks at what is kept, and sweeps away what was left of old downloads. */
  async begin(): Promise<void> {
    await this.#parts.files.sweep(this.#parts.clock.now() - partMs);
    await this.#shelf.refresh();
  }

  /** How it stands with a file, as this window knows it. */
  state(key: string, id: string): CopyState {
    const copy = this.#shelf.get(this.#shelf.nameOf(key, id));
    return copy === undefined || this.#loads.isBusy(key, id)
      ? this.#loads.state(key, id)
      : { state: 'kept', bytes: copy.bytes, path: copy.path };
  }

  /**
   * Loads a file that a person asks for, or goes on with it: up to 2 GiB, as long as there is room. Resolves to the state in which
   * it ends. Never rejects.
   */
  async keep(key: string, id: string): Promise<CopyState> {
    const result = await this.#bring({ key, id, unasked: false, passing: false });
    return 'kind' in result && result.kind !== 'cancelled'
      ? { state: 'failed', problem: result }
      : this.state(key, id);
  }

  /** Gives up loading a file, and what came of it. */
  async cancel(key: string, id: string): Promise<void> {
    await this.#loads.cancel(key, id, cancelled);
  }

  /** Removes the copy of a file; for another attempt at a damaged one, call `keep` after it. */
  async remove(key: string, id: string): Promise<void> {
    await this.cancel(key, id);
    this.#loads.forget(key, id);
    await this.#shelf.remove([this.#shelf.nameOf(key, id)]);
  }

  /** Removes all copies of a task, also of files that it does not name any more. */
  async removeAll(key: string): Promise<void> {
    await this.#loads.cancelTask(key);
    await this.#shelf.removeTask(key);
  }

  /**
   * Looks whether the link of a file opens, because it could not be played, and asks for a new one where it does not. What it comes
   * to is the state of the file. Never rejects.
   */
  check(key: string, id: string): Promise<void> {
    return this.#loads.check(key, id);
  }

  /**
   * Lets files of a task be named by its key though it is not in the list, until it is disposed of, and everything that has pinned it
   * meanwhile; its copies go then. For a panel that shows it.
   */
  host(guest: Guest): Disposable {
    return together(this.#tasks.add(guest), this.pin(guest.task.key));
  }

  /** Keeps the copies of a task from making room for others, until it is disposed of. For whoever shows or uses them. */
  pin(key: string): Disposable {
    return together(this.#tasks.retain(key), this.#shelf.pin(key));
  }

  /** A person looks at a task: keeps its preferred files unless the settings say never. */
  opened(key: string): void {
    if (this.#parts.settings.keepCopies() !== 'never') {
      this.#keepPreferred(key);
    }
  }

  /** Tasks have just been seen to finish, and this window is the one to tell: keeps their preferred files if the settings say so. */
  finished(keys: readonly string[]): void {
    if (this.#parts.settings.keepCopies() === 'onFinish') {
      for (const key of keys) {
        this.#keepPreferred(key);
      }
    }
  }

  /** What the copy of a file says of itself; undefined when there is no copy, or it does not say so. */
  async movie(key: string, id: string): Promise<Movie | undefined> {
    const copy = this.#shelf.get(this.#shelf.nameOf(key, id));
    return copy && this.#movies.get(copy);
  }

  /**
   * Copies a file to an absolute path of a person's choice, and loads it first where there is no copy; that one stays if there is
   * room beside the others. `replace`: the person has agreed to overwrite. Resolves to undefined when it is there.
   */
  async saveTo(
    key: string,
    id: string,
    target: string,
    replace: boolean,
  ): Promise<CopyProblem | DiskProblem | { readonly kind: 'exists' } | undefined> {
    const name = this.#shelf.nameOf(key, id);
    const pin = this.pin(key);
    try {
      await this.#shelf.refresh();
      if (this.#shelf.get(name) === undefined) {
        this.#passing.add(name);
      }
      const copy = await this.#bring({ key, id, unasked: false, passing: true });
      return 'kind' in copy ? copy : await this.#parts.files.exportTo(copy, target, replace);
    } finally {
      if (this.#passing.delete(name)) {
        await this.#shelf.dropExcess(name);
      }
      pin.dispose();
    }
  }

  /** Bytes of all copies of some tasks. */
  bytesOf(keys: readonly string[]): number {
    return this.#shelf.ofTasks(keys).reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Ends everything; what came of broken downloads stays to be gone on with. */
  async stop(): Promise<void> {
    await this.#loads.stop();
    await this.#tidy.finish();
    await Promise.all(this.#tasks.guests().map((key) => this.#shelf.removeTask(key)));
    this.#shelf.dispose();
  }

  #keepPreferred(key: string): void {
    // What a task shows before it has finished is not its result yet.
    const details = this.#tasks.hasFinished(key) ? this.#tasks.details(key) : undefined;
    for (const id of filesToKeep(details, this.#parts.settings, (each) => this.state(key, each))) {
      guarded(this.#parts.log, 'copies', this.#bring({ key, id, unasked: true, passing: false }));
    }
  }

  async #bring(wish: CopyWish): Promise<CopyFile | CopyProblem> {
    const name = this.#shelf.nameOf(wish.key, wish.id);
    const copy = this.#shelf.get(name);
    if (copy === undefined) {
      return this.#loads.bring(wish);
    }
    const isWanted = !wish.unasked && !wish.passing && this.#passing.delete(name);
    return isWanted ? this.#loads.settle(wish, copy) : copy;
  }
}
