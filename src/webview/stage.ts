import type { Action, PanelState } from '../protocol/state.ts';
import { backdrop } from './backdrop.ts';
import { actionButtons } from './button.ts';
import { element, icon, setAttribute, setText } from './dom.ts';
import { type Part, whenChanged } from './part.ts';
import type { Player } from './player.ts';
import type { Host } from './vscodeApi.ts';

/** What stands on the picture. */
export interface StageExtras {
  /** Hears the buttons beside the progress. */
  readonly host: Host;
  /** What else stands on the picture. */
  readonly over?: readonly Part[];
}

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
  readonly #buttons = element('div', { class: 'actions' });
  readonly #again = element('button', { type: 'button', class: 'secondary' });
  readonly #message = element('div', { class: 'message' }, this.#text, this.#bar, this.#buttons, this.#again);
  readonly #fill = whenChanged((actions: readonly Action[]) => {
    this.#buttons.replaceChildren(...actionButtons(actions, 'secondary', this.#host));
  });
  readonly #host: Host;
  readonly #over: readonly Part[];
  #state: PanelState | undefined;

  /** `toggle` plays or pauses, and tries again what has failed. */
  constructor(player: Player, toggle: () => void, { host, over = [] }: StageExtras) {
    this.#player = player;
    this.#host = host;
    this.#over = over;
    this.#start.addEventListener('click', toggle);
    this.#again.addEventListener('click', toggle);
    player.video.addEventListener('click', toggle);
    this.element.append(this.#backdrop.element, player.video, this.#start, this.#message);
    this.element.append(...over.map((part) => part.element));
    player.changed(() => this.#update());
  }

  render(state: PanelState): void {
    this.#state = state;
    for (const part of [this.#backdrop, ...this.#over]) {
      part.render(state);
    }
    this.#update();
  }

  #update(): void {
    if (this.#state === undefined) {
      return;
    }
    const { video } = this.#player;
    const text = this.#words(this.#state);
    const { value, actions = [] } = (this.#state.video === undefined && this.#state.progress) || {};
    const failed = this.#player.trouble === 'failed';
    video.hidden = this.#state.video === undefined || failed;
    this.#backdrop.element.hidden = !video.hidden && video.readyState >= video.HAVE_CURRENT_DATA;
    this.#start.hidden = video.hidden || !video.paused || video.currentTime > 0;
    this.#message.hidden = text === undefined;
    this.#again.hidden = !video.hidden || this.#state.video === undefined;
    setText(this.#again, this.#state.texts.tryAgain);
    setText(this.#text, text ?? '');
    this.#buttons.hidden = actions.length === 0;
    this.#fill(actions);
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
