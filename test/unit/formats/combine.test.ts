import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { StatedStatus } from '../../../src/domain/statusWords.ts';
import { combine } from '../../../src/formats/combine.ts';

const rows: readonly (readonly [
  statuses: readonly StatedStatus[],
  hasMedia: boolean,
  expected: StatedStatus,
])[] = [
  [[], false, 'unknown'],
  [['running'], false, 'running'],
  [['succeeded', 'running'], true, 'succeeded'],
  [['succeeded', 'failed'], true, 'succeeded'],
  [['succeeded', 'failed'], false, 'failed'],
  [['failed', 'succeeded'], true, 'failed'],
  [['running', 'succeeded'], true, 'succeeded'],
  [['running', 'failed'], false, 'failed'],
  [['queued', 'queued', 'running'], false, 'running'],
  [['running', 'queued'], false, 'running'],
  [['unknown', 'running'], false, 'running'],
  [['unknown', 'queued', 'running'], false, 'running'],
  [['queued', 'unknown'], false, 'queued'],
  [['unknown', 'unknown'], true, 'unknown'],
  [['running', 'expired'], false, 'expired'],
  [['running', 'cancelled', 'failed'], false, 'cancelled'],
];

describe('combine: one status out of several, outermost first', () => {
  for (const [statuses, hasMedia, expected] of rows) {
    it(`${statuses.join(' > ') || 'none'}, ${hasMedia ? 'with' : 'without'} media → ${expected}`, () =>
      assert.equal(combine(statuses, hasMedia), expected));
  }
});
