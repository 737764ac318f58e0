import type { CopyFile, CopyProblem } from '../domain/copyPorts.ts';
import { Emitter, type Event } from '../domain/event.ts';
import { videoFiles } from '../domain/videoFiles.ts';
import { withCopyClaim } from './copyClaim.ts';
import { CopyLoad } from './copyLoad.ts';
import type { CopyParts, CopyState, CopyWish } from './copyParts.ts';
import { CopyQueue, type Work } from './copyQueue.ts';
import type { CopyShelf } from './copyShelf.ts';
import type { CopyTasks } from './copyTasks.ts';

/** What a file could not be had for, and the link that was tried last. */
interface Failed {
  readonly problem: CopyProblem;
  readonly url: string | undefined;
}

/** Limits do not hold for everybody: a person may ask for more than is loaded unasked. */
function isLimit(result: CopyFile | CopyProblem): boolean {
  return 'kind' in result && (result.kind === 'tooLarge' || result.kind === 'noRoom');
}

/** The files that are on their way, and what became of those that did not arrive: known to this window only. */
export class CopyLoads {
  readonly #parts: CopyParts;
  readonly #shelf: CopyShelf;
  readonly #tasks: CopyTasks;
  readonly #queue: CopyQueue;
  readonly #changed: Emitter<string>;
  /** Fires with the key of a task when the state of one of its files has changed. */
  readonly onDidChange: Event<string>;
  /** By the name of the copy. */
  readonly #failed = new Map<string, Failed>();
  readonly #over = new AbortController();

  constructor(parts: CopyParts, shelf: CopyShelf, tasks: CopyTasks) {
    this.#parts = parts;
    this.#shelf = shelf;
    this.#tasks = tasks;
    this.#queue = new CopyQueue(parts);
    this.#changed = new Emitter(parts.log);
    this.onDidChange = this.#changed.event;
    this.#queue.onDidChange((key) => this.#changed.fire(key));
  }

  /** How it stands with a file that is not there. */
  state(key: string, id: string): Exclude<CopyState, { state: 'kept' }> {
    const name = this.#shelf.nameOf(key, id);
    const failed = this.#failed.get(name);
    // Another link has not failed yet.
    const isFailed = failed !== undefined && failed.url === this.#urlOf(key, id);
    return (
      this.#queue.state(name) ?? (isFailed ? { state: 'failed', problem: failed.problem } : { state: 'none' })
    );
  }

  isBusy(key: string, id: string): boolean {
    return this.#queue.state(this.#shelf.nameOf(key, id)) !== undefined;
  }

  /** Loads a file that is not there, or waits for it when it is on its way already. Never rejects. */
  async bring(wish: CopyWish): Promise<CopyFile | CopyProblem> {
    const { key, id } = wish;
    const name = this.#shelf.nameOf(key, id);
    const coming = this.#queue.find(name);
    if (coming !== undefined) {
      const result = await coming;
      if (!('kind' in result)) {
        return wish.unasked || wish.passing ? result : this.settle(wish, result);
      }
      return isLimit(result) && !wish.unasked ? this.bring(wish) : result;
    }
    return this.#queue.add(name, key, async (signal, onProgress) => {
      this.#failed.delete(name);
      const result = await this.#load(wish, name, signal, onProgress);
      this.#note(key, id, 'kind' in result ? result : undefined);
      await this.#shelf.refresh();
      return result;
    });
  }

  /** Makes room for a copy that came for somebody else, perhaps only to pass through, and that a person wants to keep. */
  async settle(wish: CopyWish, copy: CopyFile): Promise<CopyFile | CopyProblem> {
    const { bytes, name } = copy;
    const placed = await this.#shelf.place(name, bytes, async () => copy);
    return placed === undefined
      ? { kind: 'noRoom', bytes, limit: this.#parts.settings.maxCopiesBytes() }
      : (this.#shelf.get(name) ?? this.bring(wish));
  }

  /** Looks whether the link of a file opens, and asks for a new one where it does not. Never rejects. */
  async check(key: string, id: string): Promise<void> {
    const wish = { key, id, unasked: false, passing: true };
    const signal = AbortSignal.any([this.#over.signal]);
    const load = new CopyLoad(this.#parts, this.#shelf, this.#tasks, wish, signal, () => {});
    this.#note(key, id, await load.check());
    this.#changed.fire(key);
  }

  /** Ends a file that is on its way, for a reason that its work hears. Resolves when it has ended. */
  async cancel(key: string, id: string, reason: string): Promise<void> {
    await this.#queue.cancel(this.#shelf.nameOf(key, id), reason);
  }

  /** Ends what is on its way for a task. */
  async cancelTask(key: string): Promise<void> {
    await this.#queue.cancelTask(key);
  }

  /** Forgets that a file could not be had. */
  forget(key: string, id: string): void {
    this.#failed.delete(this.#shelf.nameOf(key, id));
  }

  /** Ends everything, for good. */
  async stop(): Promise<void> {
    this.#over.abort();
    await this.#queue.stop();
  }

  #urlOf(key: string, id: string): string | undefined {
    return videoFiles(this.#tasks.details(key)).find((file) => file.id === id)?.rendition.url;
  }

  #note(key: string, id: string, problem: CopyProblem | undefined): void {
    const name = this.#shelf.nameOf(key, id);
    if (problem === undefined || problem.kind === 'cancelled') {
      this.#failed.delete(name);
    } else {
      this.#failed.set(name, { problem, url: this.#urlOf(key, id) });
    }
  }

  async #load(wish: CopyWish, name: string, ...[signal, onProgress]: Parameters<Work>): ReturnType<Work> {
    try {
      const load = (held: AbortSignal): ReturnType<Work> =>
        new CopyLoad(this.#parts, this.#shelf, this.#tasks, wish, held, onProgress).run();
      return (await withCopyClaim(this.#parts, name, signal, load)) ?? { kind: 'cancelled' };
    } catch (error) {
      this.#parts.log.error('A local copy could not be made', { error: String(error) });
      return { kind: 'storage' };
    }
  }
}
