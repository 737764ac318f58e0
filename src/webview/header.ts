import type { PanelState } from '../protocol/state.ts';
import type { Announcer } from './announcer.ts';
import { element, setText } from './dom.ts';
import { LinkExpiry } from './linkExpiry.ts';
import type { Part } from './part.ts';

/** What this is and how it stands. */
export function header(announcer: Announcer, now: () => number): Part {
  const title = element('h1');
  const summary = element('p', { class: 'summary' });
  const expiry = new LinkExpiry(now);
  const line = element('div', { class: 'line' }, summary, expiry.element);
  return {
    element: element('header', {}, title, line),
    render: (state: PanelState) => {
      setText(title, state.title);
      setText(summary, state.summary);
      announcer.say('status', [state.summary, ...state.notices.map((notice) => notice.title)].join('. '));
      expiry.render(state);
    },
  };
}
