import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { frameAt, frameStart } from '../../../src/webview/frames.ts';
import { nextSpeed, speeds } from '../../../src/webview/speeds.ts';
import { toVttText } from '../../../src/webview/vttText.ts';

describe('the number of a frame', () => {
  for (const [ms, fps, frame] of [
    [0, 30, 0],
    [32.9, 30, 0],
    [33.333, 30, 1],
    [33.333, 60, 2],
    [2_500, 30, 75],
    [2_499, 30, 74],
    [1_000, 23.976, 23],
    [5_000, 24, 120],
  ] as const) {
    it(`at ${ms} ms and ${fps} fps is ${frame}`, () => assert.equal(frameAt(ms, fps), frame));
  }
});

describe('a frame step', () => {
  for (const [ms, fps, step, start] of [
    [0, 30, 1, 1000 / 30],
    [0, 30, -1, 0],
    [2_500, 30, 1, 76_000 / 30],
    [2_500, 30, -1, 74_000 / 30],
    [2_510, 30, 1, 76_000 / 30],
    [1_000, 24, 1, 25_000 / 24],
    [1_000, undefined, 1, 31_000 / 30],
  ] as const) {
    it(`of ${step} from ${ms} ms at ${fps ?? 'unknown'} fps`, () =>
      assert.equal(frameStart(ms, fps, step), start));
  }

  it('there and back ends where it began, at any rate', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 1, max: 240 }), (frame, fps) => {
        const start = (frame * 1000) / fps;
        const stored = Math.round(start * 1000) / 1000;
        assert.ok(Math.abs(frameStart(frameStart(stored, fps, 1), fps, -1) - start) < 1e-6);
      }),
    );
  });
});

describe('the speed', () => {
  it('goes through all of them and stays at the ends', () => {
    assert.equal(nextSpeed(1, 1), 1.25);
    assert.equal(nextSpeed(1, -1), 0.75);
    assert.equal(nextSpeed(2, 1), 2);
    assert.equal(nextSpeed(0.25, -1), 0.25);
    assert.ok(speeds.includes(1));
  });
});

describe('a caption on the picture', () => {
  it('shows markup as it is written', () =>
    assert.equal(toVttText('<i>a</i> & b --> c &amp;'), '&lt;i&gt;a&lt;/i&gt; &amp; b --&gt; c &amp;amp;'));
});
