import type { PanelState } from '../protocol/state.ts';
import { element, setText } from './dom.ts';
import { frameAt } from './frames.ts';
import type { Part } from './part.ts';
import type { Player } from './player.ts';
import { fillIn, positionText } from './timeText.ts';

/** The picture at a place of the seek bar, from a second look into the same file. */
export class Preview implements Part {
  readonly #text = element('span', { class: 'time' });
  readonly element = element('div', { class: 'preview', 'aria-hidden': 'true' }, this.#text);
  readonly #player: Player;
  #video: HTMLVideoElement | undefined;
  #url: string | undefined;
  #wanted = 0;
  #sought = 0;
  #frameText = '';

  constructor(player: Player) {
    this.#player = player;
    this.element.hidden = true;
    player.changed(() => this.#url !== player.loadedUrl && this.#drop());
  }

  render({ texts }: PanelState): void {
    this.#frameText = texts.frame;
  }

  show(ms: number): void {
    const { durationMs, fps } = this.#player;
    const frame = fps === undefined ? [] : [fillIn(this.#frameText, String(frameAt(ms, fps)))];
    setText(this.#text, [positionText(ms), ...frame].join(' · '));
    this.element.style.setProperty('--at', String(ms / durationMs));
    this.element.hidden = false;
    this.#wanted = ms / 1000;
    this.#open();
    this.#seek();
  }

  hide(): void {
    this.element.hidden = true;
  }

  #open(): void {
    const url = this.#player.loadedUrl;
    // Only the file itself tells whether a second look can go anywhere.
    const { readyState, HAVE_METADATA } = this.#player.video;
    if (this.#video !== undefined || url === undefined || readyState < HAVE_METADATA) {
      return;
    }
    const video = element('video', { preload: 'metadata', playsinline: '', tabindex: '-1' });
    video.muted = true;
    video.addEventListener('loadedmetadata', () => this.#seek());
    video.addEventListener('seeked', () => this.#seek());
    video.src = url;
    this.element.prepend(video);
    this.#video = video;
    this.#url = url;
  }

  /** One seek at a time: a pointer moves faster than a server answers. */
  #seek(): void {
    const video = this.#video;
    const idle = video !== undefined && video.readyState >= video.HAVE_METADATA && !video.seeking;
    if (idle && this.#sought !== this.#wanted) {
      this.#sought = this.#wanted;
      video.currentTime = this.#wanted;
    }
  }

  #drop(): void {
    this.hide();
    this.#video?.removeAttribute('src');
    this.#video?.load();
    this.#video?.remove();
    this.#video = undefined;
    this.#url = undefined;
    this.#sought = 0;
  }
}
