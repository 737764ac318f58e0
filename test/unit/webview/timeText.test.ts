import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { fillIn, leftText, positionText, secondsText } from '../../../src/webview/timeText.ts';

const minute = 60_000;
const hour = 60 * minute;

describe('a position', () => {
  for (const [ms, text] of [
    [0, '0:00.0'],
    [2_540, '0:02.5'],
    [2_599, '0:02.5'],
    [59_999, '0:59.9'],
    [minute, '1:00.0'],
    [hour + minute + 1_100, '1:01:01.1'],
    [-5, '0:00.0'],
  ] as const) {
    it(`of ${ms} ms reads ${text}`, () => assert.equal(positionText(ms), text));
  }
});

describe('seconds', () => {
  for (const [ms, text] of [
    [0, '0'],
    [2_540, '2.5'],
    [5_000, '5'],
    [-1, '0'],
  ] as const) {
    it(`of ${ms} ms read ${text}`, () => assert.equal(secondsText(ms), text));
  }
});

describe('the time that is left', () => {
  for (const [ms, text] of [
    [0, '0:00'],
    [-1, '0:00'],
    [1, '0:01'],
    [41 * minute + 7_000, '41:07'],
    [5 * hour, '5:00:00'],
    [47 * hour, '47:00:00'],
    [75 * hour, '3 days'],
  ] as const) {
    it(`of ${ms} ms reads ${text}`, () => assert.equal(leftText(ms, 'en'), text));
  }
  it('counts days in the language of the person', () => assert.equal(leftText(75 * hour, 'zh-CN'), '3天'));
});

describe('places in a text', () => {
  it('take the arguments', () => assert.equal(fillIn('{1} of {0}', 'a', 'b'), 'b of a'));
  it('stay when there is none', () => assert.equal(fillIn('{0} {1}', 'a'), 'a {1}'));
  it('are not looked for in arguments', () => assert.equal(fillIn('{0}', '{1}', 'b'), '{1}'));
});
