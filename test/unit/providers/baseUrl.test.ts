import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readBaseUrl } from '../../../src/providers/baseUrl.ts';

const path = '/v1/videos/{id}';

const accepted: readonly (readonly [string, string])[] = [
  ['https://api.gate.test', 'https://api.gate.test'],
  [' https://api.gate.test/// ', 'https://api.gate.test'],
  ['https://api.gate.test/v1', 'https://api.gate.test'],
  ['https://api.gate.test/v1/', 'https://api.gate.test'],
  ['https://api.gate.test/relay/v1', 'https://api.gate.test/relay'],
  ['https://api.gate.test/v1/relay', 'https://api.gate.test/v1/relay'],
  ['HTTPS://API.Gate.test:443', 'https://api.gate.test'],
  ['https://api.gate.test:8443', 'https://api.gate.test:8443'],
  ['https://bücher.test', 'https://xn--bcher-kva.test'],
];

const refused = {
  baseUrlUnreadable: [
    '',
    'api.gate.test',
    '{{BASE_URL}}',
    'https://{{BASE_URL}}',
    'https://a b.test',
    'https:\\\\a.test',
    'https://a.test/\u202ex',
    'https://',
    `https://a.test/${'x'.repeat(2048)}`,
  ],
  baseUrlCredentials: [
    'https://user:pass@a.test',
    'https://user@a.test',
    'https://@a.test',
    'https://api.good.test%2f@evil.test',
  ],
  baseUrlExtras: ['https://a.test?x=1', 'https://a.test/?', 'https://a.test#x', 'https://a.test./'],
  baseUrlNotHttps: [
    'http://a.test',
    'ftp://a.test',
    'javascript:alert(1)',
    'file:///etc',
    'http://10.0.0.1',
    'blob:https://a.test',
  ],
  baseUrlPrivate: [
    'https://10.0.0.1',
    'https://localhost',
    'https://gate.local',
    'http://127.0.0.1:3000',
    'https://[::1]',
  ],
};

describe('readBaseUrl', () => {
  for (const [pasted, baseUrl] of accepted) {
    it(`takes ${JSON.stringify(pasted)} as ${baseUrl}`, () =>
      assert.deepEqual(readBaseUrl(pasted, path, false), { ok: true, baseUrl }));
  }
  for (const [problem, urls] of Object.entries(refused)) {
    for (const url of urls) {
      it(`${problem}: ${url.slice(0, 50)}`, () =>
        assert.deepEqual(readBaseUrl(url, path, false), { ok: false, problem }));
    }
  }

  it('keeps a final /v1 when the path has none', () => {
    assert.deepEqual(readBaseUrl('https://a.test/v1/', '/videos/{id}', false), {
      ok: true,
      baseUrl: 'https://a.test/v1',
    });
  });

  it('takes loopback, and nothing else private, when that is allowed', () => {
    for (const url of ['http://127.0.0.1:3000', 'http://[::1]:3000', 'https://127.0.0.1']) {
      assert.deepEqual(readBaseUrl(url, path, true), { ok: true, baseUrl: url });
    }
    assert.equal(readBaseUrl('http://localhost:3000', path, true).ok, false);
    assert.equal(readBaseUrl('https://192.168.0.1', path, true).ok, false);
    assert.equal(readBaseUrl('ftp://127.0.0.1', path, true).ok, false);
  });
});
