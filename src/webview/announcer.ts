import { element, setText } from './dom.ts';

/** A screen reader is not spoken to more often than this. */
const pauseMs = 5_000;

/** The one place that tells screen readers what changed: politely, rarely, the newest of each topic only. */
export class Announcer {
  readonly element = element('p', { class: 'unseen', role: 'status' });
  readonly #now: () => number;
  readonly #told = new Map<string, string>();
  readonly #waiting = new Map<string, string>();
  #lastMs = Number.NEGATIVE_INFINITY;
  #timer: number | undefined;

  /** `now` gives epoch ms. */
  constructor(now: () => number) {
    this.#now = now;
    document.addEventListener('visibilitychange', () => this.#plan());
  }

  /** Tells a text unless it is what was told of this topic last; an empty one takes back what still waits. */
  say(topic: string, text: string): void {
    this.#waiting.delete(topic);
    if (text === '') {
      this.#told.delete(topic);
    } else if (this.#told.get(topic) !== text) {
      this.#waiting.set(topic, text);
    }
    this.#plan();
  }

  #plan(): void {
    clearTimeout(this.#timer);
    if (this.#waiting.size === 0 || document.hidden) {
      return;
    }
    const left = this.#lastMs + pauseMs - this.#now();
    if (left > 0) {
      this.#timer = setTimeout(() => this.#plan(), left);
    } else {
      // What else is said in this moment belongs to it.
      queueMicrotask(() => this.#tell());
    }
  }

  #tell(): void {
    if (this.#waiting.size > 0) {
      this.#lastMs = this.#now();
      setText(this.element, [...this.#waiting.values()].join('. '));
      for (const [topic, text] of this.#waiting) {
        this.#told.set(topic, text);
      }
      this.#waiting.clear();
    }
  }
}
