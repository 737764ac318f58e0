import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  readCount,
  readFraction,
  readNumber,
  readPercent,
  readPixels,
  readRate,
  readSeconds,
  readSize,
  readTime,
} from '../../../src/domain/numbers.ts';

const now = Date.UTC(2026, 10, 21);
type Row = readonly [value: unknown, expected: unknown];

function table(name: string, read: (value: unknown) => unknown, rows: readonly Row[]): void {
  describe(name, () => {
    for (const [value, expected] of rows) {
      it(`${JSON.stringify(value) ?? String(value)} → ${JSON.stringify(expected) ?? 'absent'}`, () =>
        assert.deepEqual(read(value), expected));
    }
  });
}

table('readNumber', readNumber, [
  [150, 150],
  ['150', 150],
  [' -1.5 ', -1.5],
  ['', undefined],
  ['0x10', undefined],
  ['1e3', undefined],
  ['1,5', undefined],
  [true, undefined],
  [null, undefined],
  [[], undefined],
  [Number.POSITIVE_INFINITY, undefined],
  [Number.NaN, undefined],
]);

table('readCount', (value) => readCount(value, 1000), [
  [1, 1],
  ['450', 450],
  [0, undefined],
  [-1, undefined],
  [1.5, undefined],
  [1001, undefined],
  [undefined, undefined],
]);

table('readPixels', readPixels, [
  [854, 854],
  [65_537, undefined],
]);

table('readRate', readRate, [
  [24, 24],
  ['23.976', 23.976],
  [1_000, 1_000],
  [0, undefined],
  [-24, undefined],
  [1_001, undefined],
  [null, undefined],
]);

table('readSeconds', readSeconds, [
  [5.041667, 5042],
  ['8', 8000],
  ['5s', 5000],
  ['5.1 s', 5100],
  [0, undefined],
  [-1, undefined],
  [0.0001, undefined],
  [86_401, undefined],
  [1e9, undefined],
  [Number.POSITIVE_INFINITY, undefined],
  ['s', undefined],
  [null, undefined],
]);

table('readPercent divides by 100 always', readPercent, [
  ['30%', 0.3],
  ['50 %', 0.5],
  ['45', 0.45],
  [1, 0.01],
  [0, 0],
  [0.5, 0.005],
  [250, 1],
  ['NaN%', undefined],
  ['', undefined],
  ['abc', undefined],
  ['½', undefined],
  [-5, undefined],
  [null, undefined],
]);

table('readFraction takes 0..1 as it is', readFraction, [
  [0.93, 0.93],
  [1, 1],
  [45, 0.45],
  [250, 1],
  [-1, undefined],
  [null, undefined],
]);

table('readSize', readSize, [
  ['854x480', { width: 854, height: 480 }],
  ['1280*720', { width: 1280, height: 720 }],
  ['1280:720', { width: 1280, height: 720 }],
  ['720 × 1280', { width: 720, height: 1280 }],
  ['720X1280', { width: 720, height: 1280 }],
  ['16:9', undefined],
  ['16x9', undefined],
  ['0x720', undefined],
  ['720x0', undefined],
  ['small', undefined],
  [720, undefined],
]);

const at = (ms: number, zoneless = false) => ({ ms, zoneless });

table('readTime', (value) => readTime(value, now), [
  [1_736_867_860, at(1_736_867_860_000)],
  ['1736867805', at(1_736_867_805_000)],
  [1_759_763_621_142, at(1_759_763_621_142)],
  [1_759_763_631.222531, at(1_759_763_631_223)],
  [1_759_763_621_142_531, at(1_759_763_621_143)],
  ['2025-01-14T15:15:46.724124Z', at(1_736_867_746_724)],
  ['2025-01-14T16:15:46+01:00', at(1_736_867_746_000)],
  ['2025-01-14T10:15:46-0500', at(1_736_867_746_000)],
  ['2025-01-14T15:15Z', at(Date.UTC(2025, 0, 14, 15, 15))],
  ['2025-01-14 15:15:46.5', at(1_736_867_746_500, true)],
  ['2025-01-14', at(Date.UTC(2025, 0, 14), true)],
  [0, undefined],
  [-1, undefined],
  ['', undefined],
  [null, undefined],
  [true, undefined],
  ['0001-01-01T00:00:00Z', undefined],
  ['1999-12-31T23:59:59Z', undefined],
  ['9999-12-31T00:00:00Z', undefined],
  ['2025-02-30T00:00:00Z', undefined],
  ['2025-01-14T25:00:00Z', undefined],
  ['14.01.2025, 15:15', undefined],
  [1e300, undefined],
]);
