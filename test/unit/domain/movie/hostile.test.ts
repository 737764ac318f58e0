import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { maxReadBytes } from '../../../../src/domain/movie/byteReader.ts';
import { readMovie } from '../../../../src/domain/movie/readMovie.ts';
import { box, clip, clipNames, element, readCounted, uint, zeros } from './files.ts';

const clips = clipNames.map(clip);
/** One read per part at most, and one for each of the two bodies that a part may need. */
const maxReads = 2000;
const dayMs = 86_400_000;
const hostileSizes = [0, 1, 2, 7, 8, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1] as const;
const boxNames =
  /moov|trak|tkhd|mdia|mdhd|stsd|avc1|hvc1|av01|mp4a|esds|st[ts][sz]|mvex|mehd|trex|moof|traf|trun|tfhd/g;
/** The header, the length and the tracks of a WebM file of ours end before. */
const webmHeaderBytes = 600;

/** Where a file has its lengths, flags and counts: around the name of each box; in WebM, anywhere at the start. */
function weakPlaces(file: Buffer): readonly number[] {
  const boxes = [...file.toString('latin1').matchAll(boxNames)];
  return file.indexOf('ftyp') === 4
    ? boxes.flatMap(({ index }) => [index - 4, index + 4, index + 8, index + 12])
    : Array.from({ length: webmHeaderBytes }, (_, place) => place);
}

/** Fails where a number could break a screen or a player. */
function assertBelievable(value: number | undefined, max: number, isWhole = true): void {
  assert.ok(value === undefined || (value > 0 && value <= max && (!isWhole || Number.isInteger(value))));
}

/** Reads a file that may hold anything, and fails when that costs too much or brings what nobody can believe. */
async function survive(file: Uint8Array, size = file.length): Promise<void> {
  const { movie, reads, bytes } = await readCounted(file, size);
  assert.ok(reads <= maxReads && bytes <= maxReadBytes, `${reads} reads of ${bytes} bytes`);
  if (movie === undefined) {
    return;
  }
  const { video, audio } = movie;
  assert.ok(video !== undefined || audio !== undefined);
  assertBelievable(movie.durationMs, dayMs);
  assertBelievable(video?.width, 65_536);
  assertBelievable(video?.height, 65_536);
  assertBelievable(video?.fps, 1000, false);
  assertBelievable(video?.frameCount, size);
  assertBelievable(audio?.channels, 64);
  assertBelievable(audio?.sampleRate, 768_000);
  for (const text of [video?.codec, video?.name, audio?.codec, audio?.name]) {
    assert.match(text ?? 'none', /^[ -~]{1,32}$/);
  }
}

const anyClip = fc.constantFrom(...clips);

