import { boxAt, boxes, readClock } from './boxes.ts';
import { readAscii, readUint } from './bytes.ts';
import { bodyOf, type Part } from './parts.ts';
import { SampleDurations } from './sampleDurations.ts';
import { readSoundEntry, readVideoEntry } from './sampleEntry.ts';
import type { SoundTrack, VideoTrack } from './movie.ts';

/** One track of an MP4 file. */
export interface Track {
  /** By which fragments name it. */
  readonly id: number;
  readonly video?: VideoTrack;
  readonly sound?: SoundTrack;
  /** Ticks per second. */
  readonly timescale: number;
  /** Of the samples that are known so far: those of fragments are added as they are found. */
  readonly durations: SampleDurations;
}

/** Whether the matrix of `tkhd` turns the picture by 90 or 270 degrees. */
function isTurned(header: DataView, start: number): boolean {
  return readUint(header, start, 4) === 0 && readUint(header, start + 16, 4) === 0;
}

function readDurations(table: readonly Part[]): SampleDurations {
  const durations = new SampleDurations();
  const times = bodyOf(table, 'stts');
  const sizes = bodyOf(table, table.some(({ name }) => name === 'stz2') ? 'stz2' : 'stsz');
  const isEmpty = readUint(sizes, 8, 4) === 0;
  const entries = isEmpty ? 0 : Math.floor((times.byteLength - 8) / 8);
  for (let index = 0; index < Math.min(entries, readUint(times, 4, 4)); index += 1) {
    durations.add(readUint(times, 12 + index * 8, 4), readUint(times, 8 + index * 8, 4));
  }
  return durations;
}

/** Reads the body of a `trak` box. */
export function readTrack(body: DataView): Track {
  const header = boxAt(body, 'tkhd');
  const isLong = readUint(header, 0, 1) === 1;
  const media = boxAt(body, 'mdia');
  const table = boxes(boxAt(media, 'minf', 'stbl'));
  const descriptions = bodyOf(table, 'stsd');
  // Without a codec there is nothing to play and nothing to name.
  const entry = boxes(descriptions, 8).find(({ name }) => name !== '');
  const handler = readAscii(boxAt(media, 'hdlr'), 8, 4);
  return {
    id: readUint(header, isLong ? 20 : 12, 4),
    ...(handler === 'vide' && entry && { video: readVideoEntry(entry, isTurned(header, isLong ? 52 : 40)) }),
    ...(handler === 'soun' && entry && { sound: readSoundEntry(entry, readUint(descriptions, 0, 1)) }),
    timescale: readClock(boxAt(media, 'mdhd')).timescale,
    durations: readDurations(table),
  };
}
