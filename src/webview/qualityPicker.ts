import type { PanelState, Quality } from '../protocol/state.ts';
import { nameButton } from './button.ts';
import { element } from './dom.ts';
import type { Memory } from './memory.ts';
import { type Part, whenChanged } from './part.ts';
import type { Host } from './vscodeApi.ts';

/** Chooses among the files of the result; not shown when there is nothing to choose. */
export class QualityPicker implements Part {
  readonly #select = element('select');
  // The list tells the sizes in bytes; closed it shows what fits: name and size, else the name alone.
  readonly #face = element('span', { class: 'face', 'aria-hidden': 'true' });
  readonly element = element('span', { class: 'quality' }, this.#select, this.#face);
  readonly #choose: () => void;
  #qualities: readonly Quality[] = [];
  readonly #fill = whenChanged((qualities: readonly Quality[]) => {
    this.#qualities = qualities;
    this.#select.replaceChildren(
      ...qualities.map(({ id, label, selected }) => {
        const option = element('option', { value: id }, label);
        option.selected = selected;
        return option;
      }),
    );
    this.#show();
  });

  constructor(host: Host, memory: Memory) {
    this.#choose = () => {
      this.#show();
      memory.keep({ quality: this.#select.value });
      host.post({ type: 'quality', id: this.#select.value });
    };
    this.#select.addEventListener('change', this.#choose);
  }

  render({ qualities, texts }: PanelState): void {
    this.element.hidden = qualities.length < 2;
    this.#fill(qualities);
    nameButton(this.#select, texts.quality, 'Q');
  }

  /** Turns to the next one, and after the last to the first. */
  next(): void {
    const { options } = this.#select;
    if (options.length > 1) {
      this.#select.selectedIndex = (this.#select.selectedIndex + 1) % options.length;
      this.#choose();
    }
  }

  #show(): void {
    const { name = '', size } = this.#qualities[this.#select.selectedIndex] ?? {};
    const parts = size === undefined ? [name] : [name, `· ${size}`];
    this.#face.replaceChildren(...parts.map((part) => element('span', {}, part)));
  }
}
