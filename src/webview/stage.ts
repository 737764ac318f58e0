import type { Action, PanelState } from '../protocol/state.ts';
import { backdrop } from './backdrop.ts';
import { actionButtons } from './button.ts';
import { element, icon, setAttribute, setText } from './dom.ts';
import { type Part, whenChanged } from './part.ts';
import type { Player } from './player.ts';
import type { Host } from './vscodeApi.ts';

/** What only some stages have. */
export interface StageExtras {
  /** Hears the buttons beside the progress. */
  readonly host: Host;
  /** What else stands on the picture. */
  readonly over: readonly Part[];
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
  readonly #message = element('div', { class: 'message' }, this.#text, this.#bar, this.#buttons);
  readonly #fill = whenChanged((actions: readonly Action[]) => {
    const buttons = this.#extras ? actionButtons(actions, 'secondary', this.#extras.host) : [];
    this.#buttons.replaceChildren(...buttons);
  });
  readonly #extras: StageExtras | undefined;
  #state: PanelState | undefined;

  /** `toggle` plays or pauses. */
  constructor(player: Player, toggle: () => void, extras?: StageExtras) {
    this.#player = player;
    this.#extras = extras;
    this.#start.addEventListener('click', toggle);
    player.video.addEventListener('click', toggle);
    this.element.append(this.#backdrop.element, player.video, this.#start, this.#message);
    this.element.append(...(extras?.over ?? []).map((part) => part.element));
    player.changed(() => this.#update());
  }

  render(state: PanelState): void {
    this.#state = state;
    for (const part of [this.#backdrop, ...(this.#extras?.over ?? [])]) {
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
