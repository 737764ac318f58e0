import { Emitter } from '../domain/event.ts';
import type { PanelVideo } from '../protocol/state.ts';
import { element } from './dom.ts';
import { frameStart } from './frames.ts';
import { startPlaying } from './playback.ts';
import { nextSpeed } from './speeds.ts';

const observed = [
  'play',
  'pause',
  'timeupdate',
  'seeking',
  'seeked',
  'loadedmetadata',
  'loadeddata',
  'emptied',
  'volumechange',
  'ratechange',
] as const;

/** The browser cannot play the file, or wants a person to start it. */
export type Trouble = 'failed' | 'blocked';

/** The video and what can be done with it. */
export class Player {
  readonly video = element('video', { playsinline: '', preload: 'auto', tabindex: '-1' });
  readonly #changed = new Emitter<void>();
  /** After everything a control could show: once per frame while playing. */
  readonly changed = this.#changed.event;
  #file: PanelVideo | undefined;
  #trouble: Trouble | undefined;
  #frame = 0;

  constructor() {
    for (const type of observed) {
      this.video.addEventListener(type, () => this.#changed.fire());
    }
    this.video.addEventListener('play', () => {
      this.#trouble = undefined;
      this.#follow();
    });
    this.video.addEventListener('error', () => this.#report('failed'));
    this.video.addEventListener('click', () => this.toggle());
    document.addEventListener('visibilitychange', () => document.hidden && this.video.pause());
  }

  get timeMs(): number {
    return Math.round(this.video.currentTime * 1000);
  }

  /** 0 until it is known. */
  get durationMs(): number {
    const seconds = this.video.duration;
    return Number.isFinite(seconds) ? Math.round(seconds * 1000) : (this.#file?.durationMs ?? 0);
  }

  get trouble(): Trouble | undefined {
    return this.#trouble;
  }

  /** Puts in a file, or takes the last one out. */
  load(file: PanelVideo | undefined, startMs = 0, play = false): void {
    this.#file = file;
    this.#trouble = undefined;
    if (file === undefined) {
      this.video.removeAttribute('src');
      this.video.load();
      return;
    }
    this.video.src = file.url;
    this.video.currentTime = startMs / 1000;
    if (play && !document.hidden) {
      void this.#play();
    }
  }

  toggle(): void {
    if (this.video.paused) {
      void this.#play();
    } else {
      this.video.pause();
    }
  }

  /** Goes to a position; beyond an end means that end. */
  seek(ms: number): void {
    this.video.currentTime = Math.min(Math.max(0, ms), this.durationMs) / 1000;
  }

  /** Shows the next (1) or previous (-1) frame and holds it. */
  step(frames: -1 | 1): void {
    this.video.pause();
    this.seek(frameStart(this.video.currentTime * 1000, this.#file?.fps, frames));
  }

  /** Holds for later files too. */
  setSpeed(speed: number): void {
    this.video.defaultPlaybackRate = speed;
    this.video.playbackRate = speed;
  }

  changeSpeed(direction: -1 | 1): void {
    this.setSpeed(nextSpeed(this.video.playbackRate, direction));
  }

  toggleMute(): void {
    this.video.muted = !this.video.muted;
  }

  toggleRepeat(): void {
    this.video.loop = !this.video.loop;
    this.#changed.fire();
  }

  async #play(): Promise<void> {
    if (!(await startPlaying(this.video))) {
      this.#report('blocked');
    }
  }

  #report(trouble: Trouble): void {
    this.#trouble = trouble;
    this.#changed.fire();
  }

  #follow(): void {
    cancelAnimationFrame(this.#frame);
    if (!this.video.paused) {
      this.#changed.fire();
      this.#frame = requestAnimationFrame(() => this.#follow());
    }
  }
}
