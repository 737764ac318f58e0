import assert from 'node:assert/strict';
import dns from 'node:dns';
import { after, afterEach, before, describe, it } from 'mocha';
import { errorText } from '../../../src/domain/errorText.ts';
import type { TransportError } from '../../../src/domain/ports.ts';
import { issued, type Identity } from '../../gateway/certificates.ts';
import { english } from '../domain/words.ts';
import { askInVain, askWell } from './clients.ts';
import { selfSigned, serveRaw, serveTls, trustTestAuthority, type TestServer } from './servers.ts';

function text(error: TransportError, { host }: TestServer): string {
  return errorText({ ...error, at: 0 }, { provider: 'Gate', host }, english);
}

describe('a connection that is not secure', () => {
  const servers: TestServer[] = [];
  let distrust: () => void;
  before(() => {
    distrust = trustTestAuthority();
  });
  after(() => distrust());
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  function kept(server: TestServer): TestServer {
    servers.push(server);
    return server;
  }

  const untrusted =
    "is not trusted. If you are behind a company proxy, see VS Code's http.systemCertificates.";
  const refused: readonly (readonly [what: string, identity: Identity, code: string, words: string])[] = [
    ['self-signed (A15)', selfSigned, 'DEPTH_ZERO_SELF_SIGNED_CERT', untrusted],
    [
      'expired (A16)',
      issued('expired'),
      'CERT_HAS_EXPIRED',
      'is out of date, or the clock of this computer is wrong.',
    ],
    [
      'made out to another name (A16)',
      issued('otherName'),
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'belongs to another host. Check the base URL.',
    ],
  ];
  for (const [what, identity, code, words] of refused) {
    it(`a certificate that is ${what}: no request is sent, and the text says why`, async () => {
      const server = kept(await serveTls(identity));
      const error = await askInVain(`${server.origin}/v1/x`);
      assert.deepEqual(error, { kind: 'tls', message: `${code} ${server.host}` });
      assert.equal(text(error, server), `The certificate of ${server.host} ${words}`);
      assert.deepEqual(server.requests, []);
    });
  }

  it('a certificate of an authority that nobody trusts (A15): the same, until it is trusted', async () => {
    distrust();
    const server = kept(await serveTls(issued('server')));
    try {
      const error = await askInVain(server.origin);
      assert.deepEqual(error, { kind: 'tls', message: `UNABLE_TO_VERIFY_LEAF_SIGNATURE ${server.host}` });
      assert.equal(text(error, server), `The certificate of ${server.host} ${untrusted}`);
      assert.deepEqual(server.requests, []);
    } finally {
      distrust = trustTestAuthority();
    }
    assert.equal((await askWell(server.origin)).body, '{}');
  });

  it('plain HTTP behind an https link (A17): the key stays here, and the text says why', async () => {
    const said: Buffer[] = [];
    const server = kept(
      await serveRaw((socket, first) => {
        said.push(first);
        socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
      }),
    );
    const error = await askInVain(`https://${server.host}/v1/x`);
    assert.equal(error.kind, 'tls');
    assert.equal(
      text(error, server),
      `${server.host} offers no secure connection at this address. Check the base URL.`,
    );
    assert.equal(said[0]?.[0], 22, 'the first byte of a TLS handshake');
  });

  it('a reset inside the handshake (A18) is worth another try', async () => {
    const server = kept(await serveRaw((socket) => socket.resetAndDestroy()));
    const error = await askInVain(`https://${server.host}/`);
    assert.deepEqual(error, { kind: 'unreachable', message: `ECONNRESET ${server.host}` });
    assert.equal(text(error, server), 'Gate cannot be reached. It will be asked again.');
  });

  describe('a name with two addresses', () => {
    const { lookup } = dns;
    afterEach(() => {
      dns.lookup = lookup;
    });

    function resolveTo(...found: readonly (readonly [address: string, family: 4 | 6])[]): void {
      const addresses = found.map(([address, family]) => ({ address, family }));
      const answer = (_name: string, _options: unknown, told: (error: null, found: unknown) => void): void =>
        told(null, addresses);
      dns.lookup = answer as unknown as typeof lookup;
    }

    it('is answered by the second when nobody listens at the first (A20)', async () => {
      const server = kept(await serveTls(issued('server')));
      const url = `https://gateway.proxy-only.test:${new URL(server.origin).port}/`;
      resolveTo(['::1', 6]);
      assert.equal((await askInVain(url)).kind, 'unreachable');
      resolveTo(['::1', 6], ['127.0.0.1', 4]);
      assert.equal((await askWell(url)).body, '{}');
      assert.equal(server.requests.length, 1);
    });
  });
});
