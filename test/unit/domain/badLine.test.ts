import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { badLine } from '../../../src/domain/badLine.ts';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('the line on which a text stops being JSON', () => {
  const cases: readonly (readonly [what: string, text: string, line: number | undefined])[] = [
    ['is none in JSON', '{\n "a": [1, -2.5e+3, "x\\u00e9", true, {}, []]\n}\n', undefined],
    ['is that of an unknown word', '{\n "a": x\n}', 2],
    ['is that of what follows a comma too many', '{\n "a": 1,\n}', 3],
    ['is that of what follows a missing comma', '{\n "a": 1\n "b": 2}', 3],
    ['is that of a missing colon', '{"a"\n1}', 2],
    ['is that of a name without quotes', '{\n\n a: 1}', 3],
    ['is that of a string that does not end', '[1,\n"abc\n]', 2],
    ['is that of the wrong bracket', '[\n{"a": 1\n]\n]', 3],
    ['is that of a second value', '{}\n{}', 2],
    ['is that of a comma outside', '1\n,', 2],
    ['is that of a number as a name', '{1:\n2}', 1],
    ['is that of a sign alone', '[\n-\n]', 2],
    ['is that of a tab in a string', '[\n"\t"]', 2],
    ['is the last one of a text that was cut', '{\n "a": [\n  1', 3],
    ['is the first one of an empty text', '', 1],
    ['counts Windows line ends once', '{\r\n\r\n"a" 1}', 3],
  ];
  for (const [what, text, line] of cases) {
    it(what, () => assert.equal(badLine(text), line));
  }

  it('exists exactly when VS Code’s own reader finds no JSON', () => {
    const mangled = fc
      .tuple(
        fc.json(),
        fc.nat(),
        fc.constantFrom('', ',', ':', '"', '\\', '{', ']', '-', '0', 'e', 't', '\n', '.'),
      )
      .map(([text, at, sign]) => {
        const place = at % (text.length + 1);
        return `${text.slice(0, place)}${sign}${text.slice(place + 1)}`;
      });
    fc.assert(
      fc.property(fc.oneof(fc.json(), mangled, fc.string()), (text) => {
        assert.equal(badLine(text) === undefined, isJson(text), text);
      }),
      { numRuns: 3_000 },
    );
  });

  it('is found in 4 MB at once', () => {
    const started = performance.now();
    assert.equal(badLine(`{\n"a": "${'x'.repeat(4_000_000)}"\n}\nx`), 4);
    assert.equal(badLine(`[\n"${'\\n'.repeat(2_000_000)}`), 2);
    assert.equal(badLine('['.repeat(4_000_000)), 1);
    assert.ok(performance.now() - started < 5_000);
  });
});
