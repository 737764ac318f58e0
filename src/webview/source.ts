import type { PanelState } from '../protocol/state.ts';
import { setAttribute } from './dom.ts';
import type { Memory } from './memory.ts';
import { keepPlayback } from './playback.ts';
import type { Player } from './player.ts';
import type { Host } from './vscodeApi.ts';

/** Decides which file is in the player, so that a new state of the host does not disturb what plays. */
export class Source {
  readonly #player: Player;
  readonly #memory: Memory;
  #subject: string | undefined;
  #file: string | undefined;
  #watched = false;

  constructor(player: Player, memory: Memory, host: Host) {
    this.#player = player;
    this.#memory = memory;
    const { video } = player;
    player.changed(() => keepPlayback(video, memory));
    video.addEventListener('play', () => {
      if (!this.#watched) {
        this.#watched = true;
        host.post({ type: 'watched' });
      }
    });
    video.addEventListener('error', () => {
      const code = video.error?.code;
      if (code !== undefined) {
        host.post({ type: 'playbackFailed', code });
      }
    });
  }

  /** Loads a file only when the state names another one than is there. */
  render(state: PanelState): void {
    const fresh = state.subject !== this.#subject;
    const replaced = !fresh && this.#file !== undefined;
    if (fresh) {
      this.#begin(state);
    }
    if (fresh || state.video?.id !== this.#file) {
      this.#file = state.video?.id;
      this.#load(state, replaced);
    }
    setAttribute(this.#player.video, 'aria-label', state.title);
  }

  #begin({ subject, playback }: PanelState): void {
    const { muted, speed } = this.#memory.state;
    this.#subject = subject;
    this.#watched = false;
    this.#player.video.loop = playback.loop;
    this.#player.video.muted = muted ?? playback.muted;
    this.#player.setSpeed(speed ?? 1);
  }

  /** `replaced`: another file of the same subject was there; then it goes on where that one was. */
  #load({ video, playback }: PanelState, replaced: boolean): void {
    const startMs = replaced ? this.#player.timeMs : this.#memory.state.timeMs;
    const play = replaced ? !this.#player.video.paused : playback.autoPlay && startMs === undefined;
    this.#player.load(video, startMs, play);
  }
}
