import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { fingerprint } from '../../../src/domain/fingerprint.ts';

describe('the fingerprint of a text', () => {
  it('is short, and the same for the same text', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        assert.match(fingerprint(text), /^[0-9a-z]{1,14}$/);
        assert.equal(fingerprint(text), fingerprint(String(JSON.parse(JSON.stringify(text)))));
      }),
    ));

  it('is another one for another text, wherever it differs', () => {
    const link = `https://m.test/${'x'.repeat(4_000)}`;
    const texts = Array.from({ length: 4_000 }, (_, at) => `${link.slice(0, at)}y${link.slice(at + 1)}`);
    const all = new Set(['', 'a', 'b', 'ab', 'ba', link, ...texts].map(fingerprint));
    assert.equal(all.size, new Set(['', 'a', 'b', 'ab', 'ba', link, ...texts]).size);
  });
});
