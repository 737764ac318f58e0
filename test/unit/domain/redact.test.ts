import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { redact, redactBody } from '../../../src/domain/redact.ts';

const secret = 'k3y/with+odd"chars?>~';

describe('redact', () => {
  const bytes = Buffer.from(secret);
  const spellings = {
    raw: secret,
    JSON: JSON.stringify(secret),
    'percent-encoded': encodeURIComponent(secret),
    base64: bytes.toString('base64'),
    base64url: bytes.toString('base64url'),
    hex: bytes.toString('hex'),
    'upper-case hex': bytes.toString('hex').toUpperCase(),
  };
  for (const [name, spelling] of Object.entries(spellings)) {
    it(`hides a known secret: ${name}`, () => {
      const out = redact(`before ${spelling} after`, [secret]);
      assert.ok(!out.includes(spelling.replace(/^"|"$|=+$/g, '')), out);
      assert.match(out, /^before .*…=*"? after$/);
    });
  }

  const rows: readonly (readonly [string, string])[] = [
    ['Headers.append: "Bearer abcdefgh" is an invalid', 'Headers.append: "Bearer …" is an invalid'],
    ['Authorization: Bearer abc def', 'Authorization: …'],
    ['"authorization":"Bearer abc"', '"authorization":…'],
    ["{'Authorization': 'x y'}", "{'Authorization': …}"],
    ['curl -H "Authorization: Bearer x1"', 'curl -H "Authorization: …"'],
    ['x-api-key: abc123', 'x-api-key: …'],
    ['api_key=abc&x=1', 'api_key=…&x=1'],
    ['"token": "abc"', '"token": …'],
    ['Incorrect API key provided: sk-ab12***wxyz. See', 'Incorrect API key provided: sk-… See'],
    ['Key a1b2c3d4e5 rejected', 'Key … rejected'],
    ['Token abcdefghijklmnopqrstu', 'Token …'],
    ['The API key is missing', 'The API key is missing'],
    ['Token expired', 'Token expired'],
    ['see https://m.test/a.mp4?sig=abc#x ok', 'see https://m.test/a.mp4?… ok'],
    ['see https://user:pass@m.test/a', 'see https://m.test/a'],
    ['task-unified-1234567890-abcd1234', 'task-unified-1234567890-abcd1234'],
  ];
  for (const [text, expected] of rows) {
    it(`${text} → ${expected}`, () => assert.equal(redact(text, []), expected));
  }

  it('ignores secrets too short to be keys', () => {
    assert.equal(redact('a banana', ['a', '']), 'a banana');
  });

  it('leaves no known secret, and never throws', () => {
    const any = fc.string({ unit: 'binary', minLength: 8, maxLength: 40 });
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), any, fc.string({ unit: 'binary' }), (before, key, after) => {
        fc.pre(!'…'.includes(key));
        assert.ok(!redact(`${before}${key}${after}`, [key]).includes(key));
      }),
    );
  });

  it('takes linear time', () => {
    const started = performance.now();
    for (const part of ['https://', 'key=', 'Bearer ', 'authorization:', 'sk-', '"token": "', ' ']) {
      redact(part.repeat(20_000), []);
    }
    assert.ok(performance.now() - started < 2000);
  });
});

describe('redactBody', () => {
  it('leaves out what is about the account and hides keys', () => {
    const body = {
      user: 'user-1',
      data: {
        user_id: 5,
        username: 'x',
        group: 'g',
        channel_id: 1,
        quota: 2,
        ip: '1.2.3.4',
        notify_hook: 'https://h.test',
        task_id: 't',
        progress: null,
        done: true,
        'sk-abcdefgh': 1,
        generations: [{ user: { id: 'user-1' }, url: 'https://m.test/a?sig=x', note: 'uses sk-abc123' }],
      },
    };
    assert.deepEqual(redactBody(body), {
      data: {
        task_id: 't',
        progress: null,
        done: true,
        'sk-…': 1,
        generations: [{ url: 'https://m.test/a?sig=x', note: 'uses sk-…' }],
      },
    });
  });

  it('is bounded', () => {
    let deep: unknown = 'x';
    for (let level = 0; level < 1000; level += 1) {
      deep = [deep];
    }
    assert.match(JSON.stringify(redactBody(deep)), /^\[{65}"…"\]{65}$/);
    const wide = redactBody(Array.from({ length: 30_000 }, () => 1));
    assert.deepEqual([Array.isArray(wide) && wide[100], Array.isArray(wide) && wide.at(-1)], [1, '…']);
  });

  it('is not polluted by __proto__', () => {
    const copy = redactBody(JSON.parse('{"__proto__":{"polluted":true}}'));
    assert.equal(Reflect.get(Object(copy), 'polluted'), undefined);
  });
});
