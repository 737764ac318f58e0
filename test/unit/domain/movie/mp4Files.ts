import { box, fullBox, uint, zeros } from './files.ts';

/** Version 1 of a box, no flags. */
export const version1 = 0x01000000;
const size64x48 = Buffer.concat([uint(64, 2), uint(48, 2)]);

/** A picture entry with its 70 bytes of fields. */
export function pictureEntry(codec: string, size: Uint8Array = size64x48): Buffer {
  return box(codec, zeros(24), size, zeros(50));
}

/** A sound entry with its 28 bytes of fields, then boxes. */
export function soundEntry(codec: string, version: number, ...inner: readonly Uint8Array[]): Buffer {
  const fields = [zeros(8), uint(version, 2), zeros(6), uint(2, 2), uint(16, 2), zeros(4), uint(44_100, 2)];
  return box(codec, ...fields, zeros(2), ...inner);
}

/** An `esds` box around an object type and the bytes of a decoder configuration. */
export function esds(objectType: number, config: Buffer): Buffer {
  const specific = Buffer.concat([uint(5, 1), uint(config.length, 1), config]);
  const decoder = Buffer.concat([uint(4, 1), uint(13 + specific.length, 1), uint(objectType, 1), zeros(12)]);
  // The length in four groups of seven bits, as most writers have it.
  const stream = Buffer.concat([zeros(3), decoder, specific]);
  return fullBox('esds', 0, uint(3, 1), Buffer.from([0x80, 0x80, 0x80, stream.length]), stream);
}

/** What a track is made of. */
export interface TrackFields {
  readonly id?: number;
  readonly handler?: string;
  readonly entry?: Buffer;
  readonly tableVersion?: number;
  /** Pairs of count and ticks. */
  readonly times?: readonly (readonly [count: number, ticks: number])[];
  /** Overrules the count of `times`. */
  readonly timesCount?: number;
  readonly sizes?: Buffer;
  readonly header?: Buffer;
  readonly clock?: Buffer;
}

const header = (id: number): Buffer =>
  fullBox('tkhd', 0, zeros(8), uint(id, 4), zeros(24), uint(1, 4), zeros(32));
/** The clock of a track, ticks per second. */
export const clock = (timescale: number): Buffer =>
  fullBox('mdhd', 0, zeros(8), uint(timescale, 4), zeros(8));
/** The table of sizes, for so many samples. */
export const sizes = (count: number): Buffer => fullBox('stsz', 0, uint(7, 4), uint(count, 4));

/** A track of 30 frames per second, or of sound. */
export function track(fields: TrackFields = {}): Buffer {
  const { id = 1, handler = 'vide', times = [[30, 20]], tableVersion = 0 } = fields;
  const { entry = handler === 'vide' ? pictureEntry('avc1') : soundEntry('mp4a', 0) } = fields;
  const pairs = times.flatMap(([count, ticks]) => [uint(count, 4), uint(ticks, 4)]);
  const table = box(
    'stbl',
    box('stsd', uint(tableVersion, 1), zeros(3), uint(1, 4), entry),
    fullBox('stts', 0, uint(fields.timesCount ?? times.length, 4), ...pairs),
    fields.sizes ?? sizes(30),
  );
  const description = fullBox('hdlr', 0, zeros(4), Buffer.from(handler));
  return box(
    'trak',
    fields.header ?? header(id),
    box('mdia', fields.clock ?? clock(600), description, box('minf', table)),
  );
}

/** The clock of a movie, and its length in ms. */
export const movieClock = (duration: number): Buffer =>
  fullBox('mvhd', 0, zeros(8), uint(1000, 4), uint(duration, 4));

/** A file whose description has these boxes. */
export function file(...parts: readonly Uint8Array[]): Buffer {
  const type = box('ftyp', Buffer.from('isom'), zeros(4));
  return Buffer.concat([type, box('moov', ...parts), box('mdat', zeros(1000))]);
}

/** What `track()` is read as. */
export const picture = { codec: 'avc1', name: 'H.264', width: 64, height: 48, fps: 30, frameCount: 30 };
/** What `track({ handler: 'soun' })` is read as. */
export const sound = { codec: 'mp4a', name: 'AAC', channels: 2, sampleRate: 44_100 };