describe('readMovie, of anything', () => {
  for (const name of clipNames) {
    it(`survives every prefix of ${name}`, async () => {
      const file = clip(name);
      for (let length = 0; length <= file.length; length += 1) {
        await survive(file.subarray(0, length));
      }
    });
  }

  it('survives flipped bits', () =>
    fc.assert(
      fc.asyncProperty(
        anyClip,
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 30 }),
        async (original, flips) => {
          const file = Buffer.from(original);
          for (const [at, bits] of flips) {
            file[at % file.length] = Number(file[at % file.length]) ^ bits;
          }
          await survive(file);
        },
      ),
      { numRuns: 1000 },
    ));

  for (const name of clipNames) {
    it(`survives hostile lengths and counts in every part of ${name}`, async () => {
      const original = clip(name);
      const places = weakPlaces(original);
      assert.ok(places.length > 20);
      for (const place of places) {
        for (const size of hostileSizes) {
          const file = Buffer.from(original);
          file.writeUInt32BE(size, place);
          await survive(file);
        }
      }
    });
  }

  it('survives lengths of 64 bits', async () => {
    const original = clip('h264-aac-mono-moov-last.mp4');
    for (const size of [0n, 1n, 15n, 16n, 2n ** 32n, 2n ** 53n, 2n ** 63n, 2n ** 64n - 1n]) {
      for (const name of ['free', 'moov']) {
        const file = Buffer.from(original);
        const at = file.indexOf(name) - 4;
        file.writeUInt32BE(1, at);
        file.writeBigUInt64BE(size, at + 8);
        await survive(file);
      }
    }
  });

  it('survives random bytes behind the start of a video', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom(
          zeros(0),
          box('ftyp', Buffer.from('isom'), zeros(4)),
          Buffer.concat([box('ftyp', Buffer.from('isom'), zeros(4)), uint(400, 4), Buffer.from('moov')]),
          element('1a45dfa3', element('4282', Buffer.from('webm'))),
          Buffer.concat([
            element('1a45dfa3', element('4282', Buffer.from('webm'))),
            Buffer.from('18538067ff1654ae6b4190', 'hex'),
          ]),
        ),
        fc.uint8Array({ maxLength: 600 }),
        (start, rest) => survive(Buffer.concat([start, rest])),
      ),
      { numRuns: 1000 },
    ));

  it('survives boxes in boxes', async () => {
    for (const name of ['moov', 'trak', 'moof', 'wave']) {
      let file = zeros(0);
      for (let depth = 0; depth < 2000; depth += 1) {
        file = box(name, file);
      }
      await survive(Buffer.concat([box('ftyp', Buffer.from('isom'), zeros(4)), file]));
    }
  });

  it('gives up on a million tiny boxes', async () => {
    const tiny = Buffer.from(box('free').toString('latin1').repeat(1_000_000), 'latin1');
    const start = box('ftyp', Buffer.from('isom'), zeros(4));
    const beside = await readCounted(Buffer.concat([start, tiny, clip('h264-aac.mp4')]));
    assert.deepEqual(beside, { movie: undefined, reads: 2, bytes: 8192 });
    await survive(Buffer.concat([start, box('moov', tiny.subarray(0, 4_000_000))]));
    await survive(Buffer.concat([start, box('moov', box('trak', tiny.subarray(0, 4_000_000)))]));
  });

  it('gives up on a description that does not fit the budget', async () => {
    const start = box('ftyp', Buffer.from('isom'), zeros(4));
    const { movie, reads } = await readCounted(Buffer.concat([start, box('moov', zeros(maxReadBytes))]));
    assert.deepEqual({ movie, reads }, { movie: undefined, reads: 1 });
  });

  it('says what it knows when the budget ends between fragments, but sums nothing up', async () => {
    const original = clip('fragmented.mp4');
    const long = box('moof', zeros(8192));
    const { movie, bytes } = await readCounted(Buffer.concat([original, ...Array(900).fill(long)]));
    assert.deepEqual(movie, {
      video: { codec: 'avc1', name: 'H.264', width: 64, height: 48, fps: 30 },
      audio: { codec: 'mp4a', name: 'AAC', channels: 2, sampleRate: 48_000 },
    });
    assert.ok(bytes > maxReadBytes - 20_000 && bytes <= maxReadBytes);
  });

  it('survives sources that claim a wrong size', async () => {
    const file = clip('h264-aac-mono-moov-last.mp4');
    for (const size of [
      0,
      -1,
      0.5,
      Number.NaN,
      Infinity,
      2 ** 53,
      Number.MAX_SAFE_INTEGER,
      file.length + 1,
      100,
    ]) {
      await survive(file, size);
    }
  });

  it('knows nothing of a file of which the source gives less than it claims', async () => {
    const file = clip('h264-aac-mono-moov-last.mp4');
    for (const length of [0, 1000, 4096, file.length - 1]) {
      assert.equal((await readCounted(file.subarray(0, length), file.length)).movie, undefined);
    }
  });

  it('knows nothing when the source fails, at once or later', async () => {
    const file = clip('h264-aac-mono-moov-last.mp4');
    for (const good of [0, 1]) {
      let reads = 0;
      const source = {
        size: file.length,
        read: (offset: number, length: number): Promise<Uint8Array> => {
          reads += 1;
          return reads > good
            ? Promise.reject(new Error('the disk is gone'))
            : Promise.resolve(file.subarray(offset, offset + length));
        },
      };
      assert.equal(await readMovie(source), undefined);
      assert.ok(reads > good);
    }
  });
});
