import type { PanelState } from '../../protocol/state.ts';
import { element, setAttribute, setText } from '../dom.ts';
import { Overlay } from '../overlay.ts';
import { Player } from '../player.ts';
import { Stage } from '../stage.ts';
import type { Host } from '../vscodeApi.ts';

// A card has no place here: its title and its buttons stand where the picture would be.
function withoutCards(state: PanelState): PanelState {
  const [notice] = state.notices;
  const said = state.progress ?? (notice && { text: notice.title, actions: notice.actions });
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
  #video: string | undefined;

  /** `side`: 0 is the left one as the host sees it. `toggle` plays or pauses both. */
  constructor(host: Host, side: 0 | 1, toggle: () => void) {
    this.player.video.addEventListener('error', () => {
      const code = this.player.video.error?.code;
      if (code !== undefined && this.#video !== undefined) {
        host.post({ type: 'playbackFailed', code, id: this.#video, side });
      }
    });
    const { player } = this;
    const own: Host = {
      ...host,
      post: (message) => host.post(message.type === 'verb' ? { ...message, side } : message),
    };
    this.#stage = new Stage(
      player,
      // Which of both plays is for both to say.
      () => (player.trouble === 'failed' ? player.retry() : toggle()),
      { host: own },
    );
    this.element = element('section', { class: 'side' }, this.#title, this.#stage.element, this.#summary);
  }

  render(state: PanelState): void {
    const file = state.video && `${state.subject} ${state.video.id}`;
    if (file !== this.#file) {
      this.#file = file;
      this.#video = state.video?.id;
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
    this.#video = undefined;
    this.player.load(undefined);
  }
}
