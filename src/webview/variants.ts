import type { PanelState, VariantChoice } from '../protocol/state.ts';
import { element, icon, setAttribute } from './dom.ts';
import type { Memory } from './memory.ts';
import { type Part, whenChanged } from './part.ts';
import { rove } from './roving.ts';
import type { Host } from './vscodeApi.ts';

type Face = Omit<VariantChoice, 'selected'>;

/** A strip of posters to choose one of several results; not shown when there is nothing to choose. */
export class Variants implements Part {
  readonly element = element('div', { class: 'variants', role: 'radiogroup' });
  readonly #host: Host;
  readonly #memory: Memory;
  readonly #stopAt = rove(this.element, ['ArrowLeft', 'ArrowRight'], (button) => button.click());
  readonly #fill = whenChanged((faces: readonly Face[]) => {
    this.#buttons = new Map(faces.map((face) => [face.id, this.#button(face)]));
    this.element.replaceChildren(...this.#buttons.values());
  });
  #buttons: ReadonlyMap<string, HTMLButtonElement> = new Map();
  #selected: string | undefined;

  constructor(host: Host, memory: Memory) {
    this.#host = host;
    this.#memory = memory;
  }

  render({ variants, texts }: PanelState): void {
    this.element.hidden = variants.length < 2;
    setAttribute(this.element, 'aria-label', texts.variants);
    this.#fill(variants.map(({ selected, ...face }) => face));
    this.#mark(variants.find(({ selected }) => selected)?.id);
  }

  /** Turns to the next (1) or previous (-1) one; the ends stay. */
  move(direction: -1 | 1): void {
    const ids = [...this.#buttons.keys()];
    const id = ids[ids.indexOf(this.#selected ?? '') + direction];
    if (id !== undefined && !this.element.hidden) {
      this.#choose(id);
    }
  }

  #button({ id, label, poster }: Face): HTMLButtonElement {
    const picture = poster === undefined ? icon('file-media') : element('img', { src: poster, alt: '' });
    const button = element(
      'button',
      { type: 'button', role: 'radio', title: `${label} (Alt+← →)` },
      element('span', { class: 'picture' }, picture),
      element('span', { class: 'name' }, icon('check'), label),
    );
    button.addEventListener('click', () => this.#choose(id));
    return button;
  }

  #choose(id: string): void {
    if (id !== this.#selected) {
      this.#mark(id);
      this.#memory.keep({ variant: id });
      this.#host.post({ type: 'variant', id });
    }
  }

  #mark(selected: string | undefined): void {
    this.#selected = selected;
    for (const [id, button] of this.#buttons) {
      setAttribute(button, 'aria-checked', String(id === selected));
    }
    this.#stopAt(selected === undefined ? undefined : this.#buttons.get(selected));
  }
}
