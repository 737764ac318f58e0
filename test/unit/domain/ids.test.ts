import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { checkId } from '../../../src/domain/ids.ts';

const accepted: readonly (readonly [string, string])[] = [
  ['task_01jhjp54x0f759wceyasz6xrge', 'task_01jhjp54x0f759wceyasz6xrge'],
  ['sora-2:task_01k6x15vhrff09dkkqjrzwhm60', 'sora-2:task_01k6x15vhrff09dkkqjrzwhm60'],
  ['f8ec5bf5-a860-420e-b663-5a478e0d5301', 'f8ec5bf5-a860-420e-b663-5a478e0d5301'],
  ['8005019398215827495', '8005019398215827495'],
  ['video_bGl0ZWxsbTpj+x==', 'video_bGl0ZWxsbTpj+x=='],
  ['constructor', 'constructor'],
  ['a..b', 'a..b'],
  [' \u200btask_1\ufeff\n', 'task_1'],
  ['a'.repeat(512), 'a'.repeat(512)],
];

const refused = {
  idEmpty: ['', '  ', '\u200b'],
  idTooLong: ['a'.repeat(513), 'x'.repeat(1_000_000)],
  idPath: ['.', '..', '%2e%2e', '%2E.', '../admin', 'a/../../keys', 'a/b', 'a%2fb', 'a\\b', 'a%5Cb', '//x'],
  idCharacters: [
    'x?admin=1',
    'x#',
    'a b',
    'a\nb',
    '...',
    '-x',
    '_x',
    '%zz',
    'ｔａｓｋ',
    'a\u0000',
    "a'b",
    'a%20b',
  ],
};

describe('checkId', () => {
  for (const [pasted, id] of accepted) {
    it(`takes ${pasted.slice(0, 50)}`, () => assert.deepEqual(checkId(pasted), { ok: true, id }));
  }
  for (const [problem, ids] of Object.entries(refused)) {
    for (const id of ids) {
      it(`${problem}: ${JSON.stringify(id.slice(0, 50))}`, () =>
        assert.deepEqual(checkId(id), { ok: false, problem }));
    }
  }

  it('never lets an id out of its path segment', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (pasted) => {
        const checked = checkId(pasted);
        if (checked.ok) {
          const url = new URL(`https://h.test/v1/${encodeURIComponent(checked.id)}`);
          assert.equal(url.href, `https://h.test/v1/${encodeURIComponent(checked.id)}`);
        }
      }),
    );
  });
});
