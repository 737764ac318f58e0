import type { Action, PanelState } from '../protocol/state.ts';
import { actionButtons } from './button.ts';
import { element, setText } from './dom.ts';
import { type Part, whenChanged } from './part.ts';
import type { Host } from './vscodeApi.ts';

/** What else can be done with the task, and how fresh all this is. */
export function footer(host: Host): Part {
  const buttons = element('div', { class: 'actions' });
  const compact = element('div', { class: 'compact' });
  const checked = element('p', { class: 'quiet' });
  const bar = element('footer', {}, buttons, checked);
  const fill = whenChanged((actions: readonly Action[]) => {
    const named = actions.filter(({ isCompact }) => !isCompact);
    const others = actions.filter(({ isCompact }) => isCompact);
    compact.replaceChildren(...actionButtons(others, 'secondary', host));
    buttons.replaceChildren(...actionButtons(named, 'secondary', host), compact);
  });
  return {
    element: bar,
    render: (state: PanelState) => {
      bar.hidden = state.actions.length === 0 && state.checked === undefined;
      fill(state.actions);
      setText(checked, state.checked ?? '');
    },
  };
}
