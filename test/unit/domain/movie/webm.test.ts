import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { maxReadBytes } from '../../../../src/domain/movie/byteReader.ts';
import type { Movie } from '../../../../src/domain/movie/movie.ts';
import { element, movieOf, readCounted, uint, zeros } from './files.ts';

const start = element('1a45dfa3', element('4282', Buffer.from('webm')));
const number = (id: string, value: number): Buffer => element(id, uint(value, 4));
const float = (id: string, value: number, length: 4 | 8): Buffer => {
  const body = zeros(length);
  body[length === 4 ? 'writeFloatBE' : 'writeDoubleBE'](value);
  return element(id, body);
};
const codec = (text: string): Buffer => element('86', Buffer.from(text, 'latin1'));
const track = (type: number, ...fields: readonly Uint8Array[]): Buffer =>
  element('ae', number('83', type), ...fields);
const tracks = (...entries: readonly Uint8Array[]): Buffer => element('1654ae6b', ...entries);
const info = (...fields: readonly Uint8Array[]): Buffer => element('1549a966', ...fields);
/** The start of an element whose length is not known. */
const open = (id: string): Buffer => Buffer.from(`${id}01ffffffffffffff`, 'hex');
const cluster = element('1f43b675', zeros(5000));

function read(...parts: readonly Uint8Array[]): Promise<Movie | undefined> {
  return movieOf(Buffer.concat([start, element('18538067', ...parts)]));
}

const vp9 = { codec: 'V_VP9', name: 'VP9' };

describe('readWebm', () => {
  it('reads what stands in front of the samples, in any order', async () => {
    const movie = { durationMs: 5000, video: vp9 };
    const parts = [info(float('4489', 5000, 8)), tracks(track(1, codec('V_VP9')))];
    assert.deepEqual(await read(...parts, cluster), movie);
    assert.deepEqual(await read(...parts.toReversed(), cluster), movie);
    assert.deepEqual(await read(cluster, ...parts), movie);
  });

  it('takes the length in the unit of the file', async () => {
    for (const [duration, durationMs] of [
      [float('4489', 2.5, 4), 2500],
      [float('4489', 2.5, 8), 2500],
      [element('4489', zeros(3)), undefined],
      [float('4489', Number.NaN, 8), undefined],
      [float('4489', -1, 8), undefined],
      [float('4489', 1e9, 8), undefined],
    ] as const) {
      const movie = await read(info(number('2ad7b1', 1e9), duration), tracks(track(1, codec('V_VP9'))));
      assert.equal(movie?.durationMs, durationMs);
    }
  });

  it('knows the values of what is left out', async () => {
    assert.deepEqual(await read(tracks(track(2, codec('A_OPUS')))), {
      audio: { codec: 'A_OPUS', name: 'Opus', channels: 1, sampleRate: 8000 },
    });
  });

  it('takes the first picture and the first sound', async () => {
    const movie = await read(
      tracks(
        track(17, codec('S_TEXT/UTF8')),
        track(1, codec('V_VP9'), element('e0', number('b0', 640), number('ba', 360))),
        track(1, codec('V_AV1')),
        track(2, codec('A_OPUS'), element('e1', number('9f', 2), float('b5', 48_000, 8))),
        track(2, codec('A_AAC')),
      ),
    );
    assert.deepEqual(movie, {
      video: { ...vp9, width: 640, height: 360 },
      audio: { codec: 'A_OPUS', name: 'Opus', channels: 2, sampleRate: 48_000 },
    });
  });

  const rates: readonly (readonly [ns: number, fps: number | undefined])[] = [
    [33_333_333, 30],
    [33_366_666, 30_000 / 1001],
    [33_366_667, 30_000 / 1001],
    [41_708_333, 24_000 / 1001],
    [40_000_000, 25],
    [16_683_333, 60_000 / 1001],
    [80_123_456, 1e9 / 80_123_456],
    [1, undefined],
    [0, undefined],
  ];
  for (const [ns, fps] of rates) {
    it(`${ns} ns are ${fps ?? 'no'} frames per second`, async () => {
      const movie = await read(tracks(track(1, codec('V_VP9'), number('23e383', ns))));
      assert.equal(movie?.video?.fps, fps);
    });
  }

  it('reads names that are filled up with zeros, in printable letters, and cuts long ones', async () => {
    for (const [text, name] of [
      ['V_VP9\0\0', 'VP9'],
      ['V_\u0007\u00e9', 'V_??'],
      ['V_'.padEnd(100, 'X'), 'V_'.padEnd(32, 'X')],
    ] as const) {
      assert.equal((await read(tracks(track(1, codec(text)))))?.video?.name, name);
    }
  });

  it('is nothing without a track that has a codec', async () => {
    for (const parts of [
      [],
      [cluster],
      [tracks()],
      [tracks(track(17, codec('S_TEXT/UTF8')))],
      [tracks(track(1))],
      [tracks(track(2, codec('')))],
      [tracks(element('ae', codec('V_VP9')))],
    ]) {
      assert.equal(await read(...parts), undefined);
    }
    assert.equal(await movieOf(start), undefined);
    assert.equal(await movieOf(Buffer.concat([start, tracks(track(1, codec('V_VP9')))])), undefined);
  });

  it('reads a file without lengths up to its first samples', async () => {
    for (const samples of [open('1f43b675'), Buffer.from('1f43b675ff', 'hex')]) {
      const parts = [tracks(track(1, codec('V_VP9'))), samples, zeros(127), info(float('4489', 5000, 8))];
      assert.deepEqual(await movieOf(Buffer.concat([start, open('18538067'), ...parts])), { video: vp9 });
    }
  });

  it('reads no samples once it knows both length and tracks', async () => {
    const parts = [info(), tracks(track(1, codec('V_VP9'))), cluster, cluster, cluster];
    const { reads } = await readCounted(Buffer.concat([start, element('18538067', ...parts)]));
    assert.equal(reads, 1);
  });

  it('leaves out what does not fit the budget', async () => {
    const movie = await read(info(zeros(maxReadBytes)), tracks(track(1, codec('V_VP9'))));
    assert.deepEqual(movie, { video: vp9 });
  });
});
