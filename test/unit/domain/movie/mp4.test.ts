import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { box, fullBox, movieOf, uint, zeros } from './files.ts';
import {
  clock,
  file,
  movieClock,
  picture,
  pictureEntry,
  sizes,
  sound,
  soundEntry,
  track,
  version1,
} from './mp4Files.ts';

const boxes = (count: number): Buffer => Buffer.concat(Array(count).fill(box('free')));
const compact = (count: number): Buffer => fullBox('stz2', 0, uint(8, 4), uint(count, 4));

describe('readMp4', () => {
  it('reads the longer fields of version 1', async () => {
    const long = fullBox('mvhd', version1, zeros(16), uint(1_000_000, 4), uint(5_000_000_000, 8));
    // A turn by 90 degrees: 0 1 0, -1 0 0, 0 0 1.
    const matrix = [0, 0x10000, 0, 0xffff0000, 0, 0, 0, 0, 0x40000000].map((each) => uint(each, 4));
    const turned = fullBox('tkhd', version1, zeros(16), uint(1, 4), zeros(28), ...matrix);
    const longClock = fullBox('mdhd', version1, zeros(16), uint(600, 4), uint(600, 8));
    assert.deepEqual(await movieOf(file(long, track({ header: turned, clock: longClock }))), {
      durationMs: 5_000_000,
      video: { ...picture, width: 48, height: 64 },
    });
  });

  describe('duration', () => {
    it('is that of the longest track where the movie has none', async () => {
      const endless = fullBox('mvhd', 0, zeros(8), uint(90_000, 4), uint(2 ** 32 - 1, 4));
      for (const unknown of [movieClock(0), endless, zeros(0)]) {
        const tracks = [track(), track({ id: 2, handler: 'soun', times: [[90, 20]] })];
        assert.equal((await movieOf(file(unknown, ...tracks)))?.durationMs, 3000);
      }
    });

    it('is absent where nobody can believe it', async () => {
      const endless = file(movieClock(2 ** 31), track({ times: [[2 ** 32 - 1, 2 ** 32 - 1]] }));
      const movie = await movieOf(endless);
      assert.deepEqual([movie?.durationMs, movie?.video?.frameCount], [undefined, undefined]);
    });
  });

  describe('frame rate', () => {
    const rates: readonly (readonly [
      title: string,
      times: readonly (readonly [count: number, ticks: number])[],
      fps: number | undefined,
    ])[] = [
      ['of equal frames is that of each', [[30, 25]], 24],
      [
        'does not mind a last frame that lasts longer',
        [
          [29, 25],
          [1, 300],
        ],
        24,
      ],
      [
        'of a variable rate is the most frequent one',
        [
          [5, 10],
          [20, 25],
          [10, 100],
        ],
        24,
      ],
      [
        'takes the rounding out of frames whose last one lasts longer',
        [
          [14, 24],
          [14, 26],
          [1, 300],
        ],
        24,
      ],
      ['of a single frame is one', [[1, 600]], 1],
      ['of frames without a length is unknown', [[30, 0]], undefined],
      ['of no frames is unknown', [], undefined],
    ];
    for (const [title, times, fps] of rates) {
      it(title, async () =>
        assert.equal((await movieOf(file(movieClock(1000), track({ times }))))?.video?.fps, fps),
      );
    }

    it('is unknown without a clock', async () => {
      const movie = await movieOf(file(movieClock(1000), track({ clock: clock(0) })));
      assert.equal(movie?.video?.fps, undefined);
    });

    it('reads no more times than the table has', async () => {
      for (const [timesCount, frameCount] of [
        [2 ** 32 - 1, 30],
        [0, undefined],
      ] as const) {
        const movie = await movieOf(file(movieClock(1000), track({ timesCount })));
        assert.equal(movie?.video?.frameCount, frameCount);
      }
    });

    it('believes no more frames than the file has bytes', async () => {
      const movie = await movieOf(file(movieClock(1000), track({ times: [[100_000, 20]] })));
      assert.deepEqual([movie?.video?.fps, movie?.video?.frameCount], [30, undefined]);
    });
  });

  describe('tracks', () => {
    it('are the first picture and the first sound that has samples', async () => {
      const empty = track({ id: 2, handler: 'soun', entry: soundEntry('ac-3', 0), sizes: sizes(0) });
      const movie = await movieOf(
        file(
          movieClock(1000),
          track(),
          empty,
          track({ id: 3, handler: 'soun' }),
          track({ id: 4, entry: pictureEntry('hvc1') }),
        ),
      );
      assert.deepEqual(movie, { durationMs: 1000, video: picture, audio: sound });
    });

    it('of sound count as none without samples, in both forms of the table', async () => {
      for (const [table, isThere] of [
        [sizes(0), false],
        [compact(0), false],
        [compact(30), true],
        [zeros(0), true],
      ] as const) {
        const tracks = [track(), track({ id: 2, handler: 'soun', sizes: table })];
        assert.equal((await movieOf(file(movieClock(1000), ...tracks)))?.audio !== undefined, isThere);
      }
    });

    it('behind a thousand other boxes are not looked for', async () => {
      assert.deepEqual(await movieOf(file(boxes(999), track())), { durationMs: 1000, video: picture });
      assert.equal(await movieOf(file(boxes(1000), track())), undefined);
    });

    it('may be sound alone', async () => {
      const movie = await movieOf(file(movieClock(1000), track({ handler: 'soun' })));
      assert.deepEqual(movie, { durationMs: 1000, audio: sound });
    });

    it('of other kinds, without a codec or without a description are none', async () => {
      const text = track({ handler: 'text' });
      assert.equal(await movieOf(file(movieClock(1000), text)), undefined);
      for (const handler of ['vide', 'soun']) {
        for (const entry of [zeros(0), pictureEntry('\0\0\0\0')]) {
          assert.equal(await movieOf(file(movieClock(1000), track({ handler, entry }))), undefined);
        }
      }
      assert.equal(await movieOf(file(movieClock(1000))), undefined);
    });

    it('without a size still have their codec, its name in printable letters', async () => {
      const entry = pictureEntry('\u00e9\u0001a1', zeros(4));
      const movie = await movieOf(file(movieClock(1000), track({ entry })));
      assert.deepEqual(movie?.video, { codec: '??a1', name: '??a1', fps: 30, frameCount: 30 });
    });
  });
});
