import type { Detail, PanelState } from '../protocol/state.ts';
import { element } from './dom.ts';
import { type Part, whenChanged } from './part.ts';

/** Everything that is known, as label and value. */
export function details(): Part {
  const list = element('dl');
  const fill = whenChanged((all: readonly Detail[]) =>
    list.replaceChildren(
      ...all.map(({ label, value }) =>
        element('div', {}, element('dt', {}, label), element('dd', {}, value)),
      ),
    ),
  );
  // A tab panel must not be the list itself: its role would hide that it is one.
  const box = element('div', { class: 'details' }, list);
  return { element: box, render: (state: PanelState) => fill(state.details) };
}
