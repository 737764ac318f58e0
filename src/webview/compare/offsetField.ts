import type { PanelTexts } from '../../protocol/texts.ts';
import { element, setText } from '../dom.ts';
import type { Pair } from './pair.ts';

/** Larger ones are typing errors. Seconds. */
const mostSeconds = 3_600;

function secondsUnit(language: string): string {
  const seconds = new Intl.NumberFormat(language, { style: 'unit', unit: 'second', unitDisplay: 'narrow' });
  return seconds.formatToParts(1).find(({ type }) => type === 'unit')?.value ?? '';
}

/** How far the right video runs ahead of the left one, in seconds. */
export class OffsetField {
  readonly #name = element('span');
  readonly #field = element('input', {
    type: 'number',
    step: '0.1',
    min: String(-mostSeconds),
    max: String(mostSeconds),
    value: '0',
  });
  readonly #unit = element('span', { class: 'quiet' });
  readonly element = element('label', { class: 'offset' }, this.#name, this.#field, this.#unit);
  readonly #pair: Pair;

  constructor(pair: Pair) {
    this.#pair = pair;
    this.#field.addEventListener('input', () => {
      const seconds = this.#field.valueAsNumber;
      if (Math.abs(seconds) <= mostSeconds) {
        pair.offsetMs = Math.round(seconds * 1000);
      }
    });
  }

  render({ offset }: PanelTexts): void {
    setText(this.#name, offset);
    setText(this.#unit, secondsUnit(document.documentElement.lang || navigator.language));
  }

  /** Shows the offset of the pair, which may have changed by other means. */
  update(): void {
    if (Math.round(this.#field.valueAsNumber * 1000) !== this.#pair.offsetMs) {
      this.#field.value = String(this.#pair.offsetMs / 1000);
    }
  }
}
