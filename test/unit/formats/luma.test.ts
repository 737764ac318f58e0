import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readPalette } from '../../../src/formats/palette.ts';
import { observe } from './bodies.ts';

describe('Luma', () => {
  it('reads the official body', () => {
    const seen = observe({
      id: 'u-u-i-d',
      state: 'completed',
      failure_reason: null,
      created_at: '2026-01-01T00:00:00Z',
      assets: { video: 'https://m.test/l.mp4', image: null, progress_video: 'https://m.test/p.mp4' },
      model: 'ray-2',
      request: { prompt: 'p', duration: '5s', resolution: '720p' },
    });
    assert.deepEqual(seen, {
      format: 'luma',
      ids: ['u-u-i-d'],
      status: 'succeeded',
      statusWord: 'completed',
      progress: 1,
      prompt: 'p',
      model: 'ray-2',
      createdAt: Date.UTC(2026, 0, 1),
      durationMs: 5000,
      sizeLabel: '720p',
      variants: [
        {
          renditions: [{ url: 'https://m.test/l.mp4', role: 'other', watermarked: false, needsKey: false }],
          captions: [],
          storyboard: [],
        },
      ],
      warnings: [],
    });
  });

  it('reads a job that runs, and one that failed', () => {
    const running = observe({ id: 'u', state: 'dreaming', assets: null, failure_reason: null });
    assert.deepEqual([running.status, running.variants], ['running', []]);
    const failed = observe({ id: 'u', state: 'failed', assets: null, failure_reason: 'no faces' });
    assert.deepEqual([failed.status, failed.failure], ['failed', { message: 'no faces' }]);
  });

  it('reads the same tree under artifact', () => {
    const seen = observe({
      id: 'u',
      state: 'completed',
      video: null,
      artifact: {
        video: { url: 'https://m.test/l.mp4', width: 4, height: 2, duration: 5.04 },
        created_at: '2026-01-01T00:00:00Z',
      },
    });
    assert.deepEqual([seen.width, seen.durationMs, seen.createdAt], [4, 5040, Date.UTC(2026, 0, 1)]);
    assert.equal(seen.variants[0]?.renditions[0]?.role, 'other');
  });

  it('marks the video as watermarked where another one is raw', () => {
    const seen = observe({
      id: 'u',
      state: 'completed',
      video: { url: 'https://m.test/wm.mp4', download_url: 'https://m.test/d.mp4' },
      video_raw: { url: 'https://m.test/raw.mp4' },
    });
    assert.deepEqual(
      seen.variants[0]?.renditions.map(({ url, watermarked }) => [url.slice(15), watermarked]),
      [
        ['raw.mp4', false],
        ['d.mp4', false],
        ['wm.mp4', true],
      ],
    );
  });

  it('reads a placeholder of exactly 25 colours', () => {
    const grid = Buffer.from(Array.from({ length: 75 }, (_, index) => index)).toString('base64');
    assert.deepEqual(readPalette(grid)?.slice(0, 2), ['#000102', '#030405']);
    assert.equal(readPalette(grid)?.length, 25);
    for (const odd of [
      null,
      '',
      grid.slice(4),
      `${grid}AAAA`,
      `${grid.slice(0, 99)}=`,
      '*'.repeat(100),
      'A'.repeat(1e7),
    ]) {
      assert.equal(readPalette(odd), undefined);
    }
  });
});
