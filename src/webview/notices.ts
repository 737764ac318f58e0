import type { Notice, PanelState } from '../protocol/state.ts';
import { actionButtons } from './button.ts';
import { element, icon } from './dom.ts';
import { type Part, whenChanged } from './part.ts';
import type { Host } from './vscodeApi.ts';

/** Whether the cards stand in place of the picture: there is none, and none is on its way. */
export function areInPicture({ video, progress }: PanelState): boolean {
  return video === undefined && progress === undefined;
}

/** Cards that say what happened and what to do about it. `belong`: whether this is the place for those of a state. */
export function notices(host: Host, belong: (state: PanelState) => boolean): Part {
  const list = element('div', { class: 'notices' });
  const fill = whenChanged((all: readonly Notice[]) =>
    list.replaceChildren(...all.map((notice) => card(notice, host))),
  );
  return { element: list, render: (state: PanelState) => fill(belong(state) ? state.notices : []) };
}

function card({ tone, title, text, actions }: Notice, host: Host): HTMLElement {
  const words = element('div', { class: 'words' }, element('h2', {}, title));
  if (text !== undefined) {
    words.append(element('p', {}, text));
  }
  if (actions.length > 0) {
    words.append(element('div', { class: 'actions' }, ...actionButtons(actions, 'primary', host)));
  }
  return element('section', { class: `notice ${tone}` }, icon(tone), words);
}
