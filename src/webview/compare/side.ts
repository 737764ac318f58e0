import type { PanelState } from '../../protocol/state.ts';
import { element, setAttribute, setText } from '../dom.ts';
import { Overlay } from '../overlay.ts';
import { Player } from '../player.ts';
import { Stage } from '../stage.ts';

// A card has no place here: its title stands where the picture would be.
function withoutCards(state: PanelState): PanelState {
  const [notice] = state.notices;
  const said = state.progress ?? (notice && { text: notice.title });
  return { ...state, notices: [], ...(said !== undefined && { progress: said }) };
}

/** One of two compared results: what it is, its picture, how it stands. */
export class Side {
  readonly player = new Player();
  readonly overlay = new Overlay(this.player);
  readonly #title = element('h1');
  readonly #summary = element('p', { class: 'summary' });
  readonly #stage: Stage;
  readonly element: HTMLElement;
  #file: string | undefined;

  /** `toggle` plays or pauses both. */
  constructor(toggle: () => void) {
    this.#stage = new Stage(this.player, toggle);
    this.element = element('section', { class: 'side' }, this.#title, this.#stage.element, this.#summary);
  }

  render(state: PanelState): void {
    const file = state.video && `${state.subject} ${state.video.id}`;
    if (file !== this.#file) {
      this.#file = file;
      this.player.load(state.video, this.player.timeMs);
    }
    this.element.style.setProperty('--aspect', String(state.aspect ?? 16 / 9));
    setText(this.#title, state.title);
    setText(this.#summary, state.summary);
    setAttribute(this.element, 'aria-label', state.title);
    setAttribute(this.player.video, 'aria-label', state.title);
    this.overlay.fill(state.captions);
    this.#stage.render(withoutCards(state));
  }

  /** Takes the file out. */
  leave(): void {
    this.#file = undefined;
    this.player.load(undefined);
  }
}
