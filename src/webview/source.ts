import type { PanelState } from '../protocol/state.ts';
import { setAttribute } from './dom.ts';
import type { Memory } from './memory.ts';
import { keepPlayback } from './playback.ts';
import type { Player } from './player.ts';
import { reportSound } from './sound.ts';
import type { Host } from './vscodeApi.ts';

/** Decides which file is in the player, so that a new state of the host does not disturb what plays. */
export class Source {
  readonly #player: Player;
  readonly #memory: Memory;
  #subject: string | undefined;
  #file: string | undefined;
  #variant: string | undefined;
  #watched = false;

  constructor(player: Player, memory: Memory, host: Host) {
    this.#player = player;
    this.#memory = memory;
    const { video } = player;
    player.changed(() => keepPlayback(video, memory));
    reportSound(player, host);
    video.addEventListener('play', () => {
      if (!this.#watched) {
        this.#watched = true;
        host.post({ type: 'watched' });
      }
    });
    video.addEventListener('error', () => {
      const code = video.error?.code;
      if (code !== undefined && this.#file !== undefined) {
        host.post({ type: 'playbackFailed', code, id: this.#file, side: 0 });
      }
    });
  }

  /** Loads a file only when the state names another one than is there. */
  render(state: PanelState): void {
    const fresh = state.subject !== this.#subject;
    const variant = state.variants.find(({ selected }) => selected)?.id;
    const other = !fresh && this.#variant !== undefined && variant !== this.#variant;
    const replaced = !fresh && this.#file !== undefined;
    this.#variant = variant;
    if (fresh) {
      this.#begin(state);
    }
    if (fresh || state.video?.id !== this.#file) {
      this.#file = state.video?.id;
      this.#load(state, replaced, other);
    }
    setAttribute(this.#player.video, 'aria-label', state.title);
  }

  /** Takes the file out; the next state puts it in again. */
  leave(): void {
    this.#subject = undefined;
    this.#file = undefined;
    this.#player.load(undefined);
  }

  #begin({ subject, playback }: PanelState): void {
    const { muted, speed } = this.#memory.state;
    this.#subject = subject;
    this.#watched = false;
    this.#player.video.loop = playback.loop;
    this.#player.video.muted = muted ?? playback.muted;
    this.#player.setSpeed(speed ?? 1);
  }

  /**
   * `replaced`: another file of the same subject was there; then it goes on where that one was, unless it is a file of
   * an `other` result.
   */
  #load({ video, playback }: PanelState, replaced: boolean, other: boolean): void {
    const at = replaced ? this.#player.timeMs : this.#memory.state.timeMs;
    const begin = playback.play === true || (playback.autoPlay && at === undefined);
    const play = replaced ? !this.#player.video.paused : begin;
    this.#player.load(video, other ? 0 : at, play);
  }
}
