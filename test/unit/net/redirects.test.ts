import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { askInVain, askWell, key } from './clients.ts';
import { serve, type TestServer } from './servers.ts';

const codes = [301, 302, 303, 307, 308];

describe('redirects of a provider', () => {
  let own: TestServer;
  let other: TestServer;
  let location: () => string;
  let code: number;

  beforeEach(async () => {
    code = 302;
    own = await serve((request, response) => {
      if (request.url?.startsWith('/end')) {
        response.end('{"at":"end"}');
      } else {
        response.writeHead(code, { location: location() }).end('moved');
      }
    });
    other = await serve((_, response) => response.end('{"at":"other"}'));
  });
  afterEach(async () => {
    await Promise.all([own.close(), other.close()]);
  });

  for (const status of codes) {
    for (const auth of [
      { header: 'Authorization', scheme: 'Bearer' },
      { header: 'X-API-Key', scheme: '' },
      { header: 'x-goog-api-key', scheme: '' },
    ]) {
      it(`${status}: another origin gets no request, and no ${auth.header}`, async () => {
        code = status;
        location = () => `${other.origin}/v1/steal`;
        assert.deepEqual(await askInVain(`${own.origin}/start`, { auth }), {
          kind: 'redirected',
          message: other.host,
        });
        assert.equal(own.requests.length, 1);
        assert.equal(other.requests.length, 0);
      });
    }

    it(`${status}: its own origin is followed, with the key`, async () => {
      code = status;
      location = () => '/end?x=1#part';
      assert.equal((await askWell(`${own.origin}/start`)).body, '{"at":"end"}');
      assert.deepEqual(
        own.requests.map(({ method, url, headers }) => [method, url, headers.authorization]),
        [
          ['GET', '/start', `Bearer ${key}`],
          ['GET', '/end?x=1', `Bearer ${key}`],
        ],
      );
    });
  }

  const elsewhere: readonly (readonly [what: string, location: () => string])[] = [
    ['the same port by another name', () => own.origin.replace('127.0.0.1', 'localhost')],
    ['the same port by another address', () => own.origin.replace('127.0.0.1', '127.0.0.2')],
    ['a link without a scheme', () => `//${other.host}/`],
    ['a link of backslashes', () => `\\\\${other.host}\\`],
    ['a mix of slashes', () => `/\\${other.host}/`],
    ['another scheme', () => own.origin.replace('http:', 'https:')],
    ['its own address as somebody', () => own.origin.replace('//', '//user:pass@')],
    ['its own address behind a look-alike', () => `http://${own.host}@${other.host}/`],
    ['no host at all', () => 'data:application/json,{}'],
    ['a file', () => 'file:///etc/hosts'],
    ['its own origin inside a blob', () => `blob:${own.origin}/end`],
    ['nothing that is a link', () => 'http://['],
  ];
  for (const [what, target] of elsewhere) {
    it(`to ${what} are not followed`, async () => {
      location = target;
      assert.equal((await askInVain(`${own.origin}/start`)).kind, 'redirected');
      assert.equal(own.requests.length, 1);
      assert.equal(other.requests.length, 0);
    });
  }

  it('are told by their host alone, without what it repeats of the key', async () => {
    location = () => 'https://login.example:8443/v1/page?key=1#x';
    assert.equal((await askInVain(`${own.origin}/start`)).message, 'login.example:8443');
    const plainKey = 'AbCdEf0123456789';
    location = () => `https://${plainKey}.example/`;
    const error = await askInVain(`${own.origin}/start`, { answer: { state: 'ready', key: plainKey } });
    assert.equal(error.message, '….example');
  });

  it('are followed three times and no more', async () => {
    let left = 3;
    location = () => (--left >= 0 ? `/again${left}` : '/again');
    const error = await askInVain(`${own.origin}/start`);
    assert.deepEqual(error, { kind: 'redirected', message: own.host });
    assert.equal(own.requests.length, 4);

    left = 3;
    location = () => (--left > 0 ? `/again${left}` : '/end');
    assert.equal((await askWell(`${own.origin}/start`)).body, '{"at":"end"}');
  });

  it('without a target are an answer like any other', async () => {
    const bare = await serve((_, response) => response.writeHead(302).end('{}'));
    assert.equal((await askWell(bare.origin)).status, 302);
    await bare.close();
  });
});
