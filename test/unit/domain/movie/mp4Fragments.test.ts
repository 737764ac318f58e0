import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Movie } from '../../../../src/domain/movie/movie.ts';
import { box, fullBox, movieOf, uint, zeros } from './files.ts';
import { file, movieClock, picture, sizes, sound, track, version1 } from './mp4Files.ts';

const bare = { times: [], sizes: sizes(0) };
const defaults = (id: number, ticks: number): Buffer =>
  fullBox('trex', 0, uint(id, 4), uint(1, 4), uint(ticks, 4), zeros(8));
const run = (flags: number, count: number, ...fields: readonly number[]): Buffer =>
  fullBox('trun', flags, uint(count, 4), ...fields.map((each) => uint(each, 4)));
const fragment = (id: number, ...runs: readonly Uint8Array[]): Buffer =>
  box('moof', box('traf', fullBox('tfhd', 0, uint(id, 4)), ...runs));

function read(
  extension: readonly Uint8Array[],
  ...fragments: readonly Uint8Array[]
): Promise<Movie | undefined> {
  const start = file(
    movieClock(0),
    track(bare),
    track({ id: 2, handler: 'soun', ...bare }),
    box('mvex', ...extension),
  );
  return movieOf(Buffer.concat([start, ...fragments]));
}

describe('readMp4, fragments', () => {
  it('last as long as the file says, in both widths', async () => {
    const extents = [fullBox('mehd', 0, uint(4000, 4)), fullBox('mehd', version1, uint(4000, 8))];
    for (const extent of extents) {
      assert.equal((await read([extent], fragment(1, run(0, 30))))?.durationMs, 4000);
    }
  });

  it('have samples that last as long as the file, the fragment or the sample says', async () => {
    const own = fullBox('tfhd', 0x3a + 1, uint(1, 4), zeros(8), uint(1, 4), uint(25, 4), zeros(8));
    for (const [fps, part] of [
      [30, fragment(1, run(0, 30))],
      [24, box('moof', box('traf', own, run(0, 30)))],
      [25, fragment(1, run(0x105, 1, 0, 7, 24), run(0xf00, 1, 24, 9, 9, 9))],
    ] as const) {
      assert.equal((await read([defaults(1, 20)], part))?.video?.fps, fps);
    }
  });

  it('are summed up over all runs of their track', async () => {
    const movie = await read(
      [defaults(1, 20), defaults(2, 10)],
      fragment(1, run(0, 10), run(0, 5)),
      fragment(2, run(0, 60)),
      fragment(9, run(0, 1000)),
      fragment(1, run(0, 15)),
    );
    assert.deepEqual(movie, { durationMs: 1000, video: picture, audio: sound });
  });

  it('have no sound when none of them has any', async () => {
    const movie = await read([defaults(1, 20)], fragment(1, run(0, 30)));
    assert.deepEqual(movie, { durationMs: 1000, video: picture });
  });

  it('without any length give none', async () => {
    const movie = await read([], fragment(1, run(0, 30)));
    assert.deepEqual([movie?.durationMs, movie?.video?.fps], [undefined, undefined]);
    assert.equal(movie?.video?.frameCount, 30);
  });

  it('have no more samples with a length than bytes', async () => {
    const movie = await read([], fragment(1, run(0x100, 2 ** 32 - 1, 20, 20)));
    assert.deepEqual([movie?.video?.fps, movie?.video?.frameCount], [30, 2]);
  });

  it('have no more samples than they count', async () => {
    const movie = await read([], fragment(1, run(0x100, 1, 20, 20)));
    assert.equal(movie?.video?.frameCount, 1);
  });

  it('find their track by the longer fields of version 1 too', async () => {
    const long = fullBox('tkhd', version1, zeros(16), uint(7, 4), zeros(72));
    const start = file(track({ ...bare, header: long }), box('mvex', defaults(7, 20)));
    const movie = await movieOf(Buffer.concat([start, fragment(7, run(0, 30))]));
    assert.equal(movie?.video?.frameCount, 30);
  });

  it('before the description do not count', async () => {
    const late = Buffer.concat([
      box('ftyp', Buffer.from('isom'), zeros(4)),
      fragment(1, run(0, 30)),
      box('moov', track(bare), box('mvex', defaults(1, 20))),
    ]);
    assert.deepEqual((await movieOf(late))?.video, { codec: 'avc1', name: 'H.264', width: 64, height: 48 });
  });
});
