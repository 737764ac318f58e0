import type { PanelState } from '../protocol/state.ts';
import { nameButton, plainButton } from './button.ts';
import { element, icon, setText } from './dom.ts';
import type { Part } from './part.ts';
import type { Host } from './vscodeApi.ts';

/** What the video was asked to be: one line, all of it on request. */
export function prompt(host: Host): Part {
  const name = element('span', { class: 'name' });
  const text = element('span', { class: 'text' });
  const chevron = icon('chevron-right');
  const whole = element('details', {}, element('summary', {}, chevron, name, text));
  const copy = plainButton(icon('copy'), () => host.post({ type: 'verb', verb: 'copyPrompt' }));
  const row = element('section', { class: 'prompt' }, whole, copy);
  return {
    element: row,
    render: (state: PanelState) => {
      row.hidden = state.prompt === undefined;
      setText(name, state.texts.prompt);
      setText(text, state.prompt ?? '');
      nameButton(copy, state.texts.copyPrompt);
    },
  };
}
