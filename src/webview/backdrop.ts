import type { PanelState } from '../protocol/state.ts';
import { element, setAttribute } from './dom.ts';
import { type Part, whenChanged } from './part.ts';

const side = 5;

/** What stands in for the picture until it is there: 25 colours, blurred by scaling, and the poster over them. */
export function backdrop(): Part {
  const colours = element('canvas', { width: String(side), height: String(side) });
  const poster = element('img', { alt: '' });
  const paint = whenChanged((palette: readonly string[]) => {
    const context = colours.getContext('2d');
    if (context === null) {
      return;
    }
    context.clearRect(0, 0, side, side);
    for (const [index, colour] of palette.entries()) {
      context.fillStyle = colour;
      context.fillRect(index % side, Math.floor(index / side), 1, 1);
    }
  });
  return {
    element: element('div', { class: 'backdrop', 'aria-hidden': 'true' }, colours, poster),
    render: (state: PanelState) => {
      colours.hidden = state.palette === undefined;
      poster.hidden = state.poster === undefined;
      setAttribute(poster, 'src', state.poster);
      paint(state.palette ?? []);
    },
  };
}
