import type { Cue } from '../domain/media.ts';
import type { PanelState } from '../protocol/state.ts';
import type { PanelTexts } from '../protocol/texts.ts';
import { nameButton, plainButton, tellKey } from './button.ts';
import { element, icon, setAttribute, setText } from './dom.ts';
import { frameAt } from './frames.ts';
import type { Commands } from './keyboard.ts';
import type { Preview } from './preview.ts';
import { SeekBar } from './seekBar.ts';
import { speeds } from './speeds.ts';
import { fillIn, positionText } from './timeText.ts';

/** What only some controls have. */
export interface Extras {
  readonly preview?: Preview;
  /** Whether captions are on the picture. */
  readonly hasCaptionsOn: () => boolean;
  /** Elements that stand before the speed. */
  readonly fields: readonly HTMLElement[];
}

/** Everything below the picture; the order here is the order of the Tab key. */
export class Controls {
  readonly element: HTMLElement;
  readonly #commands: Commands;
  readonly #hasCaptionsOn: () => boolean;
  readonly #seekBar: SeekBar;
  readonly #playIcon = icon('play');
  readonly #muteIcon = icon('unmute');
  readonly #play = plainButton(this.#playIcon, () => this.#commands.transport.toggle());
  readonly #back = plainButton(icon('debug-reverse-continue'), () => this.#commands.transport.step(-1));
  readonly #forward = plainButton(icon('debug-continue'), () => this.#commands.transport.step(1));
  readonly #time = element('span', { class: 'time' });
  readonly #frame = element('span', { class: 'quiet time' });
  readonly #speed = element('select', { class: 'speed' });
  // Whoever speaks to the computer says what is written there: the name must begin with it.
  readonly #captionsName = element('span', { class: 'unseen' });
  readonly #captions = plainButton(
    element('span', {}, element('span', { class: 'letters' }, 'CC'), ' ', this.#captionsName),
    () => this.#commands.toggleCaptions(),
  );
  readonly #mute = plainButton(this.#muteIcon, () => this.#commands.transport.toggleMute());
  readonly #repeat = plainButton(icon('sync'), () => this.#commands.transport.toggleRepeat());
  readonly #fullScreen = plainButton(icon('screen-full'), () => this.#commands.toggleFullScreen());
  readonly #keys = plainButton(icon('keyboard'), () => this.#commands.keyList.toggle());
  #texts: PanelTexts | undefined;
  #noSound: string | undefined;

  constructor(commands: Commands, { preview, hasCaptionsOn, fields }: Extras) {
    const { transport } = commands;
    this.#commands = commands;
    this.#hasCaptionsOn = hasCaptionsOn;
    this.#seekBar = new SeekBar(transport, preview);
    this.#fullScreen.hidden = !document.fullscreenEnabled;
    this.#speed.append(...speeds.map((speed) => element('option', { value: String(speed) }, `${speed}×`)));
    this.#speed.addEventListener('change', () => transport.setSpeed(Number(this.#speed.value)));
    const left = element('div', {}, this.#play, this.#back, this.#forward, this.#time, this.#frame);
    const right = element('div', {}, ...fields, this.#speed, this.#captions);
    right.append(this.#mute, this.#repeat, this.#fullScreen, this.#keys);
    const bar = element('div', { class: 'bar' }, left, right);
    this.element = element('div', { class: 'controls' }, this.#seekBar.element, bar);
    transport.changed(() => this.update());
  }

  /** `ticks`: marks on the seek bar. */
  render(ticks: readonly Cue[], hasCaptions: boolean, { texts, noSound }: PanelState): void {
    const { available, fps } = this.#commands.transport;
    const assumed = available && fps === undefined ? texts.rateAssumed : undefined;
    this.#texts = texts;
    this.#noSound = noSound;
    this.#captions.hidden = !hasCaptions;
    this.#seekBar.render(ticks, texts);
    nameButton(this.#back, texts.previousFrame, ',', assumed);
    nameButton(this.#forward, texts.nextFrame, '.', assumed);
    setText(this.#captionsName, texts.overlay);
    tellKey(this.#captions, texts.overlay, 'C');
    nameButton(this.#repeat, texts.repeat, 'R');
    nameButton(this.#fullScreen, texts.fullScreen, 'F');
    nameButton(this.#speed, texts.speed, 'J L');
    nameButton(this.#keys, texts.keys, '?');
    this.update();
  }

  /** Follows what the transport, or the captions on the picture, do. */
  update(): void {
    if (this.#texts === undefined) {
      return;
    }
    const { available, paused, muted, repeats, speed, canSeek, fps, timeMs, durationMs } =
      this.#commands.transport;
    nameButton(this.#play, paused ? this.#texts.play : this.#texts.pause, 'K');
    this.#playIcon.className = `codicon codicon-${paused ? 'play' : 'debug-pause'}`;
    const noSound = this.#noSound;
    nameButton(
      this.#mute,
      noSound ?? (muted ? this.#texts.unmute : this.#texts.mute),
      noSound ? undefined : 'M',
    );
    this.#muteIcon.className = `codicon codicon-${muted || noSound ? 'mute' : 'unmute'}`;
    this.#mute.disabled = noSound !== undefined;
    setText(this.#time, `${positionText(timeMs)} / ${positionText(durationMs)}`);
    setText(this.#frame, fps === undefined ? '' : fillIn(this.#texts.frame, String(frameAt(timeMs, fps))));
    setAttribute(this.#captions, 'aria-pressed', String(this.#hasCaptionsOn()));
    setAttribute(this.#repeat, 'aria-pressed', String(repeats));
    this.#speed.value = String(speed);
    this.#play.disabled = !available;
    this.#back.disabled = !available || !canSeek;
    this.#forward.disabled = !available || !canSeek;
  }
}
