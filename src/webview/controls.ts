import type { PanelState, PanelTexts } from '../protocol/state.ts';
import { nameButton, plainButton } from './button.ts';
import { element, icon, setAttribute, setText } from './dom.ts';
import type { Overlay } from './overlay.ts';
import type { Part } from './part.ts';
import type { Player } from './player.ts';
import { QualityPicker } from './qualityPicker.ts';
import { SeekBar } from './seekBar.ts';
import { speeds } from './speeds.ts';
import { positionText } from './timeText.ts';
import type { Host } from './vscodeApi.ts';

/** Everything below the picture; the order here is the order of the Tab key. */
export class Controls implements Part {
  readonly element: HTMLElement;
  readonly #player: Player;
  readonly #overlay: Overlay;
  readonly #seekBar: SeekBar;
  readonly #quality: QualityPicker;
  readonly #playIcon = icon('play');
  readonly #muteIcon = icon('unmute');
  readonly #play = plainButton(this.#playIcon, () => this.#player.toggle());
  readonly #back = plainButton(icon('debug-reverse-continue'), () => this.#player.step(-1));
  readonly #forward = plainButton(icon('debug-continue'), () => this.#player.step(1));
  readonly #time = element('span', { class: 'time' });
  readonly #captions = plainButton(element('span', { class: 'letters' }, 'CC'), () => this.#overlay.toggle());
  readonly #speed = element('select', { class: 'speed' });
  readonly #mute = plainButton(this.#muteIcon, () => this.#player.toggleMute());
  readonly #repeat = plainButton(icon('sync'), () => this.#player.toggleRepeat());
  readonly #fullScreen: HTMLButtonElement;
  #texts: PanelTexts | undefined;

  constructor(player: Player, overlay: Overlay, host: Host, toggleFullScreen: () => void) {
    this.#player = player;
    this.#overlay = overlay;
    this.#seekBar = new SeekBar(player);
    this.#quality = new QualityPicker(host);
    this.#fullScreen = plainButton(icon('screen-full'), toggleFullScreen);
    this.#fullScreen.hidden = !document.fullscreenEnabled;
    this.#speed.append(...speeds.map((speed) => element('option', { value: String(speed) }, `${speed}×`)));
    this.#speed.addEventListener('change', () => player.setSpeed(Number(this.#speed.value)));
    const left = element('div', {}, this.#play, this.#back, this.#forward, this.#time);
    const right = element('div', {}, this.#quality.element, this.#speed, this.#captions);
    right.append(this.#mute, this.#repeat, this.#fullScreen);
    const bar = element('div', { class: 'bar' }, left, right);
    this.element = element('div', { class: 'controls' }, this.#seekBar.element, bar);
    player.changed(() => this.#update());
    player.video.textTracks.addEventListener('change', () => this.#update());
  }

  render(state: PanelState): void {
    this.element.hidden = state.video === undefined;
    this.#texts = state.texts;
    this.#captions.hidden = state.captions.length === 0;
    this.#seekBar.render(state);
    this.#quality.render(state);
    nameButton(this.#back, state.texts.previousFrame, ',');
    nameButton(this.#forward, state.texts.nextFrame, '.');
    nameButton(this.#captions, state.texts.overlay, 'C');
    nameButton(this.#repeat, state.texts.repeat, 'R');
    nameButton(this.#fullScreen, state.texts.fullScreen);
    nameButton(this.#speed, state.texts.speed, 'J L');
    this.#update();
  }

  #update(): void {
    if (this.#texts === undefined) {
      return;
    }
    const { video, timeMs, durationMs } = this.#player;
    nameButton(this.#play, video.paused ? this.#texts.play : this.#texts.pause, 'K');
    this.#playIcon.className = `codicon codicon-${video.paused ? 'play' : 'debug-pause'}`;
    nameButton(this.#mute, video.muted ? this.#texts.unmute : this.#texts.mute, 'M');
    this.#muteIcon.className = `codicon codicon-${video.muted ? 'mute' : 'unmute'}`;
    setText(this.#time, `${positionText(timeMs)} / ${positionText(durationMs)}`);
    setAttribute(this.#captions, 'aria-pressed', String(this.#overlay.on));
    setAttribute(this.#repeat, 'aria-pressed', String(video.loop));
    this.#speed.value = String(video.playbackRate);
  }
}
