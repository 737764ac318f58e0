import { isRecord } from './json.ts';
import type { Cue } from './media.ts';
import { cut, keepText } from './plainText.ts';

/** How long a video is. Both absent: texts cannot be placed in time. */
export interface Timing {
  readonly frameCount?: number;
  readonly durationMs?: number;
}

export interface Captions {
  /** In the order of time. Texts that cannot be placed all stand at 0 with no length. */
  readonly cues: readonly Cue[];
  /** How many texts were left out because they point outside the video. */
  readonly outside: number;
  /** True when the frame rate is a guess. */
  readonly assumedRate: boolean;
  /** True when texts were cut or left out for size. */
  readonly truncated: boolean;
}

const maxCues = 2000;
const maxCharacters = 2000;
/** Of Sora web tasks: 150 frames are 5 s. */
export const usualFrameMs = 1000 / 30;

interface FrameText {
  readonly frame: number;
  readonly text: string;
}

function readFrames(value: unknown): readonly FrameText[] {
  const entries =
    typeof value === 'string' ? [['0', value] as const] : Object.entries(isRecord(value) ? value : {});
  return entries
    .flatMap(([key, entry]) => {
      const text = keepText(entry, maxCharacters);
      return text === undefined ? [] : [{ frame: /^(?:0|[1-9]\d{0,8})$/.test(key) ? Number(key) : -1, text }];
    })
    .sort((a, b) => a.frame - b.frame);
}

/**
 * Texts by frame number (Sora web `caption` and `actions`: `{"0": "...", "75": "..."}`, or one string for the whole
 * video) as cues: a text holds until the next one, the last until the end.
 */
export function readCaptions(value: unknown, { frameCount, durationMs }: Timing): Captions {
  const frames = readFrames(value);
  const inside = frames.filter(({ frame }) => frame >= 0 && frame < (frameCount ?? Infinity));
  const frameMs =
    frameCount === undefined || durationMs === undefined ? usualFrameMs : durationMs / frameCount;
  const endMs = durationMs ?? (frameCount === undefined ? 0 : frameCount * usualFrameMs);
  const timed = endMs > 0;
  const shown = inside
    .map(({ frame, text }) => ({ startMs: timed ? Math.round(frame * frameMs) : 0, text }))
    .filter(({ startMs }) => !timed || startMs < endMs);
  const cues = shown.slice(0, maxCues).map(({ startMs, text }, index) => ({
    startMs,
    endMs: shown[index + 1]?.startMs ?? Math.round(endMs),
    text,
  }));
  const isGuess =
    durationMs === undefined || (frameCount === undefined && inside.some(({ frame }) => frame > 0));
  return {
    cues,
    outside: frames.length - shown.length,
    assumedRate: timed && cues.length > 0 && isGuess,
    truncated:
      shown.length > maxCues || cues.some(({ text }) => text.length === maxCharacters && text.endsWith('…')),
  };
}

/** The first sentence, for the picture: at most `max` characters, with an ellipsis when it was cut. */
export function firstSentence(text: string, max: number): string {
  const sentence = text.trim().replace(/([.!?](?=\s)|[。！？]).*$/su, '$1');
  return cut(sentence.replaceAll(/\s+/g, ' '), max);
}

/** Index of the cue that is shown at a time, or -1. The cues must be in the order of time. */
export function cueAt(cues: readonly Cue[], ms: number): number {
  let low = -1;
  let high = cues.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (Number(cues[middle]?.startMs) <= ms) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return ms < Number(cues[low]?.endMs) ? low : -1;
}
