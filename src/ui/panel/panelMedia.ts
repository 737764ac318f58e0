import { guarded } from '../../domain/guarded.ts';
import type { Disposable } from '../../domain/disposable.ts';
import type { Movie } from '../../domain/movie/movie.ts';
import type { Parts } from '../parts.ts';
import { keysOf, type PanelSource } from './source.ts';

/** The local copies behind one panel: kept while it shows them, and read for what is in them. */
export class PanelMedia implements Disposable {
  readonly #parts: Parts;
  readonly #changed: () => void;
  readonly #subscription: Disposable;
  #pins: readonly Disposable[] = [];
  #keys: ReadonlySet<string> = new Set();
  #file = '';
  #movie: Movie | undefined;

  /** `changed` is called when a panel has something new to show. */
  constructor(parts: Parts, changed: () => void) {
    this.#parts = parts;
    this.#changed = changed;
    this.#subscription = parts.copies.onDidChange((key) => {
      if (this.#keys.has(key)) {
        changed();
      }
    });
  }

  /** What the copy of the file says of itself. */
  get movie(): Movie | undefined {
    return this.#movie;
  }

  /** A panel turns to something else: its tasks' copies are loaded if the settings say so, and stay. */
  open(source: PanelSource): void {
    this.#release();
    this.#keys = new Set(keysOf(source));
    this.#file = '';
    this.#movie = undefined;
    const { copies } = this.#parts;
    this.#pins =
      'snapshot' in source ? [copies.host(source.snapshot)] : keysOf(source).map((key) => copies.pin(key));
    // A saved response is opened without a request.
    for (const key of source.kind === 'file' ? [] : this.#keys) {
      copies.opened(key);
    }
  }

  /** The page could not play the link of this file of a task: it may have ended. */
  failed(key: string | undefined, id: string | undefined): void {
    const { copies, log } = this.#parts;
    if (key !== undefined && id !== undefined) {
      guarded(log, 'link', copies.check(key, id));
    }
  }

  /** The person has chosen this file of a task: it is loaded unless the settings say never. */
  choose(key: string | undefined, id: string | undefined): void {
    const { copies, log, settings } = this.#parts;
    const isKept = settings.word('localCopies.keep', ['onFinish', 'onOpen', 'never']) !== 'never';
    if (key !== undefined && id !== undefined && isKept) {
      guarded(log, 'copies', copies.keep(key, id));
    }
  }

  /** A panel shows this file of a task. True when there is another copy of it than before, or none any more. */
  show(key: string | undefined, id: string | undefined): boolean {
    const held = key !== undefined && id !== undefined ? this.#parts.copies.state(key, id) : undefined;
    const file = held?.state === 'kept' ? `${key} ${id}` : '';
    if (file === this.#file) {
      return false;
    }
    this.#file = file;
    this.#movie = undefined;
    if (key !== undefined && id !== undefined && file !== '') {
      guarded(this.#parts.log, 'movie', this.#read(key, id, file));
    }
    return true;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#release();
  }

  async #read(key: string, id: string, file: string): Promise<void> {
    const movie = await this.#parts.copies.movie(key, id);
    // The panel may have turned to another file meanwhile.
    if (file === this.#file && movie !== undefined) {
      this.#movie = movie;
      this.#changed();
    }
  }

  #release(): void {
    for (const pin of this.#pins) {
      pin.dispose();
    }
    this.#pins = [];
  }
}
