import type { PanelState } from '../protocol/state.ts';
import { backdrop } from './backdrop.ts';
import { element, icon, setAttribute, setText } from './dom.ts';
import type { Part } from './part.ts';
import type { Player } from './player.ts';

/** The box of the picture: it has its size before the picture is there, so that nothing below it jumps. */
export class Stage implements Part {
  readonly element = element('div', { class: 'stage' });
  readonly #player: Player;
  readonly #backdrop = backdrop();
  // The play button of the controls does the same for keyboards and screen readers.
  readonly #start = element(
    'button',
    { type: 'button', class: 'start', tabindex: '-1', 'aria-hidden': 'true' },
    icon('play'),
  );
  readonly #text = element('p');
  readonly #bar = element('progress', { max: '1' });
  readonly #message = element('div', { class: 'message' }, this.#text, this.#bar);
  #state: PanelState | undefined;

  /** `toggle` plays or pauses. */
  constructor(player: Player, toggle: () => void) {
    this.#player = player;
    this.#start.addEventListener('click', toggle);
    player.video.addEventListener('click', toggle);
    this.element.append(this.#backdrop.element, player.video, this.#start, this.#message);
    player.changed(() => this.#update());
  }

  render(state: PanelState): void {
    this.#state = state;
    // A card that says why there is no picture needs no empty box below it.
    this.element.hidden =
      state.video === undefined &&
      state.progress === undefined &&
      state.poster === undefined &&
      state.palette === undefined &&
      state.notices.length > 0;
    this.#backdrop.render(state);
    this.#update();
  }

  #update(): void {
    if (this.#state === undefined) {
      return;
    }
    const { video } = this.#player;
    const text = this.#words(this.#state);
    const value = this.#state.video === undefined ? this.#state.progress?.value : undefined;
    const failed = this.#player.trouble === 'failed';
    video.hidden = this.#state.video === undefined || failed;
    this.#backdrop.element.hidden = !video.hidden && video.readyState >= video.HAVE_CURRENT_DATA;
    this.#start.hidden = video.hidden || !video.paused || video.currentTime > 0;
    this.#message.hidden = text === undefined;
    setText(this.#text, text ?? '');
    this.#bar.hidden = value === undefined;
    setAttribute(this.#bar, 'value', value === undefined ? undefined : String(value));
    setAttribute(this.#bar, 'aria-label', text);
  }

  #words({ video, progress, notices, texts }: PanelState): string | undefined {
    if (video !== undefined) {
      const { trouble } = this.#player;
      return trouble && { failed: texts.playbackFailed, blocked: texts.playbackBlocked }[trouble];
    }
    return progress?.text ?? (notices.length > 0 ? undefined : texts.noVideo);
  }
}
