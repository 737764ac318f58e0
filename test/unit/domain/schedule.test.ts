import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { dueTime, jitter, pollDelay } from '../../../src/domain/schedule.ts';
import { pace, start } from './samples.ts';

const minute = 60_000;
const hour = 60 * minute;

const steps: readonly (readonly [ageMs: number, delayMs: number])[] = [
  [0, 3_000],
  [2_999, 3_000],
  [3_000, 5_000],
  [7_999, 5_000],
  [8_000, 10_000],
  [17_999, 10_000],
  [18_000, 15_000],
  [10 * minute - 1, 15_000],
  [10 * minute, 30_000],
  [hour - 1, 30_000],
  [hour, minute],
  [23 * hour, minute],
  [1_000 * hour, minute],
];

describe('pollDelay', () => {
  for (const [ageMs, delayMs] of steps) {
    it(`at the age of ${ageMs} ms: ${delayMs} ms`, () => assert.equal(pollDelay(ageMs, pace, 0.5), delayMs));
  }

  it('is twice as long when no window was focused', () =>
    assert.equal(pollDelay(20_000, { ...pace, slow: true }, 0.5), 30_000));

  it('is lengthened by the interval of the settings, never shortened', () => {
    assert.equal(pollDelay(0, { ...pace, intervalMs: 20_000 }, 0.5), 20_000);
    assert.equal(pollDelay(2 * hour, { ...pace, intervalMs: 20_000 }, 0.5), minute);
    assert.equal(pollDelay(20_000, { ...pace, intervalMs: 20_000, slow: true }, 0.5), 30_000);
  });
});

describe('dueTime', () => {
  const times: readonly (readonly [string, number | undefined, number])[] = [
    ['a task that is not asked for is never due', undefined, Number.POSITIVE_INFINITY],
    ['a time that has passed', start - 1, start - 1],
    ['the longest delay', start + 6 * minute, start + 6 * minute],
    ['more than the longest delay is now: the clock has gone back', start + 6 * minute + 1, start],
  ];
  for (const [title, nextCheckAt, expected] of times) {
    it(title, () => assert.equal(dueTime(nextCheckAt, start), expected));
  }
});

describe('jitter', () => {
  it('stays within 20 % of the time', () => {
    assert.equal(jitter(10_000, 0), 8_000);
    assert.equal(jitter(10_000, 0.5), 10_000);
    assert.equal(jitter(10_000, 1), 12_000);
    fc.assert(
      fc.property(fc.nat(1e9), fc.double({ min: 0, max: 1, noNaN: true }), (ms, random) => {
        const waited = jitter(ms, random);
        assert.ok(waited >= Math.floor(ms * 0.8) && waited <= Math.ceil(ms * 1.2));
      }),
    );
  });
});
