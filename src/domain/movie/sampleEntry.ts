// The entries of `stsd`: which codec the samples of a track are in.
import { present } from '../json.ts';
import { readCount, readPixels } from '../numbers.ts';
import { boxAt, boxes } from './boxes.ts';
import { readFloat, readUint } from './bytes.ts';
import { soundName, videoName } from './codecs.ts';
import { readEsds } from './esds.ts';
import { maxChannels, maxSampleRate, type SoundTrack, type VideoTrack } from './movie.ts';
import { bodyOf, type Part } from './parts.ts';

/** By channel mode of AC-3, without the low-frequency channel. */
const ac3Channels = [2, 1, 2, 3, 3, 4, 4, 5] as const;

/** `bits` ends in the three of the channel mode and the one of the low-frequency channel. */
function readAc3Channels(bits: number): number | undefined {
  return Number.isNaN(bits) ? undefined : Number(ac3Channels[(bits >>> 1) & 7]) + (bits & 1);
}

/** The entry of a picture. `isTurned`: shown with its sides swapped. */
export function readVideoEntry({ name: codec, body }: Part, isTurned: boolean): VideoTrack {
  const sides = [readPixels(readUint(body, 24, 2)), readPixels(readUint(body, 26, 2))];
  const [width, height] = isTurned ? sides.toReversed() : sides;
  return { codec, name: videoName(codec), ...present({ width, height }) };
}

/** The entry of a sound. `tableVersion` is that of the `stsd` box around it: 0 allows QuickTime's longer entries. */
export function readSoundEntry({ name: codec, body }: Part, tableVersion: number): SoundTrack {
  const version = tableVersion === 0 ? readUint(body, 8, 2) : 0;
  const inner = boxes(body, 28 + ([0, 16, 36][version] ?? 0));
  const hasEsds = inner.some(({ name }) => name === 'esds');
  const esds = hasEsds ? bodyOf(inner, 'esds') : boxAt(bodyOf(inner, 'wave'), 'esds');
  const stream = readEsds(esds);
  const name = soundName(codec, codec === 'mp4a' && esds.byteLength > 0 ? stream.objectType : undefined);
  // Writers state two channels whatever the sound has: where the codec says it itself, that counts.
  const channels = {
    AAC: stream.aacChannels,
    'AC-3': readAc3Channels(Math.floor(readUint(bodyOf(inner, 'dac3'), 1, 1) / 4)),
    // An MP3 says it in its samples only.
    MP3: codec === 'mp4a' ? Number.NaN : undefined,
    'E-AC-3': readAc3Channels(readUint(bodyOf(inner, 'dec3'), 3, 1)),
  }[name];
  const stated = version === 2 ? readUint(body, 40, 4) : readUint(body, 16, 2);
  const sampleRate = version === 2 ? readFloat(body, 32, 8) : readUint(body, 24, 2);
  return {
    codec,
    name,
    ...present({
      channels: readCount(channels ?? stated, maxChannels),
      sampleRate: readCount(sampleRate, maxSampleRate),
    }),
  };
}
