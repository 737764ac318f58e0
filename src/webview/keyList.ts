import type { PanelTexts } from '../protocol/texts.ts';
import { nameButton, plainButton } from './button.ts';
import { element, icon, setText } from './dom.ts';
import { whenChanged } from './part.ts';

/** The list of keys, over everything else. Escape closes it, and the focus goes back to where it was. */
export class KeyList {
  readonly #title = element('h2', { id: 'keys-title' });
  readonly #rows = element('dl');
  readonly #close = plainButton(icon('close'), () => this.element.close());
  readonly element = element(
    'dialog',
    { class: 'keys', 'aria-labelledby': this.#title.id },
    element('div', { class: 'top' }, this.#title, this.#close),
    this.#rows,
  );
  readonly #fill = whenChanged((keyMap: PanelTexts['keyMap']) =>
    this.#rows.replaceChildren(
      ...keyMap.map(({ keys, does }) =>
        element('div', {}, element('dt', {}, element('kbd', {}, keys)), element('dd', {}, does)),
      ),
    ),
  );

  constructor() {
    // A click beside the box hits the dialog itself.
    this.element.addEventListener('click', ({ target }) => target === this.element && this.element.close());
  }

  get isOpen(): boolean {
    return this.element.open;
  }

  /** `without`: keys that have nothing to do here. */
  render({ keys, close, keyMap }: PanelTexts, without: readonly string[]): void {
    setText(this.#title, keys);
    nameButton(this.#close, close, 'Escape');
    this.#fill(keyMap.filter((row) => !without.includes(row.keys)));
  }

  toggle(): void {
    if (this.isOpen) {
      this.element.close();
    } else {
      this.element.showModal();
    }
  }
}
