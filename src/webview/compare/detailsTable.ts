import type { PanelState } from '../../protocol/state.ts';
import { element } from '../dom.ts';
import { whenChanged } from '../part.ts';
import { type FactPair, pairDetails } from './pairDetails.ts';

interface Shown {
  readonly name: string;
  readonly titles: readonly [string, string];
  readonly rows: readonly FactPair[];
  readonly differs: string;
}

/** The details of two results beside each other; what differs is marked by a word and a colour. */
export class DetailsTable {
  readonly #table = element('table');
  readonly element = element('section', { class: 'facts' }, this.#table);
  readonly #fill = whenChanged((shown: Shown) => this.#table.replaceChildren(...parts(shown)));

  render(left: PanelState, right: PanelState): void {
    const rows = pairDetails(left.details, right.details);
    const { details, differs } = left.texts;
    this.element.hidden = rows.length === 0;
    this.#fill({ name: details, titles: [left.title, right.title], rows, differs });
  }
}

function parts({ name, titles, rows, differs }: Shown): readonly Node[] {
  const heads = [name, ...titles].map((title) => element('th', { scope: 'col' }, title));
  const lines = rows.map((row) => {
    const label = element('th', { scope: 'row' }, row.label);
    if (row.differs) {
      label.append(' ', element('span', { class: 'differs' }, differs));
    }
    const cells = [row.left, row.right].map((value) => element('td', {}, value));
    return element('tr', row.differs ? { class: 'changed' } : {}, label, ...cells);
  });
  return [element('thead', {}, element('tr', {}, ...heads)), element('tbody', {}, ...lines)];
}
