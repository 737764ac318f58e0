import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { findMatches } from '../../../src/webview/matches.ts';

describe('a search in a text', () => {
  for (const [text, searched, found] of [
    [
      'A kite, a KITE',
      'kite',
      [
        [2, 6],
        [10, 14],
      ],
    ],
    ['aaa', 'aa', [[0, 2]]],
    ['a.c abc', 'a.c', [[0, 3]]],
    ['(.*) [x] {y} \\ ^$ | / ?+', '(.*) [x] {y} \\ ^$ | / ?+', [[0, 24]]],
    ['Straße und STRASSE', 'straße', [[0, 6]]],
    [
      'Ünï ünÏ',
      'ÜNÏ',
      [
        [0, 3],
        [4, 7],
      ],
    ],
    ['红色的风筝', '风筝', [[3, 5]]],
    ['İstanbul istanbul', 'istanbul', [[9, 17]]],
    [
      '😀 and 😀',
      '😀',
      [
        [0, 2],
        [7, 9],
      ],
    ],
    ['nothing', 'kite', []],
    ['nothing', '', []],
    ['', 'kite', []],
  ] as const) {
    it(`finds ${JSON.stringify(searched)} in ${JSON.stringify(text)}`, () =>
      assert.deepEqual(findMatches(text, searched, 100), found));
  }

  it('stops at the most it may find', () => assert.equal(findMatches('x'.repeat(50), 'x', 7).length, 7));

  it('finds what stands there, whatever characters it is made of', () =>
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: 'grapheme', minLength: 1 }),
        fc.string({ unit: 'grapheme' }),
        (before, searched, after) => {
          const text = `${before}${searched}${after}`;
          const found = findMatches(text, searched, 1_000);
          assert.ok(found.length > 0);
          for (const [start, end] of found) {
            assert.equal(findMatches(text.slice(start, end), searched, 1).length, 1);
          }
        },
      ),
    ));
});
