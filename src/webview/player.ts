import { Emitter } from '../domain/event.ts';
import type { PanelVideo } from '../protocol/state.ts';
import { element } from './dom.ts';
import { frameStart } from './frames.ts';
import { startPlaying } from './playback.ts';
import { Seeking } from './seeking.ts';
import type { Transport } from './transport.ts';

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
export class Player implements Transport {
  readonly video = element('video', { playsinline: '', preload: 'auto', tabindex: '-1' });
  readonly #changed = new Emitter<void>();
  readonly changed = this.#changed.event;
  readonly #seeking = new Seeking(this.video, () => this.#changed.fire());
  #file: PanelVideo | undefined;
  #releasedAtMs: number | undefined;
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
  }

  get available(): boolean {
    return this.#file !== undefined && this.#trouble !== 'failed';
  }

  get canSeek(): boolean {
    return this.#seeking.isPossible;
  }

  get paused(): boolean {
    return this.video.paused;
  }

  get muted(): boolean {
    return this.video.muted;
  }

  get repeats(): boolean {
    return this.video.loop;
  }

  get speed(): number {
    return this.video.defaultPlaybackRate;
  }

  /** To the microsecond: whole milliseconds would name the wrong frame, and seconds times 1000 end in 0.9999. */
  get timeMs(): number {
    return this.#releasedAtMs ?? Math.round(this.video.currentTime * 1e6) / 1000;
  }

  get durationMs(): number {
    const seconds = this.video.duration;
    return Number.isFinite(seconds) ? Math.round(seconds * 1000) : (this.#file?.durationMs ?? 0);
  }

  get fps(): number | undefined {
    return this.#file?.fps;
  }

  /** Address of the file that is in the video now. */
  get loadedUrl(): string | undefined {
    return this.#releasedAtMs === undefined ? this.#file?.url : undefined;
  }

  get trouble(): Trouble | undefined {
    return this.#trouble;
  }

  /** Puts in a file, or takes the last one out. While the media is released, only says what `resume` brings. */
  load(file: PanelVideo | undefined, startMs = 0, play = false): void {
    this.#file = file;
    if (this.#releasedAtMs !== undefined) {
      this.#releasedAtMs = startMs;
    } else {
      this.#insert(startMs);
      if (play && !document.hidden) {
        void this.play();
      }
    }
  }

  /** Gives the media back to the browser; the position is kept. */
  release(): void {
    if (this.loadedUrl !== undefined) {
      this.#releasedAtMs = this.timeMs;
      this.#empty();
    }
  }

  /** Brings back what was released, at its position and not playing. */
  resume(): void {
    const startMs = this.#releasedAtMs;
    if (startMs !== undefined) {
      this.#releasedAtMs = undefined;
      this.#insert(startMs);
    }
  }

  /** Loads the file anew after a failure: an element that has failed never plays again. */
  retry(): void {
    if (this.#trouble === 'failed') {
      this.#insert(this.timeMs);
    }
  }

  toggle(): void {
    this.retry();
    if (this.video.paused) {
      void this.play();
    } else {
      this.video.pause();
    }
  }

  async play(): Promise<void> {
    if (!(await startPlaying(this.video))) {
      this.#report('blocked');
    }
  }

  pause(): void {
    this.video.pause();
  }

  seek(ms: number): void {
    this.#seeking.to(Math.min(Math.max(0, ms), this.durationMs) / 1000);
  }

  step(frames: -1 | 1): void {
    this.video.pause();
    this.seek(frameStart(this.video.currentTime * 1000, this.fps, frames));
  }

  setSpeed(speed: number): void {
    Object.assign(this.video, { defaultPlaybackRate: speed, playbackRate: speed });
  }

  toggleMute(): void {
    this.video.muted = !this.video.muted;
  }

  toggleRepeat(): void {
    this.video.loop = !this.video.loop;
    this.#changed.fire();
  }

  #insert(startMs: number): void {
    this.#trouble = undefined;
    this.#seeking.reset();
    if (this.#file === undefined) {
      this.#empty();
    } else {
      this.video.src = this.#file.url;
      this.video.currentTime = startMs / 1000;
    }
  }

  #empty(): void {
    this.video.removeAttribute('src');
    this.video.load();
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
