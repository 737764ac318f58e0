import { firstSentence } from '../domain/captions.ts';
import type { Cue } from '../domain/media.ts';
import type { PanelState } from '../protocol/state.ts';
import type { Memory } from './memory.ts';
import { whenChanged } from './part.ts';
import type { Player } from './player.ts';
import { toVttText } from './vttText.ts';

/** Two lines of the picture at most. */
const mostCharacters = 90;

/** The captions on the picture. */
export class Overlay {
  readonly #track: TextTrack;
  readonly #memory: Memory;
  readonly #fill = whenChanged((cues: readonly Cue[]) => {
    // The list of cues is live: it shrinks while they go.
    for (const old of Array.from(this.#track.cues ?? [])) {
      this.#track.removeCue(old);
    }
    for (const { startMs, endMs, text } of cues) {
      const short = toVttText(firstSentence(text, mostCharacters));
      this.#track.addCue(new VTTCue(startMs / 1000, endMs / 1000, short));
    }
  });

  constructor(player: Player, memory: Memory) {
    this.#track = player.video.addTextTrack('captions');
    this.#track.mode = 'hidden';
    this.#memory = memory;
  }

  get on(): boolean {
    return this.#track.mode === 'showing';
  }

  render({ captions, playback }: PanelState): void {
    this.#fill(captions);
    const wanted = playback.captions === 'overlay' || playback.captions === 'both';
    this.#show(this.#memory.state.overlay ?? wanted);
  }

  toggle(): void {
    this.#show(!this.on);
    this.#memory.keep({ overlay: this.on });
  }

  #show(on: boolean): void {
    this.#track.mode = on ? 'showing' : 'hidden';
  }
}
