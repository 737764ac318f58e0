import type { PanelState } from '../protocol/state.ts';
import type { Announcer } from './announcer.ts';
import { element, setAttribute, setText } from './dom.ts';
import { Search } from './search.ts';
import type { Host } from './vscodeApi.ts';

/** What the host sends on request. */
export interface AnswerText {
  readonly subject: string;
  readonly text: string;
  readonly isCut: boolean;
}

/** The last answer of the provider as it came. It is fetched when somebody looks, and anew when it may be another. */
export class Answer {
  readonly #text = element('pre', { tabindex: '0', role: 'region' });
  readonly #cut = element('p', { class: 'quiet' });
  readonly #search: Search;
  readonly element: HTMLElement;
  readonly #host: Host;
  #subject: string | undefined;
  #version = '';
  #asked = '';
  #isOpen = false;

  constructor(host: Host, announcer: Announcer) {
    this.#host = host;
    this.#search = new Search(this.#text, () => [...this.#text.childNodes].filter(isText), announcer);
    this.#cut.hidden = true;
    this.element = element('div', { class: 'answer' }, this.#search.element, this.#cut, this.#text);
  }

  render({ subject, checkedAt, hasAnswer, texts }: PanelState): void {
    if (subject !== this.#subject) {
      this.#subject = subject;
      this.#asked = '';
      this.#show('', false);
      this.#search.clear();
    }
    this.#version = hasAnswer ? JSON.stringify([subject, checkedAt]) : '';
    this.#search.render(texts);
    setText(this.#cut, texts.answerCut);
    setAttribute(this.#text, 'aria-label', texts.answer);
    this.#fetch();
  }

  /** Whether somebody looks. */
  set isOpen(isOpen: boolean) {
    this.#isOpen = isOpen;
    this.#fetch();
  }

  /** An answer to another subject comes too late. */
  receive({ subject, text, isCut }: AnswerText): void {
    if (subject === this.#subject) {
      this.#show(text, isCut);
    }
  }

  #fetch(): void {
    if (this.#isOpen && this.#version !== this.#asked && this.#version !== '') {
      this.#asked = this.#version;
      this.#host.post({ type: 'answer' });
    }
  }

  #show(text: string, isCut: boolean): void {
    this.#cut.hidden = !isCut;
    if (this.#text.textContent !== text) {
      this.#text.textContent = text;
      this.#search.refresh();
    }
  }
}

function isText(node: Node): node is Text {
  return node instanceof Text;
}
