import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { isExpired, linkExpiry } from '../../../src/domain/links.ts';

const now = Date.UTC(2026, 0, 1);
const later = Date.UTC(2026, 0, 8, 12, 30);
const seconds = later / 1000;
const jwt = (payload: string): string => `x.${Buffer.from(payload).toString('base64url')}.y`;

const carriers = {
  'se (Azure)': 'st=2025-12-31T00%3A00%3A00Z&ske=2027-01-01T00%3A00%3A00Z&se=2026-01-08T12%3A30%3A00Z&sig=x',
  'X-Amz-Date and X-Amz-Expires': 'X-Amz-Date=20260108T113000Z&X-Amz-Expires=3600',
  'X-Goog-Date and X-Goog-Expires': 'X-Goog-Date=20260108T113000Z&X-Goog-Expires=3600',
  'x-oss-date and x-oss-expires': 'x-oss-date=20260108T113000Z&x-oss-expires=3600',
  'x-tos-date and x-tos-expires': 'X-Tos-Date=20260108T113000Z&X-Tos-Expires=3600',
  'x-oss-expires alone': `x-oss-expires=${seconds}`,
  Expires: `Expires=${seconds}&Signature=x`,
  exp: `exp=${seconds}`,
  jwt: `jwt=${jwt(`{"exp":${seconds}}`)}`,
  _jwt: `_jwt=${jwt(`{"exp":${seconds}}`)}`,
  'the earliest of several': `exp=${seconds + 60}&Expires=${seconds}`,
};

const none = {
  'no query': '',
  'an empty value': 'exp=',
  'a lifetime without a start': 'X-Amz-Expires=3600',
  'a start without a lifetime': 'X-Amz-Date=20260108T113000Z',
  garbage: 'se=soon&exp=never&Expires=1e99',
  'a token that is none': 'jwt=abc',
  'a token of garbage': 'jwt=a.%%%.c',
  'a token without exp': `jwt=${jwt('{}')}`,
};

describe('linkExpiry', () => {
  for (const [name, query] of Object.entries(carriers)) {
    it(`reads ${name}`, () => assert.equal(linkExpiry(`https://m.test/a%2Fb.mp4?${query}`, now), later));
  }
  for (const [name, query] of Object.entries(none)) {
    it(`knows nothing of ${name}`, () =>
      assert.equal(linkExpiry(`https://m.test/a.mp4?${query}`, now), undefined));
  }
  it('knows nothing of what is no link', () => assert.equal(linkExpiry('not a link', now), undefined));
});

describe('isExpired', () => {
  it('is so from the very moment on', () => {
    assert.deepEqual(
      [isExpired(5, 4), isExpired(5, 5), isExpired(5, 6), isExpired(undefined, 6)],
      [false, true, true, false],
    );
  });
});
