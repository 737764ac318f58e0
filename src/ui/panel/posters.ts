import type { PublicClient } from '../../domain/ports.ts';

/** The small images of one panel, each fetched once by the host: the page itself may not. */
export class Posters {
  readonly #images: PublicClient;
  readonly #changed: () => void;
  readonly #abort = new AbortController();
  readonly #asked = new Set<string>();
  readonly #found = new Map<string, string>();

  /** `changed` is called when an image has come. */
  constructor(images: PublicClient, changed: () => void) {
    this.#images = images;
    this.#changed = changed;
  }

  /** `data:` images by their links. */
  get found(): ReadonlyMap<string, string> {
    return this.#found;
  }

  /** Fetches what was not asked for yet. */
  async fetch(links: readonly string[]): Promise<void> {
    const fresh = links.filter((link) => !this.#asked.has(link));
    for (const link of fresh) {
      this.#asked.add(link);
    }
    await Promise.all(fresh.map((link) => this.#fetch(link)));
  }

  dispose(): void {
    this.#abort.abort();
  }

  async #fetch(link: string): Promise<void> {
    const file = await this.#images.image(link, this.#abort.signal);
    if (file !== undefined && !this.#abort.signal.aborted) {
      this.#found.set(link, `data:${file.mediaType};base64,${Buffer.from(file.bytes).toString('base64')}`);
      this.#changed();
    }
  }
}
