import { firstSentence } from '../domain/captions.ts';
import type { Cue } from '../domain/media.ts';
import type { Playback } from '../protocol/state.ts';
import { whenChanged } from './part.ts';
import type { Player } from './player.ts';
import { toVttText } from './vttText.ts';

/** Two lines of the picture at most. */
const mostCharacters = 90;

/** The captions on the picture. */
export class Overlay {
  readonly #track: TextTrack;
  /** Gives the picture these captions. */
  readonly fill = whenChanged((cues: readonly Cue[]) => {
    // The list of cues is live: it shrinks while they go.
    for (const old of Array.from(this.#track.cues ?? [])) {
      this.#track.removeCue(old);
    }
    for (const { startMs, endMs, text } of cues) {
      const short = toVttText(firstSentence(text, mostCharacters));
      this.#track.addCue(new VTTCue(startMs / 1000, endMs / 1000, short));
    }
  });

  constructor(player: Player) {
    this.#track = player.video.addTextTrack('captions');
    this.#track.mode = 'hidden';
  }

  get on(): boolean {
    return this.#track.mode === 'showing';
  }

  set on(on: boolean) {
    this.#track.mode = on ? 'showing' : 'hidden';
  }
}

/** Whether the setting wants captions on the picture. */
export function wantsOverlay({ captions }: Playback): boolean {
  return captions === 'overlay' || captions === 'both';
}
