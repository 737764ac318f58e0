import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  agoText,
  bytesText,
  clipText,
  clockText,
  dateText,
  percentText,
  sizeText,
  spanText,
  timeText,
} from '../../../src/domain/units.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const spans: readonly (readonly [number, string, string])[] = [
  [-5_000, '0s', 'now'],
  [0, '0s', 'now'],
  [3_000, '3s', '3s ago'],
  [59_999, '59s', '59s ago'],
  [minute, '1m', '1m ago'],
  [hour - 1, '59m', '59m ago'],
  [hour, '1h', '1h ago'],
  [day - 1, '23h', '23h ago'],
  [day, '1d', 'yesterday'],
  [3.9 * day, '3d', '3d ago'],
];

describe('a span of time', () => {
  for (const [ms, span, ago] of spans) {
    it(`${ms} ms is ${span}, ${ago}`, () => {
      assert.equal(spanText(ms, 'en'), span);
      assert.equal(agoText(1e12 - ms, 1e12, 'en'), ago);
    });
  }

  it('follows the language', () => {
    assert.equal(spanText(2 * hour, 'zh-cn'), '2小时');
    assert.equal(agoText(0, 2 * hour, 'zh-cn'), '2小时前');
  });
});

const texts: readonly (readonly [string, string | undefined, string | undefined])[] = [
  ['a clip of 5 s', clipText(5_000, 'en'), '5s'],
  ['a clip of 5.042 s', clipText(5_042, 'en'), '5.04s'],
  ['a second', clockText(new Date(2026, 0, 2, 14, 32, 7).getTime(), 'en'), '14:32:07'],
  ['half past two', timeText(new Date(2026, 0, 2, 14, 32).getTime(), 'en'), '14:32'],
  ['midnight', timeText(new Date(2026, 0, 2).getTime(), 'en'), '00:00'],
  ['kilobytes', bytesText(1_500, 'en'), '1.5 KB'],
  ['megabytes', bytesText(4_034_268, 'en'), '4.0 MB'],
  ['megabytes from the first on', bytesText(1e6, 'en'), '1.0 MB'],
  ['no progress', percentText(0, 'en'), '0%'],
  ['some progress', percentText(0.624, 'en'), '62%'],
  ['a size', sizeText(854, 480), '854×480'],
  ['a size without a width', sizeText(undefined, 480), undefined],
  ['a size without a height', sizeText(854, undefined), undefined],
];

describe('numbers in words', () => {
  for (const [title, text, expected] of texts) {
    it(`${title}: ${expected ?? 'nothing'}`, () => assert.equal(text, expected));
  }

  it('a date holds the day and the second', () => {
    const text = dateText(new Date(2026, 10, 21, 14, 32, 5).getTime(), 'en');
    assert.match(text, /Nov 21, 2026/);
    assert.match(text, /2:32:05/);
  });
});
