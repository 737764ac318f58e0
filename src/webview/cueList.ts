import { cueAt } from '../domain/captions.ts';
import type { Cue } from '../domain/media.ts';
import type { PanelTexts } from '../protocol/state.ts';
import { element, setAttribute } from './dom.ts';
import { whenChanged } from './part.ts';
import type { Player } from './player.ts';
import { rove } from './roving.ts';
import { fillIn, positionText } from './timeText.ts';

interface Shown {
  readonly cues: readonly Cue[];
  readonly jumpTo: string;
}

/** Timed texts that follow the video; a click on one goes to its start. */
export class CueList {
  readonly element = element('ol', { class: 'cues' });
  readonly #player: Player;
  readonly #stopAt = rove(this.element, ['ArrowUp', 'ArrowDown']);
  readonly #fill = whenChanged((shown: Shown) => {
    this.#items = shown.cues.map((cue) => this.#item(cue, shown.jumpTo));
    this.element.replaceChildren(...this.#items.map((item) => element('li', {}, item)));
    this.#current = undefined;
    this.#stopAt();
  });
  #cues: readonly Cue[] = [];
  #items: readonly HTMLElement[] = [];
  #current: HTMLElement | undefined;

  constructor(player: Player) {
    this.#player = player;
    player.changed(() => this.#follow());
  }

  render(cues: readonly Cue[], texts: PanelTexts): void {
    this.#cues = cues;
    this.#fill({ cues, jumpTo: texts.jumpTo });
    this.#follow();
  }

  #item({ startMs, text }: Cue, jumpTo: string): HTMLButtonElement {
    const time = positionText(startMs);
    const item = element(
      'button',
      { type: 'button', title: fillIn(jumpTo, time) },
      element('span', { class: 'time' }, time),
      element('span', { class: 'text' }, text),
    );
    item.addEventListener('click', () => this.#player.seek(startMs));
    return item;
  }

  #follow(): void {
    const { video } = this.#player;
    const at = video.hidden ? -1 : cueAt(this.#cues, this.#player.timeMs);
    const current = this.#items[at];
    if (current === this.#current) {
      return;
    }
    if (this.#current !== undefined) {
      setAttribute(this.#current, 'aria-current', undefined);
    }
    this.#current = current;
    if (current !== undefined) {
      setAttribute(current, 'aria-current', 'true');
      this.#keepInView(current);
    }
  }

  /** Never while a person reads or moves in the list: then it must not run away. */
  #keepInView(item: HTMLElement): void {
    const list = this.element;
    if (list.matches(':hover') || list.querySelector(':focus-visible') !== null) {
      return;
    }
    this.#stopAt(item);
    const above = item.offsetTop < list.scrollTop;
    const below = item.offsetTop + item.offsetHeight > list.scrollTop + list.clientHeight;
    if (above || below) {
      list.scrollTo({ top: item.offsetTop });
    }
  }
}
