import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, it } from 'mocha';
import type { ErrorKind } from '../../../src/domain/task.ts';
import { codeOf, kindOfCode } from '../../../src/net/errors.ts';
import type { Fetch } from '../../../src/net/httpGet.ts';
import { askInVain, askWell } from './clients.ts';
import { serve, serveRaw, type TestServer } from './servers.ts';

const mebibyte = 1024 * 1024;
const body = '{"id":"x","status":"queued"}';

describe('answers that do not arrive', () => {
  const servers: TestServer[] = [];
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  async function serving(answer: Parameters<typeof serve>[0]): Promise<TestServer> {
    const server = await serve(answer);
    servers.push(server);
    return server;
  }

  async function servingRaw(use: (socket: Socket) => void): Promise<TestServer> {
    const server = await serveRaw(use);
    servers.push(server);
    return server;
  }

  const head = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n`;
  const whole = `${head}content-length: ${body.length}\r\n\r\n`;
  const broken: readonly (readonly [what: string, use: (socket: Socket) => void, kind: ErrorKind])[] = [
    ['a reset before the headers', (socket) => socket.resetAndDestroy(), 'unreachable'],
    ['an end before the headers', (socket) => socket.end(), 'unreachable'],
    ['an end inside the headers', (socket) => socket.end(head), 'unreachable'],
    ['an end before the announced length', (socket) => socket.end(whole + body.slice(1)), 'unreachable'],
    [
      'an end without the last chunk',
      (socket) => socket.end(`${head}transfer-encoding: chunked\r\n\r\n5\r\n{"a":\r\n`),
      'unreachable',
    ],
    ['another protocol', (socket) => socket.end('SSH-2.0-OpenSSH_9.9\r\n'), 'badAnswer'],
    ['no protocol', (socket) => socket.end('<html>hello</html>'), 'badAnswer'],
    [
      'headers beyond measure',
      (socket) => socket.end(`${head}x-long: ${'x'.repeat(40_000)}\r\n\r\n`),
      'badAnswer',
    ],
  ];
  for (const [what, use, kind] of broken) {
    it(`${what}: ${kind}`, async () => {
      const server = await servingRaw(use);
      const error = await askInVain(`${server.origin}/v1/x?id=1`);
      assert.equal(error.kind, kind);
      assert.match(error.message, new RegExp(`^[A-Z_]+ ${server.host}$`));
    });
  }

  it('a reset at any byte of the body: never an answer', async () => {
    for (let bytes = 0; bytes < body.length; bytes += 1) {
      const server = await servingRaw((socket) => {
        socket.write(whole + body.slice(0, bytes), () => socket.resetAndDestroy());
      });
      assert.equal((await askInVain(server.origin)).kind, 'unreachable', `after ${bytes} bytes`);
    }
  });

  it('nobody listens: unreachable', async () => {
    const server = await serveRaw(() => {});
    await server.close();
    assert.deepEqual(await askInVain(server.origin), {
      kind: 'unreachable',
      message: `ECONNREFUSED ${server.host}`,
    });
  });

  const zipped = gzipSync(body);
  for (const [what, sent] of [
    ['spoilt', Buffer.concat([zipped.subarray(0, 12), Buffer.from('spoilt'), zipped.subarray(18)])],
    ['not compressed at all', Buffer.from(body)],
  ] as const) {
    it(`compressed and ${what}: unreachable`, async () => {
      const server = await serving((_, response) => response.setHeader('content-encoding', 'gzip').end(sent));
      assert.equal((await askInVain(server.origin)).kind, 'unreachable');
    });
  }

  it('compressed and cut off: nothing that could be taken for the whole', async () => {
    const server = await serving((_, response) =>
      response.setHeader('content-encoding', 'gzip').end(zipped.subarray(0, zipped.length / 2)),
    );
    const answer = await askWell(server.origin);
    assert.throws(() => JSON.parse(answer.body));
  });

  it('compressed without being asked for: read all the same', async () => {
    const server = await serving((_, response) => response.setHeader('content-encoding', 'gzip').end(zipped));
    assert.equal((await askWell(server.origin)).body, body);
  });

  it('compressed 500 times over: not unpacked', async () => {
    const server = await serving((_, response) =>
      response.setHeader('content-encoding', Array(500).fill('gzip').join(', ')).end(zipped),
    );
    assert.notEqual((await askWell(server.origin)).body, body);
  });

  it('4 MiB are read, one byte more is not', async () => {
    const server = await serving((request, response) =>
      response.end('x'.repeat(Number(request.url?.slice(1)))),
    );
    assert.equal((await askWell(`${server.origin}/${4 * mebibyte}`)).body.length, 4 * mebibyte);
    assert.deepEqual(await askInVain(`${server.origin}/${4 * mebibyte + 1}`), {
      kind: 'tooLarge',
      message: server.host,
    });
  });

  it('without an end: too large, and the connection is dropped', async () => {
    const { promise: dropped, resolve } = Promise.withResolvers<void>();
    const server = await serving((_, response) => {
      const chunk = Buffer.alloc(65_536, ' ');
      const more = (): void => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', more).on('close', resolve);
      more();
    });
    assert.equal((await askInVain(server.origin)).kind, 'tooLarge');
    await dropped;
  });

  it('200 MiB in 200 KB: too large, without room for them', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * mebibyte), { level: 9 });
    const server = await serving((_, response) => response.setHeader('content-encoding', 'gzip').end(bomb));
    const before = process.memoryUsage();
    assert.equal((await askInVain(server.origin)).kind, 'tooLarge');
    const after = process.memoryUsage();
    const grown = after.arrayBuffers + after.heapUsed - before.arrayBuffers - before.heapUsed;
    assert.ok(grown < 40 * mebibyte, `${grown} bytes`);
  });

  describe('in time', () => {
    const headersLate = { headersMs: 30, totalMs: 60_000 };
    const bodyLate = { headersMs: 60_000, totalMs: 60 };

    it('no answer at all', async () => {
      const server = await serving(() => {});
      const error = await askInVain(server.origin, { deadlines: headersLate });
      assert.deepEqual(error, { kind: 'timeout', message: server.host });
    });

    it('headers byte by byte', async () => {
      const server = await servingRaw((socket) => {
        const timer = setInterval(() => socket.write('H'), 5);
        socket.write('HTTP/1.1 200 OK\r\nx: ');
        socket.on('close', () => clearInterval(timer));
      });
      assert.equal((await askInVain(server.origin, { deadlines: headersLate })).kind, 'timeout');
    });

    it('a body byte by byte', async () => {
      const server = await serving((_, response) => {
        response.write('{');
        const timer = setInterval(() => response.write(' '), 5);
        response.on('close', () => clearInterval(timer));
      });
      assert.equal((await askInVain(server.origin, { deadlines: bodyLate })).kind, 'timeout');
    });

    it('the deadline of the headers does not cut off a body', async () => {
      const server = await serving((_, response) => {
        response.write('{');
        setTimeout(() => response.end('}'), 90);
      });
      assert.equal((await askWell(server.origin, { deadlines: headersLate })).body, '{}');
    });

    it('when the caller wants no more', async () => {
      const server = await serving((_, response) => void response.write('{'));
      const controller = new AbortController();
      const asking = askInVain(server.origin, { signal: controller.signal });
      while (server.requests.length === 0) {
        await new Promise((resolve) => setImmediate(resolve));
      }
      controller.abort();
      assert.equal((await asking).kind, 'timeout');
      assert.equal((await askInVain(server.origin, { signal: controller.signal })).kind, 'timeout');
      assert.equal(server.requests.length, 1, 'nothing is sent after the abort');
    });
  });

  const kinds: readonly (readonly [code: string, kind: ErrorKind])[] = [
    ['ENOTFOUND', 'dns'],
    ['EAI_AGAIN', 'dns'],
    ['ENETUNREACH', 'offline'],
    ['ENETDOWN', 'offline'],
    ['ECONNREFUSED', 'unreachable'],
    ['ECONNRESET', 'unreachable'],
    ['EHOSTUNREACH', 'unreachable'],
    ['EPIPE', 'unreachable'],
    ['ERR_STREAM_PREMATURE_CLOSE', 'unreachable'],
    ['Z_DATA_ERROR', 'unreachable'],
    ['Z_BUF_ERROR', 'unreachable'],
    ['EMFILE', 'unreachable'],
    ['ETIMEDOUT', 'timeout'],
    ['ERR_SOCKET_CONNECTION_TIMEOUT', 'timeout'],
    ['CERT_HAS_EXPIRED', 'tls'],
    ['CERT_NOT_YET_VALID', 'tls'],
    ['CERT_REVOKED', 'tls'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tls'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls'],
    ['HOSTNAME_MISMATCH', 'tls'],
    ['EPROTO', 'tls'],
    ['HPE_INVALID_CONSTANT', 'badAnswer'],
    ['HPE_HEADER_OVERFLOW', 'badAnswer'],
    ['ERR_PROXY_TUNNEL', 'proxy'],
    ['ERR_SOMETHING_ELSE', 'unreachable'],
  ];
  for (const [code, kind] of kinds) {
    it(`${code} is ${kind}`, async () => {
      assert.equal(kindOfCode(code), kind);
      const fetchImpl = (() =>
        Promise.reject(
          Object.assign(new Error('request to https://x.example/v1/?key=sk-secret failed'), { code }),
        )) as unknown as Fetch;
      assert.deepEqual(await askInVain('https://x.example/v1/', { fetchImpl }), {
        kind,
        message: `${code} x.example`,
      });
    });
  }

  it('an error without a code is told without its words', () => {
    assert.equal(codeOf(new TypeError('invalid header value: Bearer sk-secret')), 'network error');
    assert.equal(kindOfCode(codeOf({ code: 7 })), 'unreachable');
  });
});
