import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { cut, keepText, plainText } from '../../../src/domain/plainText.ts';

// What the editor makes links and icons of.
const editorLink = /\[[^\]]*\]\([^)]*\)/;
const editorIcon = /\$\([a-z-~]+\)/;

describe('plainText', () => {
  const rows: readonly (readonly [string, string])[] = [
    ['[Retry](command:workbench.action.quit)', '［Retry］(command:workbench.action.quit)'],
    ['[[x](command:a)](https://b.test)', '［［x］(command:a)］(https://b.test)'],
    ['[x]\n(command:a)', '［x］ (command:a)'],
    ['$(trash) gone', '$ (trash) gone'],
    ['$\u200b(trash)', '$ (trash)'],
    ['a\r\n\tb\u2028c', 'a b c'],
    ['a\u0000b\u001b[31mc\u0085d', 'ab［31mcd'],
    ['\u202egnp.exe\u202c \u2066x\u2069 \ufeffy\u200d', 'gnp.exe x y'],
    ['e\u0301', 'é'],
    ['a\uD800b', 'a\uFFFDb'],
    ['  猫が\u3000走る 🐈  ', '猫が 走る 🐈'],
  ];
  for (const [value, expected] of rows) {
    it(`${JSON.stringify(value)} becomes ${expected} (I11)`, () =>
      assert.equal(plainText(value, 80), expected));
  }

  it('counts code points', () => {
    assert.equal(plainText('🐈🐈🐈', 3), '🐈🐈🐈');
    assert.equal(plainText('🐈🐈🐈🐈', 3), '🐈🐈…');
    assert.equal(cut('abc', 1), '…');
  });

  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc
      .array(
        fc.constantFrom(
          '[',
          ']',
          '(',
          ')',
          '$',
          'command:',
          'a',
          '\n',
          '\u200b',
          '\u202e',
          '\u0301',
          '\uD800',
        ),
      )
      .map((parts) => parts.join('')),
  );

  it('never yields a link, an icon or more than was allowed, and changes nothing twice (I09, I10, I11)', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 1, max: 60 }), (value, max) => {
        const plain = plainText(value, max);
        assert.doesNotMatch(plain, editorLink);
        assert.doesNotMatch(plain, editorIcon);
        assert.doesNotMatch(plain, /[\p{Cc}\p{Cf}\p{Cs}]/u);
        assert.ok(Array.from(plain).length <= max);
        assert.equal(plainText(plain, max), plain);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('keepText', () => {
  const rows: readonly (readonly [unknown, string | undefined])[] = [
    [' a\nb\tc ', 'a\nb\tc'],
    ['a\r\nb\rc', 'a\nb\nc'],
    ['a\u0000b\u001bc', 'abc'],
    ['abcdefghijk', 'abcdefghi…'],
    ['12345678🐈xx', '12345678…'],
    ['\uDC00', '\uFFFD'],
    ['', undefined],
    [' \u0001 ', undefined],
    [1, undefined],
    [null, undefined],
  ];
  for (const [value, expected] of rows) {
    it(`keeps ${JSON.stringify(expected) ?? 'nothing'} of ${JSON.stringify(value)}`, () =>
      assert.equal(keepText(value, 10), expected));
  }
});
