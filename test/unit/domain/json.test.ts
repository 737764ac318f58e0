import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { at, hasAny, isRecord, list, parseJson, present, record, text } from '../../../src/domain/json.ts';

function nested(depth: number): string {
  return '['.repeat(depth) + ']'.repeat(depth);
}

describe('json', () => {
  describe('parseJson', () => {
    const readable: readonly (readonly [string, unknown])[] = [
      ['{"a":1}', { a: 1 }],
      ['\uFEFF{"a":1}', { a: 1 }],
      ['\uFEFF\uFEFF[1]', [1]],
      ['null', null],
      [nested(64), JSON.parse(nested(64))],
    ];
    for (const [source, value] of readable) {
      it(`reads ${source.slice(0, 20)}`, () => assert.deepEqual(parseJson(source), value));
    }

    const refused = {
      'an empty text': '',
      'a web page': '<html></html>',
      'cut text': '{"a":',
      'single quotes': "{'a':1}",
      NaN: '{"a":NaN}',
      JSONP: 'callback({})',
      'two documents': '{}{}',
      '65 levels': nested(65),
      '100,000 levels': nested(100_000),
      'more than 20,000 values': JSON.stringify(Array.from({ length: 20_001 }, () => 0)),
    };
    for (const [name, source] of Object.entries(refused)) {
      it(`refuses ${name}`, () => assert.equal(parseJson(source), undefined));
    }

    it('is not polluted by __proto__', () => {
      const value = parseJson(
        '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
      );
      assert.equal(Reflect.get({}, 'polluted'), undefined);
      assert.equal(at(value, 'polluted'), undefined);
      assert.deepEqual(at(value, '__proto__'), { polluted: true });
    });
  });

  it('sees own properties only', () => {
    assert.equal(at({}, 'constructor'), undefined);
    assert.equal(at({ a: { b: 2 } }, 'a', 'b'), 2);
    assert.equal(at({ a: 'text' }, 'a', 'length'), undefined);
    assert.equal(at([1], '0'), undefined);
    assert.equal(hasAny({ a: undefined }, 'b', 'a'), true);
    assert.equal(hasAny({}, 'toString'), false);
  });

  it('tells objects from everything else', () => {
    assert.deepEqual([{}, null, [], 'x', 1, undefined].map(isRecord), [
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
    assert.deepEqual(record(null), {});
    assert.deepEqual(record({ a: 1 }), { a: 1 });
  });

  it('takes text that says something', () => {
    assert.deepEqual([' a ', '', '  ', 1, null].map(text), ['a', undefined, undefined, undefined, undefined]);
  });

  it('takes the first items of a list', () => {
    assert.deepEqual(list([1, 2, 3], 2), [1, 2]);
    assert.deepEqual(list({ length: 2 }, 2), []);
  });

  it('leaves absent fields out', () => {
    assert.deepEqual(Object.keys(present({ a: undefined, b: 0, c: '' })), ['b', 'c']);
  });
});
