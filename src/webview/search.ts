import type { PanelTexts } from '../protocol/texts.ts';
import type { Announcer } from './announcer.ts';
import { nameButton, plainButton } from './button.ts';
import { element, icon, setAttribute, setText } from './dom.ts';
import { Marks } from './marks.ts';
import { findMatches } from './matches.ts';
import { fillIn } from './timeText.ts';

/** More marks than this help nobody and cost time. */
const mostMatches = 1_000;

function rangesIn(nodes: readonly Text[], searched: string): readonly Range[] {
  const found: Range[] = [];
  for (const node of nodes) {
    for (const [start, end] of findMatches(node.data, searched, mostMatches - found.length)) {
      const range = new Range();
      range.setStart(node, start);
      range.setEnd(node, end);
      found.push(range);
    }
  }
  return found;
}

/** A field that marks what it finds in a list, counts it, and goes from one to the next. */
export class Search {
  readonly #field = element('input', { type: 'search', spellcheck: 'false' });
  readonly #count = element('span', { class: 'quiet count' });
  readonly #previous = plainButton(icon('arrow-up'), () => this.#go(-1));
  readonly #next = plainButton(icon('arrow-down'), () => this.#go(1));
  readonly element = element(
    'div',
    { class: 'search', role: 'search' },
    this.#field,
    this.#count,
    this.#previous,
    this.#next,
  );
  readonly #scroller: HTMLElement;
  readonly #nodes: () => readonly Text[];
  readonly #announcer: Announcer;
  readonly #marks = new Marks();
  #found: readonly Range[] = [];
  #at = 0;
  #texts: PanelTexts | undefined;

  /** `nodes` gives the texts to search, in order; `scroller` is what shows them. */
  constructor(scroller: HTMLElement, nodes: () => readonly Text[], announcer: Announcer) {
    this.#scroller = scroller;
    this.#nodes = nodes;
    this.#announcer = announcer;
    this.#field.addEventListener('input', () => {
      this.#at = 0;
      this.refresh();
      this.#reveal();
    });
    this.#field.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.isComposing) {
        event.preventDefault();
        this.#go(event.shiftKey ? -1 : 1);
      }
    });
  }

  render(texts: PanelTexts): void {
    this.#texts = texts;
    setAttribute(this.#field, 'aria-label', texts.search);
    setAttribute(this.#field, 'placeholder', texts.search);
    nameButton(this.#previous, texts.previousMatch, 'Shift+Enter');
    nameButton(this.#next, texts.nextMatch, 'Enter');
    this.#show();
  }

  /** Forgets what was searched. */
  clear(): void {
    this.#field.value = '';
    this.refresh();
  }

  /** Searches again, because the texts are others. */
  refresh(): void {
    this.#found = rangesIn(this.#nodes(), this.#field.value);
    this.#at = Math.min(this.#at, Math.max(0, this.#found.length - 1));
    this.#show();
    this.#announcer.say('search', this.#count.textContent);
  }

  #go(step: -1 | 1): void {
    const { length } = this.#found;
    if (length > 0) {
      this.#at = (this.#at + step + length) % length;
      this.#show();
      this.#reveal();
      this.#announcer.say('search', this.#count.textContent);
    }
  }

  #show(): void {
    const { length } = this.#found;
    const { matches = '', noMatches = '' } = this.#texts ?? {};
    const total = length < mostMatches ? String(length) : `${length}+`;
    const count = length === 0 ? noMatches : fillIn(matches, String(this.#at + 1), total);
    setText(this.#count, this.#field.value === '' ? '' : count);
    this.#previous.disabled = length === 0;
    this.#next.disabled = length === 0;
    this.#marks.show(this.#found, this.#found[this.#at]);
  }

  #reveal(): void {
    const range = this.#found[this.#at];
    if (range === undefined) {
      return;
    }
    const shown = this.#scroller.getBoundingClientRect();
    const { top, bottom } = range.getBoundingClientRect();
    if (top < shown.top || bottom > shown.bottom) {
      const middle = (top + bottom - shown.top - shown.bottom) / 2;
      this.#scroller.scrollTo({ top: this.#scroller.scrollTop + middle });
    }
  }
}
