import type { Action, PanelState } from '../protocol/state.ts';
import { actionButtons } from './button.ts';
import type { Announcer } from './announcer.ts';
import { element, setAttribute, setText } from './dom.ts';
import { type Part, whenChanged } from './part.ts';
import type { Host } from './vscodeApi.ts';

/** The copy of the video on this computer: how it stands, and what can be done with it. */
export function copyLine(host: Host, announcer: Announcer): Part {
  const text = element('p', { class: 'quiet' });
  const bar = element('progress', { max: '1' });
  const buttons = element('div', { class: 'actions' });
  const line = element('div', { class: 'copy' }, element('div', { class: 'state' }, text, bar), buttons);
  const fill = whenChanged((actions: readonly Action[]) =>
    buttons.replaceChildren(...actionButtons(actions, 'secondary', host)),
  );
  return {
    element: line,
    render: ({ copy, progress }: PanelState) => {
      const value = copy?.value;
      line.hidden = copy === undefined;
      setText(text, copy?.text ?? '');
      bar.hidden = value === undefined;
      setAttribute(bar, 'value', value === undefined ? undefined : String(value));
      setAttribute(bar, 'aria-label', copy?.text);
      buttons.hidden = copy === undefined || copy.actions.length === 0;
      fill(copy?.actions ?? []);
      // While nothing can be played yet, the picture tells how the copy comes on.
      announcer.say('copy', copy?.text ?? (progress?.actions && progress.text) ?? '');
    },
  };
}
