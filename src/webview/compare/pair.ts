import { Emitter } from '../../domain/event.ts';
import type { Playback } from '../../protocol/state.ts';
import { frameStart } from '../frames.ts';
import type { Player } from '../player.ts';
import type { Media } from '../rest.ts';
import type { Transport } from '../transport.ts';
import { runTogether } from './lockstep.ts';

/** Two videos on one time line, which is that of the left one; the right one runs ahead of it by the offset. */
export class Pair implements Transport, Media {
  readonly #changed = new Emitter<void>();
  readonly changed = this.#changed.event;
  #left: Player;
  #right: Player;
  #offsetMs = 0;
  #isPlaying = false;
  #repeats = true;
  #speed = 1;
  #frame = 0;

  constructor(left: Player, right: Player) {
    this.#left = left;
    this.#right = right;
    for (const player of [left, right]) {
      player.changed(() => this.#changed.fire());
    }
  }

  get available(): boolean {
    return this.#left.available || this.#right.available;
  }

  get canSeek(): boolean {
    return this.#left.canSeek && this.#right.canSeek;
  }

  get paused(): boolean {
    return !this.#isPlaying;
  }

  get muted(): boolean {
    return this.#left.muted;
  }

  get repeats(): boolean {
    return this.#repeats;
  }

  get speed(): number {
    return this.#speed;
  }

  get timeMs(): number {
    const { timeMs, durationMs, available } = this.#left;
    const right = this.#right.timeMs - this.#offsetMs;
    if (!available) {
      return Math.max(0, right);
    }
    return timeMs >= durationMs - 1 && this.#right.available ? Math.max(timeMs, right) : timeMs;
  }

  /** Of the one that ends last; what cannot be played does not count. */
  get durationMs(): number {
    const left = this.#left.available ? this.#left.durationMs : 0;
    return this.#right.available ? Math.max(left, this.#right.durationMs - this.#offsetMs) : left;
  }

  get fps(): number | undefined {
    return this.#left.fps ?? this.#right.fps;
  }

  get loadedUrl(): string | undefined {
    return this.#left.loadedUrl ?? this.#right.loadedUrl;
  }

  get offsetMs(): number {
    return this.#offsetMs;
  }

  /** How far the right video runs ahead; negative when it lags. */
  set offsetMs(ms: number) {
    const at = this.timeMs;
    this.#offsetMs = ms;
    this.seek(at);
  }

  /** Starts with two other videos. */
  begin({ loop, muted }: Playback): void {
    this.#offsetMs = 0;
    this.#repeats = loop;
    this.#left.video.muted = muted;
    this.#right.video.muted = true;
    this.setSpeed(1);
  }

  /** The right one becomes the left one, which has the sound; both stay where they are. */
  swap(): void {
    const { muted } = this;
    [this.#left, this.#right] = [this.#right, this.#left];
    this.#offsetMs = 0 - this.#offsetMs;
    this.#left.video.muted = muted;
    this.#right.video.muted = true;
    this.setSpeed(this.#speed);
    this.#changed.fire();
  }

  toggle(): void {
    if (this.#isPlaying) {
      this.pause();
      return;
    }
    this.#isPlaying = true;
    if (this.#isOver) {
      this.seek(0);
    }
    this.#follow();
  }

  pause(): void {
    const at = this.timeMs;
    const holds = this.#isPlaying && !this.#isOver;
    this.#isPlaying = false;
    cancelAnimationFrame(this.#frame);
    this.#left.pause();
    this.#right.pause();
    this.setSpeed(this.#speed);
    if (holds) {
      this.#right.seek(at + this.#offsetMs);
    }
    this.#changed.fire();
  }

  seek(ms: number): void {
    const at = Math.min(Math.max(0, ms), this.durationMs);
    this.#left.seek(at);
    this.#right.seek(at + this.#offsetMs);
    this.#changed.fire();
  }

  step(frames: -1 | 1): void {
    this.pause();
    this.seek(frameStart(this.timeMs, this.fps, frames));
  }

  setSpeed(speed: number): void {
    this.#speed = speed;
    this.#left.setSpeed(speed);
    this.#right.setSpeed(speed);
  }

  toggleMute(): void {
    this.#left.toggleMute();
  }

  toggleRepeat(): void {
    this.#repeats = !this.#repeats;
    this.#changed.fire();
  }

  release(): void {
    this.#left.release();
    this.#right.release();
  }

  resume(): void {
    this.#left.resume();
    this.#right.resume();
  }

  get #isOver(): boolean {
    return this.durationMs > 0 && this.timeMs >= this.durationMs - 1;
  }

  #follow(): void {
    cancelAnimationFrame(this.#frame);
    this.#drive();
    if (this.#isPlaying) {
      this.#frame = requestAnimationFrame(() => this.#follow());
    }
  }

  #drive(): void {
    const at = this.timeMs;
    if (this.#isOver) {
      this.#end();
      return;
    }
    const left = { player: this.#left, place: at };
    runTogether([left, { player: this.#right, place: at + this.#offsetMs }], this.#speed);
  }

  #end(): void {
    if (this.#repeats && this.canSeek) {
      this.seek(0);
    } else {
      this.pause();
    }
  }
}
