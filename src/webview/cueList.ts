import { cueAt } from '../domain/captions.ts';
import type { Cue } from '../domain/media.ts';
import type { PanelTexts } from '../protocol/texts.ts';
import type { Announcer } from './announcer.ts';
import { element, setAttribute, setText } from './dom.ts';
import { whenChanged } from './part.ts';
import type { Player } from './player.ts';
import { rove } from './roving.ts';
import { Search } from './search.ts';
import { fillIn, positionText } from './timeText.ts';

interface Shown {
  readonly cues: readonly Cue[];
  readonly jumpTo: string;
}

interface Item {
  readonly row: HTMLElement;
  readonly button: HTMLButtonElement;
  readonly text: Text;
}

/** Timed texts that follow the video; a click on one goes to its start. They can be selected and searched. */
export class CueList {
  readonly #list = element('ol', { class: 'cues' });
  readonly #note = element('p', { class: 'quiet' });
  readonly #search: Search;
  readonly element: HTMLElement;
  readonly #name: string;
  readonly #player: Player;
  readonly #stopAt = rove(this.#list, ['ArrowUp', 'ArrowDown']);
  readonly #fill = whenChanged((shown: Shown) => {
    this.#items = shown.cues.map((cue, index) => this.#item(cue, index, shown.jumpTo));
    this.#list.replaceChildren(...this.#items.map(({ row }) => row));
    this.#current = undefined;
    this.#stopAt();
    this.#search.refresh();
  });
  #cues: readonly Cue[] = [];
  #items: readonly Item[] = [];
  #current: Item | undefined;

  /** `name` begins the ids of what is in the list. */
  constructor(name: string, player: Player, announcer: Announcer) {
    this.#name = name;
    this.#player = player;
    this.#search = new Search(this.#list, () => this.#items.map(({ text }) => text), announcer);
    this.element = element('div', {}, this.#search.element, this.#list, this.#note);
    player.changed(() => this.#follow());
  }

  /** `note` stands under the list. */
  render(cues: readonly Cue[], texts: PanelTexts, note = ''): void {
    this.#cues = cues;
    this.#search.render(texts);
    this.#search.element.hidden = cues.length === 0;
    this.#note.hidden = note === '';
    setText(this.#note, note);
    this.#fill({ cues, jumpTo: texts.jumpTo });
    this.#follow();
  }

  /** Another subject: what was searched does not concern it. */
  reset(): void {
    this.#search.clear();
  }

  // The text stands beside the button and not in it: what is in a button cannot be selected.
  #item({ startMs, text: words }: Cue, index: number, jumpTo: string): Item {
    const time = positionText(startMs);
    const id = `${this.#name}-${index}`;
    const text = new Text(words);
    const button = element(
      'button',
      {
        type: 'button',
        class: 'time',
        id,
        title: fillIn(jumpTo, time),
        'aria-labelledby': `${id} ${id}-text`,
      },
      time,
    );
    const row = element('li', {}, button, element('span', { class: 'text', id: `${id}-text` }, text));
    row.addEventListener('click', ({ detail }) => {
      // A click of the pointer may be the end of selecting; a key is none.
      const selection = detail > 0 ? getSelection() : null;
      if (selection === null || selection.isCollapsed || !selection.containsNode(row, true)) {
        button.focus({ preventScroll: true });
        this.#player.seek(startMs);
      }
    });
    return { row, button, text };
  }

  #follow(): void {
    const at = this.#player.available ? cueAt(this.#cues, this.#player.timeMs) : -1;
    const current = this.#items[at];
    if (current === this.#current) {
      return;
    }
    if (this.#current !== undefined) {
      setAttribute(this.#current.row, 'aria-current', undefined);
    }
    this.#current = current;
    if (current !== undefined) {
      setAttribute(current.row, 'aria-current', 'true');
      this.#keepInView(current);
    }
  }

  /** Never while a person reads, moves or searches in the list: then it must not run away. */
  #keepInView({ row, button }: Item): void {
    const list = this.#list;
    if (list.matches(':hover') || this.element.querySelector(':focus-visible') !== null) {
      return;
    }
    this.#stopAt(button);
    const above = row.offsetTop < list.scrollTop;
    const below = row.offsetTop + row.offsetHeight > list.scrollTop + list.clientHeight;
    if (above || below) {
      list.scrollTo({ top: row.offsetTop });
    }
  }
}
