import type { Event } from '../domain/event.ts';

/** What controls and keys drive: one video, or two in step. Times are milliseconds. */
export interface Transport {
  /** After everything a control could show: once per frame while playing. */
  readonly changed: Event<void>;
  /** There is something to drive. */
  readonly available: boolean;
  /** False where the server sends a file from its beginning only. */
  readonly canSeek: boolean;
  readonly paused: boolean;
  readonly muted: boolean;
  readonly repeats: boolean;
  /** 1 is the speed of the file. */
  readonly speed: number;
  readonly timeMs: number;
  /** 0 until it is known. */
  readonly durationMs: number;
  /** Frames per second, where known. */
  readonly fps: number | undefined;
  toggle(): void;
  pause(): void;
  /** Goes to a position; beyond an end means that end. */
  seek(ms: number): void;
  /** Shows the next (1) or previous (-1) frame and holds it. */
  step(frames: -1 | 1): void;
  /** Holds for later files too. */
  setSpeed(speed: number): void;
  toggleMute(): void;
  toggleRepeat(): void;
}
