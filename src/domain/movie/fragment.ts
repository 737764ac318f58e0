import { boxAt, boxes } from './boxes.ts';
import { readUint } from './bytes.ts';
import { bodyOf } from './parts.ts';
import type { Track } from './track.ts';

/** Bytes of the fields that may stand before the default duration in `tfhd`, by their flag. */
const beforeDuration = [
  [0x1, 8],
  [0x2, 4],
] as const;
const hasDefaultDuration = 0x8;

/** Bytes of the fields that may stand before the samples in `trun`, by their flag. */
const beforeSamples = [
  [0x1, 4],
  [0x4, 4],
] as const;
const hasDurations = 0x100;
/** Bytes of the fields of one sample, by their flag; the duration comes first. */
const ofSample = [
  [hasDurations, 4],
  [0x200, 4],
  [0x400, 4],
  [0x800, 4],
] as const;

function lengthOf(fields: readonly (readonly [flag: number, bytes: number])[], flags: number): number {
  return fields.reduce((sum, [flag, bytes]) => sum + ((flags & flag) === 0 ? 0 : bytes), 0);
}

/** Ticks of a sample by track id, where neither the fragment nor the sample says otherwise. From the body of `moov`. */
export function readDefaults(movie: DataView): ReadonlyMap<number, number> {
  return new Map(
    boxes(boxAt(movie, 'mvex'))
      .filter(({ name }) => name === 'trex')
      .map(({ body }) => [readUint(body, 4, 4), readUint(body, 12, 4)]),
  );
}

function addRun({ durations }: Track, run: DataView, usual: number): void {
  const flags = readUint(run, 1, 3);
  const count = readUint(run, 4, 4);
  if ((flags & hasDurations) === 0) {
    durations.add(usual, count);
    return;
  }
  const start = 8 + lengthOf(beforeSamples, flags);
  const step = lengthOf(ofSample, flags);
  const there = Math.min(count, Math.floor((run.byteLength - start) / step));
  for (let index = 0; index < there; index += 1) {
    durations.add(readUint(run, start + index * step, 4), 1);
  }
}

/** The track that a part of a fragment belongs to, and how long its samples last where they do not say, in ticks. */
function readOwner(
  header: DataView,
  tracks: readonly Track[],
  defaults: ReadonlyMap<number, number>,
): readonly [track: Track | undefined, usual: number] {
  const flags = readUint(header, 1, 3);
  const id = readUint(header, 4, 4);
  const usual =
    (flags & hasDefaultDuration) === 0
      ? (defaults.get(id) ?? Number.NaN)
      : readUint(header, 8 + lengthOf(beforeDuration, flags), 4);
  return [tracks.find((track) => track.id === id), usual];
}

/** Adds the samples of a fragment, the body of a `moof` box, to its tracks. */
export function addFragment(
  body: DataView,
  tracks: readonly Track[],
  defaults: ReadonlyMap<number, number>,
): void {
  for (const part of boxes(body).filter(({ name }) => name === 'traf')) {
    const inner = boxes(part.body);
    const [track, usual] = readOwner(bodyOf(inner, 'tfhd'), tracks, defaults);
    if (track !== undefined) {
      for (const run of inner.filter(({ name }) => name === 'trun')) {
        addRun(track, run.body, usual);
      }
    }
  }
}
