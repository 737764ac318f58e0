import type { Cue } from '../domain/media.ts';
import type { PanelState } from '../protocol/state.ts';
import { element, setAttribute } from './dom.ts';
import { type Part, whenChanged } from './part.ts';
import type { Player } from './player.ts';
import { fillIn, secondsText } from './timeText.ts';

/** More marks than this would be a grey line. */
const mostTicks = 100;

/** Where the video is, as a slider, with a mark where each caption starts. */
export class SeekBar implements Part {
  readonly #slider = element('input', { type: 'range', min: '0', max: '0', step: 'any', value: '0' });
  readonly #ticks = element('div', { class: 'ticks', 'aria-hidden': 'true' });
  readonly element = element('div', { class: 'seek' }, this.#slider, this.#ticks);
  readonly #player: Player;
  readonly #drawTicks = whenChanged((state: { readonly starts: readonly number[]; readonly end: number }) =>
    this.#ticks.replaceChildren(...state.starts.map((start) => tick(start / state.end))),
  );
  #valueText = '';
  #captions: readonly Cue[] = [];

  constructor(player: Player) {
    this.#player = player;
    this.#slider.addEventListener('input', () => player.seek(this.#slider.valueAsNumber));
    player.changed(() => this.#update());
  }

  render({ captions, texts }: PanelState): void {
    this.#captions = captions;
    this.#valueText = texts.positionValue;
    setAttribute(this.#slider, 'aria-label', texts.position);
    this.#update();
    this.#mark();
  }

  #update(): void {
    const { timeMs, durationMs } = this.#player;
    if (this.#slider.max !== String(durationMs)) {
      this.#slider.max = String(durationMs);
      this.#mark();
    }
    this.#slider.value = String(timeMs);
    this.#slider.disabled = durationMs === 0;
    this.#slider.style.setProperty('--played', String(durationMs === 0 ? 0 : timeMs / durationMs));
    const spoken = fillIn(this.#valueText, secondsText(timeMs), secondsText(durationMs));
    setAttribute(this.#slider, 'aria-valuetext', spoken);
  }

  #mark(): void {
    const end = this.#player.durationMs;
    const starts = this.#captions.map((cue) => cue.startMs).filter((start) => start > 0 && start < end);
    this.#drawTicks({ starts: starts.length > mostTicks ? [] : starts, end });
  }
}

function tick(part: number): HTMLElement {
  const mark = element('span');
  mark.style.setProperty('--at', String(part));
  return mark;
}
