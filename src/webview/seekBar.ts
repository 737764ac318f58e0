import type { Cue } from '../domain/media.ts';
import type { PanelTexts } from '../protocol/texts.ts';
import { element, setAttribute, setText } from './dom.ts';
import { frameAt } from './frames.ts';
import { whenChanged } from './part.ts';
import type { Preview } from './preview.ts';
import { fillIn, secondsText } from './timeText.ts';
import type { Transport } from './transport.ts';

/** More marks than this would be a grey line. */
const mostTicks = 100;
/** Width of the thumb in the style sheet, pixels: its middle stands for the position. */
const thumb = 12;

/** Where the video is, as a slider, with a mark where each caption starts. */
export class SeekBar {
  readonly #slider = element('input', { type: 'range', min: '0', max: '0', step: 'any', value: '0' });
  readonly #ticks = element('div', { class: 'ticks', 'aria-hidden': 'true' });
  readonly #note = element('p', { class: 'quiet' });
  readonly #bar = element('div', { class: 'seek' }, this.#slider, this.#ticks);
  readonly element = element('div', {}, this.#bar, this.#note);
  readonly #transport: Transport;
  readonly #drawTicks = whenChanged((state: { readonly starts: readonly number[]; readonly end: number }) =>
    this.#ticks.replaceChildren(...state.starts.map((start) => tick(start / state.end))),
  );
  #texts: PanelTexts | undefined;
  #captions: readonly Cue[] = [];
  #isHeld = false;

  constructor(transport: Transport, preview?: Preview) {
    this.#transport = transport;
    this.#slider.addEventListener('input', () => {
      transport.seek(this.#slider.valueAsNumber);
      if (this.#isHeld) {
        preview?.show(this.#slider.valueAsNumber);
      }
    });
    if (preview !== undefined) {
      this.#followPointer(preview);
    }
    transport.changed(() => this.#update());
  }

  render(captions: readonly Cue[], texts: PanelTexts): void {
    this.#captions = captions;
    this.#texts = texts;
    setAttribute(this.#slider, 'aria-label', texts.position);
    setText(this.#note, texts.noSeeking);
    this.#update();
    this.#mark();
  }

  #update(): void {
    const { timeMs, durationMs, canSeek, available } = this.#transport;
    if (this.#slider.max !== String(durationMs)) {
      this.#slider.max = String(durationMs);
      this.#mark();
    }
    this.#slider.value = String(timeMs);
    this.#slider.disabled = durationMs === 0 || !canSeek;
    this.#slider.style.setProperty('--played', String(durationMs === 0 ? 0 : timeMs / durationMs));
    this.#note.hidden = canSeek || !available;
    setAttribute(this.#slider, 'aria-valuetext', this.#spoken());
  }

  #spoken(): string {
    const { timeMs, durationMs, fps } = this.#transport;
    const { positionValue = '', frame = '' } = this.#texts ?? {};
    const position = fillIn(positionValue, secondsText(timeMs), secondsText(durationMs));
    return fps === undefined ? position : `${position}, ${fillIn(frame, String(frameAt(timeMs, fps)))}`;
  }

  #mark(): void {
    const end = this.#transport.durationMs;
    const starts = this.#captions.map((cue) => cue.startMs).filter((start) => start > 0 && start < end);
    this.#drawTicks({ starts: starts.length > mostTicks ? [] : starts, end });
  }

  #followPointer(preview: Preview): void {
    const slider = this.#slider;
    slider.addEventListener('pointermove', ({ clientX, pointerType }) => {
      if (!this.#isHeld && pointerType !== 'touch' && !slider.disabled) {
        preview.show(this.#timeAt(clientX));
      }
    });
    slider.addEventListener('pointerdown', () => {
      this.#isHeld = true;
    });
    slider.addEventListener('pointerleave', () => !this.#isHeld && preview.hide());
    for (const end of ['pointerup', 'pointercancel'] as const) {
      slider.addEventListener(end, () => {
        this.#isHeld = false;
        if (!slider.matches(':hover')) {
          preview.hide();
        }
      });
    }
  }

  #timeAt(clientX: number): number {
    const { left, width } = this.#slider.getBoundingClientRect();
    const part = (clientX - left - thumb / 2) / (width - thumb);
    return Math.round(Math.min(1, Math.max(0, part)) * this.#transport.durationMs);
  }
}

function tick(part: number): HTMLElement {
  const mark = element('span');
  mark.style.setProperty('--at', String(part));
  return mark;
}
