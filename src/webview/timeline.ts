import type { PanelState } from '../protocol/state.ts';
import { element } from './dom.ts';
import { type Part, whenChanged } from './part.ts';
import { fillIn } from './timeText.ts';

/** The steps in the life of a task, first to last. */
export function timeline(): Part {
  const list = element('ol');
  const fill = whenChanged(({ rows, lasted }: { rows: PanelState['timeline']; lasted: string }) =>
    list.replaceChildren(
      ...rows.map((row) => {
        const step = element('li', {}, element('span', { class: 'name' }, row.label));
        step.append(element('span', {}, row.at));
        if (row.lasted !== undefined) {
          step.append(element('span', { class: 'quiet' }, fillIn(lasted, row.lasted)));
        }
        return step;
      }),
    ),
  );
  return {
    element: element('div', { class: 'timeline' }, list),
    render: ({ timeline: rows, texts }: PanelState) => fill({ rows, lasted: texts.lasted }),
  };
}
