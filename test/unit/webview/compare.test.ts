import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { pairDetails } from '../../../src/webview/compare/pairDetails.ts';
import { correct } from '../../../src/webview/compare/sync.ts';

describe('a video beside another one', () => {
  for (const [aheadMs, correction] of [
    [0, { do: 'speed', factor: 1 }],
    [4, { do: 'speed', factor: 1 }],
    [-4, { do: 'speed', factor: 1 }],
    [20, { do: 'speed', factor: 0.9 }],
    [-20, { do: 'speed', factor: 1.1 }],
    [200, { do: 'speed', factor: 0.75 }],
    [-200, { do: 'speed', factor: 1.25 }],
    [301, { do: 'jump' }],
    [-5_000, { do: 'jump' }],
  ] as const) {
    it(`that is ${aheadMs} ms ahead is corrected by ${JSON.stringify(correction)}`, () =>
      assert.deepEqual(correct(aheadMs), correction));
  }

  it('gets nearer with every picture and never farther, from any distance', () =>
    fc.assert(
      fc.property(fc.double({ min: -300, max: 300, noNaN: true }), (start) => {
        const frameMs = 1000 / 60;
        let aheadMs = start;
        for (let picture = 0; picture < 240; picture++) {
          const correction = correct(aheadMs);
          assert.ok(correction.do === 'speed');
          const next = aheadMs + frameMs * (correction.factor - 1);
          assert.ok(Math.abs(next) <= Math.abs(aheadMs));
          aheadMs = next;
        }
        assert.ok(Math.abs(aheadMs) <= 4);
      }),
    ));
});

describe('the details of two results', () => {
  it('stand in the order of the left one, then what only the right one has', () =>
    assert.deepEqual(
      pairDetails(
        [
          { label: 'Model', value: 'turbo' },
          { label: 'Seed', value: '1', differs: true },
        ],
        [
          { label: 'Took', value: '41 s', differs: true },
          { label: 'Seed', value: '2', differs: true },
          { label: 'Model', value: 'turbo' },
        ],
      ),
      [
        { label: 'Model', left: 'turbo', right: 'turbo', differs: false },
        { label: 'Seed', left: '1', right: '2', differs: true },
        { label: 'Took', left: '', right: '41 s', differs: true },
      ],
    ));
});
