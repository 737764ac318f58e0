import { guarded } from '../../domain/guarded.ts';
import type { Disposable } from '../../domain/disposable.ts';
import type { Movie } from '../../domain/movie/movie.ts';
import type { Parts } from '../parts.ts';
import { keysOf, type PanelSource } from './source.ts';
import type { Shown } from './video.ts';

interface File {
  readonly key: string;
  readonly id: string;
}

function nameOf({ key, id }: File): string {
  return `${key} ${id}`;
}

/** The local copies behind one panel: kept while it shows them, and read for what is in them. */
export class PanelMedia implements Disposable {
  readonly #parts: Parts;
  readonly #changed: () => void;
  readonly #subscription: Disposable;
  #pins: readonly Disposable[] = [];
  #keys: ReadonlySet<string> = new Set();
  /** Of the copies that are shown, by their names; undefined while one is read, or when it says nothing. */
  #movies: ReadonlyMap<string, Movie | undefined> = new Map();

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

  /** What the copy of a file that is shown says of itself. */
  movieOf(key: string, id: string): Movie | undefined {
    return this.#movies.get(nameOf({ key, id }));
  }

  /** A panel turns to something else: its tasks' copies are loaded if the settings say so, and stay. */
  open(source: PanelSource): void {
    const before = this.#pins;
    this.#keys = new Set(keysOf(source));
    this.#movies = new Map();
    const { copies } = this.#parts;
    this.#pins =
      'snapshot' in source ? [copies.host(source.snapshot)] : keysOf(source).map((key) => copies.pin(key));
    // Not before the new ones: what is shown again must not go meanwhile.
    release(before);
    // A saved response is opened without a request.
    for (const key of source.kind === 'file' ? [] : this.#keys) {
      copies.opened(key);
    }
  }

  /** The page could not play the link of what is shown: it may have ended. */
  failed(shown: Shown): void {
    const { copies, log } = this.#parts;
    for (const { key, id } of this.#filesOf([shown])) {
      guarded(log, 'link', copies.check(key, id));
    }
  }

  /** The person has chosen what is shown: it is loaded unless the settings say never. */
  choose(shown: Shown): void {
    const { copies, log, settings } = this.#parts;
    const isKept = settings.word('localCopies.keep', ['onFinish', 'onOpen', 'never']) !== 'never';
    for (const { key, id } of isKept ? this.#filesOf([shown]) : []) {
      guarded(log, 'copies', copies.keep(key, id));
    }
  }

  /** A panel shows this, in a comparison two of them. True when other copies of it are here than before. */
  show(all: readonly Shown[]): boolean {
    const { copies, log } = this.#parts;
    const files = this.#filesOf(all).filter(({ key, id }) => copies.state(key, id).state === 'kept');
    const before = this.#movies;
    this.#movies = new Map(files.map((file) => [nameOf(file), before.get(nameOf(file))]));
    const fresh = files.filter((each) => !before.has(nameOf(each)));
    for (const file of fresh) {
      guarded(log, 'movie', this.#read(file));
    }
    return fresh.length > 0 || before.size > files.length;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#movies = new Map();
    release(this.#pins);
  }

  /** What has a copy of ours, or may have one: not what comes with its video. */
  #filesOf(all: readonly Shown[]): readonly File[] {
    return all.flatMap(({ task: { key }, file }) =>
      file && this.#keys.has(key) ? { key, id: file.id } : [],
    );
  }

  async #read(file: File): Promise<void> {
    const movie = await this.#parts.copies.movie(file.key, file.id);
    // The panel may have turned to another file meanwhile.
    if (movie !== undefined && this.#movies.has(nameOf(file))) {
      this.#movies = new Map([...this.#movies, [nameOf(file), movie]]);
      this.#changed();
    }
  }
}

function release(pins: readonly Disposable[]): void {
  for (const pin of pins) {
    pin.dispose();
  }
}
