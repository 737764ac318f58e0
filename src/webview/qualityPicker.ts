import type { PanelState, Quality } from '../protocol/state.ts';
import { nameButton } from './button.ts';
import { element } from './dom.ts';
import { type Part, whenChanged } from './part.ts';
import type { Host } from './vscodeApi.ts';

/** Chooses among the files of the result; not shown when there is nothing to choose. */
export class QualityPicker implements Part {
  readonly element = element('select', { class: 'quality' });
  readonly #fill = whenChanged((qualities: readonly Quality[]) => {
    this.element.replaceChildren(
      ...qualities.map(({ id, label, selected }) => {
        const option = element('option', { value: id }, label);
        option.selected = selected;
        return option;
      }),
    );
  });

  readonly #choose: () => void;

  constructor(host: Host) {
    this.#choose = () => host.post({ type: 'quality', id: this.element.value });
    this.element.addEventListener('change', this.#choose);
  }

  render({ qualities, texts }: PanelState): void {
    this.element.hidden = qualities.length < 2;
    this.#fill(qualities);
    nameButton(this.element, texts.quality, 'Q');
  }

  /** Turns to the next one, and after the last to the first. */
  next(): void {
    const { options } = this.element;
    if (options.length > 1) {
      this.element.selectedIndex = (this.element.selectedIndex + 1) % options.length;
      this.#choose();
    }
  }
}
