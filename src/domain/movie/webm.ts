import { present } from '../json.ts';
import { readCount, readPixels, readRate, readSeconds } from '../numbers.ts';
import type { ByteReader } from './byteReader.ts';
import { noBytes, readAscii, readFloat, readUint } from './bytes.ts';
import { soundName, videoName } from './codecs.ts';
import { readElementHeader } from './elements.ts';
import { maxChannels, maxSampleRate, type Movie, type SoundTrack, type VideoTrack } from './movie.ts';
import { bodyOf, split, walk, type Part } from './parts.ts';

/** Ids of elements, in hexadecimal (matroska.org/technical/elements.html). */
const segment = '18538067';
const info = '1549a966';
const timestampScale = '2ad7b1';
const duration = '4489';
const tracks = '1654ae6b';
const trackEntry = 'ae';
const trackType = '83';
const codecId = '86';
const frameDuration = '23e383';
const video = 'e0';
const pixelWidth = 'b0';
const pixelHeight = 'ba';
const audio = 'e1';
const samplingFrequency = 'b5';
const channelCount = '9f';

const videoType = 1;
const soundType = 2;
const maxCodecLength = 32;
const second = 1e9;
/** The values of what a file leaves out. */
const usualScale = 1_000_000;
const usualSampleRate = 8000;
const usualChannels = 1;

function children(body: DataView): readonly Part[] {
  return split(body, readElementHeader);
}

function uintOf(parts: readonly Part[], name: string, usual = Number.NaN): number {
  const body = bodyOf(parts, name);
  return body.byteLength === 0 ? usual : readUint(body, 0, body.byteLength);
}

function floatOf(parts: readonly Part[], name: string, usual = Number.NaN): number {
  const body = bodyOf(parts, name);
  return body.byteLength === 0 ? usual : readFloat(body, 0, body.byteLength);
}

/** Frames per second where each lasts `ns`. Files round that to whole ns: a usual rate that would give it is meant. */
function readFrameRate(ns: number): number | undefined {
  const rate = second / ns;
  const whole = Math.round(rate);
  const usual = [whole, (whole * 1000) / 1001];
  return readRate(usual.find((each) => Math.abs(second / each - ns) <= 1) ?? rate);
}

function readVideo(entry: readonly Part[], codec: string): VideoTrack {
  const picture = children(bodyOf(entry, video));
  return {
    codec,
    name: videoName(codec),
    ...present({
      width: readPixels(uintOf(picture, pixelWidth)),
      height: readPixels(uintOf(picture, pixelHeight)),
      fps: readFrameRate(uintOf(entry, frameDuration)),
    }),
  };
}

function readSound(entry: readonly Part[], codec: string): SoundTrack {
  const sound = children(bodyOf(entry, audio));
  return {
    codec,
    name: soundName(codec),
    ...present({
      channels: readCount(uintOf(sound, channelCount, usualChannels), maxChannels),
      sampleRate: readCount(floatOf(sound, samplingFrequency, usualSampleRate), maxSampleRate),
    }),
  };
}

/** The first track of a type, read by its own reader. */
function readTrack<T>(
  entries: readonly (readonly Part[])[],
  type: number,
  read: (entry: readonly Part[], codec: string) => T,
): T | undefined {
  const entry = entries.find((each) => uintOf(each, trackType) === type);
  const codec = entry && readAscii(bodyOf(entry, codecId), 0, maxCodecLength);
  return entry && codec ? read(entry, codec) : undefined;
}

/**
 * Where the parts of the segment begin, bytes; NaN when there is no segment. Its length is not looked at: it says
 * nothing in a file that was cut or written as it was made.
 */
function findSegment(first: DataView): number {
  const header = readElementHeader(first, 0, first.byteLength);
  const { name, headerLength } = readElementHeader(first, header.length, Infinity);
  return name === segment ? header.length + headerLength : Number.NaN;
}

/** Reads a WebM or Matroska file by what it says before its samples. `first`: its first bytes. */
export async function readWebm(reader: ByteReader, first: DataView): Promise<Movie | undefined> {
  const found = new Map<string, readonly Part[]>();
  for await (const { name, load } of walk(reader, readElementHeader, findSegment(first))) {
    if (name === info || name === tracks) {
      found.set(name, children((await load()) ?? noBytes));
    }
    if (found.size === 2) {
      break;
    }
  }
  const about = found.get(info) ?? [];
  const entries = (found.get(tracks) ?? [])
    .filter(({ name }) => name === trackEntry)
    .map(({ body }) => children(body));
  const picture = readTrack(entries, videoType, readVideo);
  const sound = readTrack(entries, soundType, readSound);
  if (picture === undefined && sound === undefined) {
    return undefined;
  }
  const ns = floatOf(about, duration) * uintOf(about, timestampScale, usualScale);
  return present({ durationMs: readSeconds(ns / second), video: picture, audio: sound });
}
