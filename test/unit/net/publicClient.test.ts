import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import fetch from 'node-fetch';
import type { PublicFile } from '../../../src/domain/ports.ts';
import type { Fetch } from '../../../src/net/httpGet.ts';
import { createPublicClient, type PublicClientOptions } from '../../../src/net/publicClient.ts';
import { userAgent } from './clients.ts';
import { serve, type TestServer } from './servers.ts';

const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1]);

function load(
  link: string,
  options: Partial<PublicClientOptions> = {},
  signal = new AbortController().signal,
): Promise<PublicFile | undefined> {
  return createPublicClient({ allowLoopbackHttp: () => true, userAgent, ...options }).image(link, signal);
}

/** Stands in for the network: every host is served by one server. */
function everywhere(server: TestServer, asked: string[]): Fetch {
  return ((link: string, init: Parameters<Fetch>[1]) => {
    asked.push(link);
    const { pathname, search } = new URL(link);
    return fetch(server.origin + pathname + search, init);
  }) as Fetch;
}

describe('public images', () => {
  const servers: TestServer[] = [];
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  async function serving(answer: Parameters<typeof serve>[0]): Promise<TestServer> {
    const server = await serve(answer);
    servers.push(server);
    return server;
  }

  const files: readonly (readonly [what: string, bytes: Buffer, mediaType: string | undefined])[] = [
    ['JPEG', jpeg, 'image/jpeg'],
    ['PNG', Buffer.from('\x89PNG\r\n\x1a\n....', 'latin1'), 'image/png'],
    ['GIF 87a', Buffer.from('GIF87a......'), 'image/gif'],
    ['GIF 89a', Buffer.from('GIF89a......'), 'image/gif'],
    ['WebP', Buffer.from('RIFF\n\0\0\0WEBPVP8 ', 'latin1'), 'image/webp'],
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), undefined],
    ['HTML', Buffer.from('<!doctype html>'), undefined],
    ['a wave file', Buffer.from('RIFF....WAVEfmt '), undefined],
    ['a program', Buffer.from('MZ..........'), undefined],
    ['nothing', Buffer.alloc(0), undefined],
    ['an image further in', Buffer.concat([Buffer.from(' '), jpeg]), undefined],
  ];
  for (const [what, bytes, mediaType] of files) {
    it(`${what}: ${mediaType ?? 'none'}, whatever the server calls it`, async () => {
      const server = await serving((_, response) => response.setHeader('content-type', 'image/x').end(bytes));
      const file = await load(`${server.origin}/a`);
      assert.equal(file?.mediaType, mediaType);
      assert.deepEqual(file && Buffer.from(file.bytes), mediaType && bytes);
    });
  }

  it('are asked for without credentials, cookies or referrer', async () => {
    const server = await serving((_, response) => response.setHeader('set-cookie', 'a=b').end(jpeg));
    await load(`${server.origin}/a?sig=1`);
    await load(`${server.origin}/a?sig=1`);
    for (const { url, headers } of server.requests) {
      assert.equal(url, '/a?sig=1');
      assert.deepEqual(Object.keys(headers).toSorted(), [
        'accept',
        'accept-encoding',
        'connection',
        'host',
        'user-agent',
      ]);
    }
  });

  for (const status of [204, 206, 403, 404, 500]) {
    it(`are not taken from an answer of ${status}`, async () => {
      const server = await serving((_, response) => response.writeHead(status).end(jpeg));
      assert.equal(await load(server.origin), undefined);
    });
  }

  it('have 2 MiB at most', async () => {
    const server = await serving((_, response) =>
      response.end(Buffer.concat([jpeg, Buffer.alloc(2 * 1024 * 1024)])),
    );
    assert.equal(await load(server.origin), undefined);
  });

  it('are given up when the caller wants no more', async () => {
    const server = await serving((_, response) => response.end(jpeg));
    assert.equal(await load(server.origin, {}, AbortSignal.abort()), undefined);
    assert.equal(server.requests.length, 0);
  });

  it('are given up after the deadline', async () => {
    const server = await serving(() => {});
    assert.equal(await load(server.origin, { deadlines: { headersMs: 20, totalMs: 20 } }), undefined);
  });

  it('come from public hosts, also where their names cannot be looked up', async () => {
    const server = await serving((_, response) => response.end(jpeg));
    const fetchImpl = everywhere(server, []);
    const found = { fetchImpl, resolve: async () => ['93.184.216.34', '2606:2800:220:1::1'] };
    assert.equal((await load('https://cdn.example/a', found))?.mediaType, 'image/jpeg');
    const lost = { fetchImpl, resolve: () => Promise.reject(new Error('ENOTFOUND')) };
    assert.equal((await load('https://cdn.example/a', lost))?.mediaType, 'image/jpeg');
    assert.equal((await load('https://[2606:2800:220:1::1]/a', { fetchImpl }))?.mediaType, 'image/jpeg');
    assert.equal((await load('https://93.184.216.34/a', { fetchImpl }))?.mediaType, 'image/jpeg');
  });

  const refused = [
    'http://cdn.example/a',
    'https://user:pass@cdn.example/a',
    'https://localhost/a',
    'https://nas.local/a',
    'https://10.0.0.1/a',
    'https://172.16.0.1/a',
    'https://192.168.0.1/a',
    'https://169.254.169.254/latest/meta-data/',
    'https://2130706433/a',
    'https://0x7f000001/a',
    'https://127.1/a',
    'https://[::1]/a',
    'https://[::ffff:127.0.0.1]/a',
    'https://[fd00::1]/a',
    'http://127.0.0.1:1/a',
    'file:///etc/hosts',
    'data:image/png;base64,iVBORw0KGgo=',
    'javascript:alert(1)',
    '/relative',
    '',
  ];
  for (const link of refused) {
    it(`are refused, and nothing is sent: ${link}`, async () => {
      const asked: string[] = [];
      const server = await serving((_, response) => response.end(jpeg));
      const fetchImpl = everywhere(server, asked);
      assert.equal(await load(link, { fetchImpl, allowLoopbackHttp: () => false }), undefined);
      assert.deepEqual(asked, []);
    });
  }

  for (const address of ['10.0.0.1', '127.0.0.1', '::1', 'fe80::1', '::ffff:10.0.0.1']) {
    it(`are refused when their host resolves to ${address}`, async () => {
      const asked: string[] = [];
      const server = await serving((_, response) => response.end(jpeg));
      const options = {
        fetchImpl: everywhere(server, asked),
        resolve: async () => ['93.184.216.34', address],
      };
      assert.equal(await load('https://cdn.example/a', options), undefined);
      assert.deepEqual(asked, []);
    });
  }

  it('are followed to other public hosts, three times, and not into private networks', async () => {
    const targets = ['https://b.example/1', 'https://c.example/2', 'https://d.example/3'];
    const end: string[] = [];
    const server = await serving((request, response) => {
      const next = [...targets, ...end][Number(request.url?.slice(1))];
      if (next === undefined) {
        response.end(jpeg);
      } else {
        response.writeHead(302, { location: next }).end();
      }
    });
    const asked: string[] = [];
    const options = { fetchImpl: everywhere(server, asked), resolve: async () => [] };
    assert.equal((await load('https://a.example/0', options))?.mediaType, 'image/jpeg');
    assert.deepEqual(asked.splice(0), ['https://a.example/0', ...targets]);

    end.push('https://e.example/4');
    assert.equal(await load('https://a.example/0', options), undefined);
    assert.equal(asked.splice(0).length, 4);

    targets.splice(1, 3, 'https://192.168.0.1/2');
    assert.equal(await load('https://a.example/0', options), undefined);
    assert.deepEqual(asked, ['https://a.example/0', 'https://b.example/1']);
  });
});
