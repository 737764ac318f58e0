import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import fetch from 'node-fetch';
import { errorText } from '../../../src/domain/errorText.ts';
import type { TransportError } from '../../../src/domain/ports.ts';
import type { Fetch } from '../../../src/net/httpGet.ts';
import { startProxy, type Proxy } from '../../gateway/proxy.ts';
import { issued } from '../../gateway/certificates.ts';
import { english } from '../domain/words.ts';
import { askInVain, askWell, key } from './clients.ts';
import { serve, serveTls, trustTestAuthority, type TestServer } from './servers.ts';
import { TunnelAgent } from './tunnelAgent.ts';

const url = 'https://gateway.proxy-only.test/v1/x';

function text(error: TransportError): string {
  return errorText({ ...error, at: 0 }, { provider: 'Gate', host: 'gateway.proxy-only.test' }, english);
}

function through(way: string): Fetch {
  const agent = new TunnelAgent(way);
  return ((link: string, init: Parameters<Fetch>[1]) => fetch(link, { ...init, agent })) as Fetch;
}

describe('a provider behind a proxy', () => {
  let distrust: () => void;
  let server: TestServer;
  let proxy: Proxy;
  let fetchImpl: Fetch;
  before(() => {
    distrust = trustTestAuthority();
  });
  after(() => distrust());
  beforeEach(async () => {
    server = await serveTls(issued('server'));
    proxy = await startProxy({ 'gateway.proxy-only.test:443': Number(new URL(server.origin).port) });
    fetchImpl = through(`PROXY ${proxy.host}`);
  });
  afterEach(() => Promise.all([server.close(), proxy.close()]));

  it('is asked through a tunnel, into which the proxy cannot look (A19)', async () => {
    assert.equal((await askWell(url, { fetchImpl })).body, '{}');
    assert.equal(server.requests[0]?.headers.authorization, `Bearer ${key}`);
    assert.match(proxy.seen(), /^CONNECT gateway\.proxy-only\.test:443 /);
    assert.ok(!proxy.seen().includes(key));
  });

  it('cannot be asked when the proxy is down: the error names the proxy (A19)', async () => {
    await proxy.close();
    const error = await askInVain(url, { fetchImpl });
    assert.deepEqual(error, { kind: 'proxy', message: `ECONNREFUSED ${proxy.host}` });
    assert.match(text(error), /^Your proxy cannot be reached or refuses the connection\..*http\.proxy\.$/);
  });

  it('cannot be asked when the proxy wants a sign-in: the error says so (A19)', async () => {
    proxy.refuse(407, 'Proxy-Authenticate: Basic realm="x"\r\n');
    const error = await askInVain(url, { fetchImpl });
    assert.deepEqual(error, { kind: 'proxy', message: `407 ${proxy.host}` });
    assert.match(text(error), /^Your proxy asks for a sign-in\..*http\.proxy\.$/);
    assert.ok(!proxy.seen().includes(key));
  });

  it('keeps the password of the proxy out of the error', async () => {
    const way = `PROXY some%20body:pass%40word@${proxy.host}`;
    proxy.refuse(502);
    const refused = await askInVain(url, { fetchImpl: through(way) });
    assert.deepEqual(refused, { kind: 'proxy', message: `502 ${proxy.host}` });
    await proxy.close();
    const down = await askInVain(url, { fetchImpl: through(way) });
    assert.deepEqual(down, { kind: 'proxy', message: `ECONNREFUSED ${proxy.host}` });
  });

  for (const status of [201, 301, 401, 403, 404, 429, 500, 502, 503]) {
    it(`is not taken to have said what the proxy says with ${status}`, async () => {
      proxy.refuse(status, 'Location: http://127.0.0.1/\r\nRetry-After: 3600\r\n');
      const error = await askInVain(url, { fetchImpl });
      assert.deepEqual(error, { kind: 'proxy', message: `${status} ${proxy.host}` });
      assert.deepEqual(server.requests, []);
    });
  }

  it('is blamed for what it says itself, in the tunnel or without one', async () => {
    const troubled = await serveTls(issued('server'), 502);
    const plain = await serve((_, response) => response.writeHead(502).end('{}'));
    const way = await startProxy({ 'gateway.proxy-only.test:443': Number(new URL(troubled.origin).port) });
    try {
      const answer = await askWell(url, { fetchImpl: through(`PROXY ${way.host}`) });
      assert.equal(answer.status, 502);
      assert.equal((await askWell(plain.origin)).status, 502);
    } finally {
      await Promise.all([troubled.close(), plain.close(), way.close()]);
    }
  });
});
