import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readRetryAfter } from '../../../src/domain/retryAfter.ts';

const now = Date.UTC(2026, 10, 21, 12);
const later = (ms: number): string => new Date(now + ms).toUTCString();

const waits: readonly (readonly [string, Readonly<Record<string, string>>, number | undefined])[] = [
  ['B01 seconds', { 'retry-after': '7' }, 7_000],
  ['seconds with white space', { 'retry-after': ' 120 ' }, 120_000],
  ['0 is a second', { 'retry-after': '0' }, 1_000],
  ['B03 more than an hour is an hour', { 'retry-after': '3000000' }, 3_600_000],
  [
    'B02, G08 a date against the Date of the answer',
    { 'retry-after': later(3_660_000), date: later(3_600_000) },
    60_000,
  ],
  ['a date against our clock where the answer has none', { 'retry-after': later(30_000) }, 30_000],
  ['a date, and a Date that is none', { 'retry-after': later(30_000), date: '7' }, 30_000],
  ['a date far away is an hour', { 'retry-after': later(1e9) }, 3_600_000],
  ['a date that has passed is a second', { 'retry-after': later(-1e9) }, 1_000],
  ['the date of old servers', { 'retry-after': 'Saturday, 21-Nov-26 12:00:30 GMT' }, 30_000],
  ['no header', {}, undefined],
  ...[
    '',
    '-1',
    'abc',
    '1e9',
    '0x10',
    '12345678',
    '1.5',
    '7, 7',
    'Sun 120',
    'Mon 5',
    'Monday',
    `${later(30_000)}, ${later(30_000)}`,
    '2026-11-21T12:00:30Z',
    'Infinity',
    'NaN',
  ].map((text) => [`B04 “${text}” is garbage`, { 'retry-after': text }, undefined] as const),
];

describe('readRetryAfter', () => {
  for (const [title, headers, expected] of waits) {
    it(`${title}: ${expected ?? 'absent'}`, () => assert.equal(readRetryAfter(headers, now), expected));
  }

  it('B04 120 is seconds, not the year 120', () =>
    assert.equal(readRetryAfter({ 'retry-after': '120', date: later(0) }, now), 120_000));
});
