import type { PanelState } from '../protocol/state.ts';
import { element, setText } from './dom.ts';
import { LinkExpiry } from './linkExpiry.ts';
import type { Part } from './part.ts';

/** What this is and how it stands. */
export function header(now: () => number): Part {
  const title = element('h1');
  const summary = element('p', { class: 'summary' });
  const expiry = new LinkExpiry(now);
  // Told to screen readers when it changes; kept apart so that the countdown is not.
  const news = element('p', { class: 'unseen', role: 'status' });
  const line = element('div', { class: 'line' }, summary, expiry.element);
  return {
    element: element('header', {}, title, line, news),
    render: (state: PanelState) => {
      setText(title, state.title);
      setText(summary, state.summary);
      setText(news, [state.summary, ...state.notices.map((notice) => notice.title)].join('. '));
      expiry.render(state);
    },
  };
}
