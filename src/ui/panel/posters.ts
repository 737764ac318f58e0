import type { PublicClient } from '../../domain/ports.ts';

/** The small images of one panel, fetched by the host: the page itself may not. */
export class Posters {
  readonly #images: PublicClient;
  readonly #changed: () => void;
  #abort = new AbortController();
  #subject = '';
  #asked = new Set<string>();
  #found = new Map<string, string>();

  /** `changed` is called when an image has come. */
  constructor(images: PublicClient, changed: () => void) {
    this.#images = images;
    this.#changed = changed;
  }

  /** `data:` images by their links. */
  get found(): ReadonlyMap<string, string> {
    return this.#found;
  }

  /** A panel is opened: the images of another subject are forgotten, those that could not be had are asked for again. */
  open(subject: string): void {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#found = subject === this.#subject ? this.#found : new Map();
    this.#asked = new Set(this.#found.keys());
    this.#subject = subject;
  }

  /** Fetches what was not asked for yet. */
  async fetch(links: readonly string[]): Promise<void> {
    const fresh = links.filter((link) => !this.#asked.has(link));
    for (const link of fresh) {
      this.#asked.add(link);
    }
    await Promise.all(fresh.map((link) => this.#fetch(link, this.#abort.signal)));
  }

  dispose(): void {
    this.#abort.abort();
  }

  async #fetch(link: string, signal: AbortSignal): Promise<void> {
    const file = await this.#images.image(link, signal);
    if (file !== undefined && !signal.aborted) {
      this.#found.set(link, `data:${file.mediaType};base64,${Buffer.from(file.bytes).toString('base64')}`);
      this.#changed();
    }
  }
}
