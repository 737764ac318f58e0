import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import fetch from 'node-fetch';
import type { KeyAnswer } from '../../../src/domain/ports.ts';
import type { Fetch } from '../../../src/net/httpGet.ts';
import { demoKey, startGateway } from '../../gateway/gateway.ts';
import { ask, askInVain, askWell, key, userAgent } from './clients.ts';
import { serve, type TestServer } from './servers.ts';

describe('asking a provider', () => {
  const servers: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  async function serving(...answer: Parameters<typeof serve>): Promise<TestServer> {
    const server = await serve(...answer);
    servers.push(server);
    return server;
  }

  it('sends the key, what it accepts, and nothing that identifies more', async () => {
    const server = await serving((_, response) => response.end('{}'));
    await askWell(`${server.origin}/v1/videos/x?id=1`);
    const [request] = server.requests;
    assert.equal(request?.method, 'GET');
    assert.equal(request.url, '/v1/videos/x?id=1');
    assert.deepEqual(request.headers, {
      accept: 'application/json',
      'accept-encoding': 'identity',
      authorization: `Bearer ${key}`,
      'cache-control': 'no-store',
      connection: 'close',
      host: server.host,
      'user-agent': userAgent,
    });
  });

  it('sends the key without a scheme where there is none', async () => {
    const server = await serving((_, response) => response.end('{}'));
    await askWell(server.origin, { auth: { header: 'X-API-Key', scheme: '' } });
    assert.equal(server.requests[0]?.headers['x-api-key'], key);
    assert.equal(server.requests[0]?.headers.authorization, undefined);
  });

  it('asks for the key of exactly the origin of the request', async () => {
    const server = await serving((_, response) => response.end('{}'));
    const asked: unknown[] = [];
    const keys = {
      get: async (...question: readonly unknown[]): Promise<KeyAnswer> => {
        asked.push(question);
        return { state: 'missing' };
      },
    };
    await ask(`${server.origin}/v1/x`, { keys });
    assert.deepEqual(asked, [[server.origin, undefined]]);
  });

  it('follows no redirect by itself, and leaves agents to VS Code', async () => {
    const server = await serving((_, response) => response.end('{}'));
    const inits: Parameters<Fetch>[1][] = [];
    const spy = ((url: string, init: Parameters<Fetch>[1]) => {
      inits.push(init);
      return fetch(url, init);
    }) as Fetch;
    await askWell(server.origin, { fetchImpl: spy });
    assert.equal(inits[0]?.redirect, 'manual');
    assert.ok(!('agent' in (inits[0] ?? {})));
  });

  it('reads what a gateway says', async () => {
    const gateway = await startGateway();
    servers.push(gateway);
    gateway.addTask({ id: 'video_1', format: 'unified' });
    const answer = await askWell(`${gateway.origin}/v1/videos/video_1`, {
      answer: { state: 'ready', key: demoKey },
    });
    assert.equal(answer.status, 200);
    assert.match(answer.body, /video_1/);
    assert.equal((await askWell(`${gateway.origin}/v1/videos/video_1`)).status, 401);
  });

  for (const status of [200, 201, 203, 204, 206, 300, 304, 400, 401, 403, 404, 410, 429, 500, 502, 503]) {
    it(`gives back an answer of ${status} as it is`, async () => {
      const server = await serving((_, response) =>
        response.writeHead(status, { 'Retry-After': '7', 'X-Odd': 'A' }).end('{"a":1}'),
      );
      const answer = await askWell(server.origin);
      assert.equal(answer.status, status);
      assert.equal(answer.headers['retry-after'], '7');
      assert.equal(answer.headers['x-odd'], 'A');
      assert.equal(answer.body, status === 204 || status === 304 ? '' : '{"a":1}');
    });
  }

  it('waits for the answer behind early hints', async () => {
    const server = await serving((_, response) => {
      response.writeProcessing();
      response.writeEarlyHints({ link: '</x>; rel=preload' });
      response.end('{}');
    });
    assert.deepEqual((await askWell(server.origin)).body, '{}');
  });

  it('names the proxy when it asks who we are', async () => {
    const server = await serving((_, response) => response.writeHead(407).end());
    assert.deepEqual(await askInVain(server.origin), { kind: 'proxy', message: `407 ${server.host}` });
  });

  const bodies: readonly (readonly [what: string, sent: Buffer, read: string])[] = [
    ['UTF-8', Buffer.from('{"a":"é🎬"}'), '{"a":"é🎬"}'],
    ['a byte order mark', Buffer.from('\uFEFF{"a":1}'), '{"a":1}'],
    ['broken UTF-8', Buffer.from([0x22, 0xff, 0x22]), '"\uFFFD"'],
    ['nothing', Buffer.alloc(0), ''],
  ];
  for (const [what, sent, read] of bodies) {
    it(`reads ${what}`, async () => {
      const server = await serving((_, response) => response.end(sent));
      assert.equal((await askWell(server.origin)).body, read);
    });
  }

  const keyAnswers: readonly (readonly [what: string, answer: KeyAnswer, kind: string])[] = [
    ['no key', { state: 'missing' }, 'keyMissing'],
    ['a key that cannot be read', { state: 'unusable' }, 'keyUnusable'],
    ['a line break in the key', { state: 'ready', key: `${key}\r\nX-Evil: 1` }, 'keyUnusable'],
    ['a space in the key', { state: 'ready', key: 'two words of key' }, 'keyUnusable'],
    ['letters that no header takes', { state: 'ready', key: 'ключ-ключ-ключ' }, 'keyUnusable'],
    ['a key that is too short', { state: 'ready', key: 'sk-1234' }, 'keyUnusable'],
    ['a key that is too long', { state: 'ready', key: 'k'.repeat(513) }, 'keyUnusable'],
    ['an empty key', { state: 'ready', key: '' }, 'keyUnusable'],
  ];
  for (const [what, answer, kind] of keyAnswers) {
    it(`sends nothing with ${what}`, async () => {
      const server = await serving((_, response) => response.end('{}'));
      assert.deepEqual(await askInVain(server.origin, { answer }), { kind, message: '' });
      assert.equal(server.requests.length, 0);
    });
  }

  it('sends nothing when the secrets cannot be reached', async () => {
    const server = await serving((_, response) => response.end('{}'));
    const keys = { get: () => Promise.reject(new Error(`no ring for ${key}`)) };
    assert.deepEqual(await askInVain(server.origin, { keys }), { kind: 'keyUnusable', message: '' });
    assert.equal(server.requests.length, 0);
  });

  for (const url of [
    'http://gateway.example/v1/x',
    'ftp://gateway.example/',
    'https://u:p@gateway.example/',
  ]) {
    it(`never takes a key to ${url}`, async () => {
      const calls: unknown[] = [];
      const fetchImpl = ((...call: unknown[]) => {
        calls.push(call);
        return Promise.reject(new Error('called'));
      }) as unknown as Fetch;
      assert.equal((await askInVain(url, { fetchImpl })).kind, 'baseUrlRefused');
      assert.deepEqual(calls, []);
    });
  }

  describe('cuts the key out of what a server repeats', () => {
    const strange = 'sk-"quoted\\key"%+/=';
    const spellings = [strange, JSON.stringify(strange).slice(1, -1), encodeURIComponent(strange)];

    for (const spelling of spellings) {
      it(spelling, async () => {
        const server = await serving((_, response) =>
          response.setHeader('X-Echo', `was ${spelling}`).end(`{"error":"${spelling} is wrong"}`),
        );
        const answer = await askWell(server.origin, { answer: { state: 'ready', key: strange } });
        assert.equal(answer.body, '{"error":"… is wrong"}');
        assert.equal(answer.headers['x-echo'], 'was …');
      });
    }

    it('and leaves the links of videos whole', async () => {
      const body = '{"url":"https://cdn.example/a.mp4?sig=abc&token=def"}';
      const server = await serving((_, response) => response.end(body));
      assert.equal((await askWell(server.origin)).body, body);
    });
  });

  it('leaves no connection behind after 100 requests', async () => {
    const server = await serving((_, response) => response.end('{}'));
    await askWell(server.origin);
    const before = process.getActiveResourcesInfo().toSorted();
    for (let round = 0; round < 10; round += 1) {
      await Promise.all(Array.from({ length: 10 }, () => askWell(server.origin)));
    }
    // Closing takes another turn of the loop.
    while ((await server.connections()) > 0 || process.getActiveResourcesInfo().length > before.length) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.equal(server.requests.length, 101);
  });
});
