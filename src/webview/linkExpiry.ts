import type { PanelState } from '../protocol/state.ts';
import { element, icon, setText } from './dom.ts';
import { areInPicture } from './notices.ts';
import type { Part } from './part.ts';
import { fillIn, leftText } from './timeText.ts';

/** From here on it is time to act. */
const soonMs = 10 * 60_000;

/** Counts down to the end of the link, once a second while somebody can see it. */
export class LinkExpiry implements Part {
  readonly #text = element('span');
  readonly element = element('p', { class: 'quiet expiry', role: 'timer' }, icon('history'), this.#text);
  readonly #now: () => number;
  #state: PanelState | undefined;
  #timer: number | undefined;

  /** `now` gives epoch ms. */
  constructor(now: () => number) {
    this.#now = now;
    document.addEventListener('visibilitychange', () => this.#update());
  }

  render(state: PanelState): void {
    this.#state = state;
    this.#update();
  }

  #update(): void {
    clearTimeout(this.#timer);
    const state = this.#state;
    const end = state?.linkExpiresAt;
    this.element.hidden = end === undefined;
    if (state === undefined || end === undefined) {
      return;
    }
    const left = end - this.#now();
    // Where the link has ended and nothing plays, a card says so, with the way out.
    this.element.hidden = left <= 0 && areInPicture(state);
    const { linkExpires, linkExpired } = state.texts;
    const language = document.documentElement.lang || navigator.language;
    setText(this.#text, left > 0 ? fillIn(linkExpires, leftText(left, language)) : linkExpired);
    this.element.classList.toggle('soon', left < soonMs);
    if (left > 0 && !document.hidden) {
      this.#timer = setTimeout(() => this.#update(), 1000);
    }
  }
}
