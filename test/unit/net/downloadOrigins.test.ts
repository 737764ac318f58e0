import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import fetch from 'node-fetch';
import type { CopyProblem } from '../../../src/domain/copyPorts.ts';
import type { Fetch } from '../../../src/net/openAnswer.ts';
import { demoKey, startGateway, type Gateway } from '../../gateway/gateway.ts';
import { bearer, openPlace, type Place } from './downloads.ts';

const codes = [301, 302, 303, 307, 308];
const plain = ['accept', 'accept-encoding', 'connection', 'host', 'user-agent'];
const answer = { state: 'ready', key: demoKey } as const;

/** The names of the headers of every request to a server. */
function headersAt({ requests }: Gateway): readonly (readonly string[])[] {
  return requests.map(({ headers }) => Object.keys(headers).toSorted());
}

describe('the links of videos', () => {
  let place: Place;
  beforeEach(async () => void (place = await openPlace()));
  afterEach(() => place.close());

  /** Stands in for the network: every host is served by the CDN. */
  function everywhere(asked: string[]): Fetch {
    return ((link: string, init: Parameters<Fetch>[1]) => {
      asked.push(link);
      const { pathname, search } = new URL(link);
      return fetch(place.cdn.origin + pathname + search, init);
    }) as Fetch;
  }

  it('K02 D08 are asked for without credentials, cookies, referrer or anything about us but our name', async () => {
    place.cdn.faultMedia('clip.mp4', { redirect: '/media/clip-md.mp4', status: 307 });
    assert.equal(await place.load(place.link('clip.mp4')), undefined);
    await place.whole();
    place.cdn.faultMedia('clip.mp4', { hangAfterBytes: 50_000 });
    const deadlines = { headersMs: 2_000, idleMs: 100 };
    await place.load(place.link('clip.mp4'), { deadlines });
    assert.equal(await place.load(place.link('clip.mp4')), undefined);
    assert.deepEqual(headersAt(place.cdn), [
      plain,
      plain,
      plain,
      [...plain.slice(0, 4), 'if-range', 'range', 'user-agent'],
    ]);
  });

  it('are sent exactly as they were given', async () => {
    const query = '?se=2026-01-07T00%3A00%3A00Z&sig=a%2Bb%2f%3D&x=%E4%BD%A0';
    const asked: string[] = [];
    await place.load(`https://cdn.example/media/clip.mp4${query}`, {
      fetchImpl: everywhere(asked),
      resolve: async () => [],
    });
    assert.deepEqual(asked, [`https://cdn.example/media/clip.mp4${query}`]);
  });

  const spellings = [
    'https://127.0.0.1/v',
    'https://127.1/v',
    'https://127.0.1/v',
    'https://2130706433/v',
    'https://0x7f000001/v',
    'https://0x7f.1/v',
    'https://0177.0.0.1/v',
    'https://017700000001/v',
    'https://0x7f.0x0.0x0.0x1/v',
    'https://127.0.0.1./v',
    'https://127.255.255.254/v',
    'https://１２７.0.0.1/v',
    'https://127。0。0。1/v',
    'https://%31%32%37.0.0.1/v',
    'https://[::1]/v',
    'https://[0:0:0:0:0:0:0:1]/v',
    'https://[::ffff:127.0.0.1]/v',
    'https://[::ffff:7f00:1]/v',
    'https://[::127.0.0.1]/v',
    'https://[64:ff9b::7f00:1]/v',
    'https://localhost/v',
    'https://LOCALHOST./v',
    'https://a.localhost/v',
    'https://0/v',
    'https://0.0.0.0/v',
    'https://10.0.0.1/v',
    'https://172.16.0.1/v',
    'https://192.168.0.1/v',
    'https://100.64.0.1/v',
    'https://169.254.169.254/latest/meta-data/',
    'https://[::]/v',
    'https://[fe80::1]/v',
    'https://[fd00::1]/v',
    'https://nas.local/v',
    'http://cdn.example/v',
    'ftp://cdn.example/v',
    'https://user:pass@cdn.example/v',
    'file:///etc/passwd',
    'data:video/mp4;base64,AAAA',
    'blob:https://cdn.example/v',
    'javascript:alert(1)',
  ];
  for (const link of spellings) {
    it(`K08 are refused, first or as a redirect, and nothing is sent: ${link}`, async () => {
      const asked: string[] = [];
      const how = { fetchImpl: everywhere(asked), resolve: async () => [], allowLoopbackHttp: () => false };
      assert.deepEqual(await place.load(link, how), { kind: 'refused' });
      assert.deepEqual(asked, []);
      place.cdn.faultMedia('a.mp4', { redirect: link.replaceAll(/\P{ASCII}/gu, encodeURIComponent) });
      assert.deepEqual(await place.load('https://cdn.example/media/a.mp4', how), { kind: 'refused' });
      assert.deepEqual(asked, ['https://cdn.example/media/a.mp4']);
      assert.equal(place.partBytes(), 0);
    });
  }

  it('K08 are refused at the third redirect as at the first', async () => {
    const asked: string[] = [];
    place.cdn.faultMedia('0.mp4', { redirect: 'https://b.example/media/1.mp4' });
    place.cdn.faultMedia('1.mp4', { redirect: 'https://c.example/media/2.mp4' });
    place.cdn.faultMedia('2.mp4', { redirect: 'https://192.168.0.1/media/3.mp4' });
    const how = { fetchImpl: everywhere(asked), resolve: async () => [] };
    assert.deepEqual(await place.load('https://a.example/media/0.mp4', how), { kind: 'refused' });
    assert.equal(asked.length, 3);
  });

  it('are followed three times and no more', async () => {
    place.cdn.faultMedia('clip.mp4', { redirect: '/media/clip.mp4', forever: true });
    const problem = await place.load(place.link('clip.mp4'));
    assert.deepEqual(problem, { kind: 'network', error: 'redirected' });
    assert.equal(place.cdn.requests.length, 4);
  });

  for (const address of ['127.0.0.1', '10.1.2.3', '::1', '::ffff:10.0.0.1', 'fe80::1']) {
    it(`K09 are refused when a name stands for ${address} as well`, async () => {
      const asked: string[] = [];
      const how = { fetchImpl: everywhere(asked), resolve: async () => ['93.184.216.34', address] };
      assert.deepEqual(await place.load('https://cdn.example/media/clip.mp4', how), { kind: 'refused' });
      assert.deepEqual(asked, []);
    });
  }

  it('K09 that lead elsewhere between the look and the request send nothing of ours, and only a video stays', async () => {
    place.cdn.addMedia('router', { bytes: Buffer.from('{"password":"1234"}'), contentType: 'video/mp4' });
    const asked: string[] = [];
    const how = { fetchImpl: everywhere(asked), resolve: async () => ['93.184.216.34'] };
    const problem = await place.load('https://rebind.example/media/router', how);
    assert.deepEqual(problem, { kind: 'notVideo', found: 'json' });
    assert.deepEqual(headersAt(place.cdn), [plain]);
    assert.deepEqual(place.endings(), []);
  });

  it('are followed where names cannot be looked up but by a proxy', async () => {
    const how = { fetchImpl: everywhere([]), resolve: () => Promise.reject(new Error('ENOTFOUND')) };
    assert.equal(await place.load('https://cdn.example/media/clip.mp4', how), undefined);
  });
});

describe('links that ask for the key', () => {
  let place: Place;
  let own: Gateway;
  beforeEach(async () => {
    place = await openPlace();
    own = await startGateway({ budget: 'none' });
    own.addTask({ id: 'video_1', format: 'unified' });
  });
  afterEach(async () => {
    await place.close();
    await own.close();
  });

  const content = '/v1/videos/video_1/content';
  const load = (more: Parameters<Place['load']>[1] = {}): Promise<CopyProblem | undefined> =>
    place.load(own.origin + content, { answer, ...more, request: { auth: bearer, ...more.request } });

  it('T11 get it on their own origin', async () => {
    assert.equal(await load(), undefined);
    assert.equal(own.requests[0]?.headers.authorization, `Bearer ${demoKey}`);
    assert.ok((await place.whole()).equals(await place.bytes('portrait.mp4')));
  });

  for (const status of codes) {
    for (const auth of [
      bearer,
      { header: 'X-API-Key', scheme: '' },
      { header: 'x-goog-api-key', scheme: '' },
    ]) {
      it(`D19 K02 and nothing of it goes along when ${status} leads to a CDN: ${auth.header}`, async () => {
        own.faultMedia('portrait.mp4', { redirect: place.link('portrait.mp4'), status });
        // The server of the tests takes keys as bearers only; what counts is what is sent where.
        const problem = await load({ request: { auth } });
        assert.equal(problem, undefined);
        assert.ok(String(own.requests[0]?.headers[auth.header.toLowerCase()]).endsWith(demoKey));
        assert.deepEqual(headersAt(place.cdn), [plain]);
        assert.ok(!JSON.stringify(place.cdn.requests).includes(demoKey));
        assert.ok((await place.whole()).equals(await place.bytes('portrait.mp4')));
      });
    }
  }

  it('D19 get it back on no later redirect, not even to their own origin', async () => {
    own.faultMedia('portrait.mp4', { redirect: place.link('portrait.mp4') });
    place.cdn.faultMedia('portrait.mp4', { redirect: own.origin + content });
    const problem = await load();
    assert.deepEqual(problem, { kind: 'network', error: 'keyRejected', httpStatus: 401 });
    assert.deepEqual(
      own.requests.map(({ headers }) => headers.authorization),
      [`Bearer ${demoKey}`, undefined],
    );
  });

  it('keep it over redirects on their own origin', async () => {
    own.faultMedia('portrait.mp4', { redirect: `${content}?again=1` });
    assert.equal(await load(), undefined);
    assert.deepEqual(
      own.requests.map(({ headers }) => headers.authorization),
      [`Bearer ${demoKey}`, `Bearer ${demoKey}`],
    );
  });

  it('are followed three times on their own origin and no more', async () => {
    own.faultMedia('portrait.mp4', { redirect: content, forever: true });
    assert.deepEqual(await load(), { kind: 'network', error: 'redirected' });
    assert.equal(own.requests.length, 4);
  });

  it('K08 lead to no private address by a redirect', async () => {
    own.faultMedia('portrait.mp4', { redirect: 'https://192.168.0.1/v.mp4' });
    assert.deepEqual(await load(), { kind: 'refused' });
  });

  it('K01 are gone on with on the CDN, with the validator of its own answer', async () => {
    const redirect = { redirect: place.link('portrait.mp4') };
    own.faultMedia('portrait.mp4', redirect, redirect);
    place.cdn.faultMedia('portrait.mp4', { hangAfterBytes: 20_000 });
    assert.equal((await load({ deadlines: { headersMs: 2_000, idleMs: 100 } }))?.kind, 'interrupted');
    assert.equal(await load(), undefined);
    assert.deepEqual(place.ranges(), ['whole', 'bytes=20000-']);
  });

  const keys = [
    [{ state: 'missing' }, 'keyMissing'],
    [{ state: 'unusable' }, 'keyUnusable'],
    [{ state: 'ready', key: 'two\nlines of a key' }, 'keyUnusable'],
  ] as const;
  for (const [known, error] of keys) {
    it(`P20 are not asked for without one: ${JSON.stringify(known)}`, async () => {
      assert.deepEqual(await load({ answer: known }), { kind: 'network', error });
      assert.equal(own.requests.length, 0);
    });
  }

  it('are refused where no key may go', async () => {
    for (const url of [
      'http://cdn.example/content',
      'https://u:p@cdn.example/content',
      'https://10.0.0.1/content',
      'nothing',
    ]) {
      assert.deepEqual(await load({ request: { url, auth: bearer } }), { kind: 'refused' }, url);
    }
    assert.deepEqual(await load({ allowLoopbackHttp: () => false }), { kind: 'refused' });
    assert.equal(own.requests.length, 0);
  });

  for (const [status, error] of [
    [401, 'keyRejected'],
    [403, 'forbidden'],
  ] as const) {
    it(`${status} speaks of the key, not of the link`, async () => {
      own.faultMedia('portrait.mp4', { status });
      assert.deepEqual(await load(), { kind: 'network', error, httpStatus: status });
    });
  }

  it('leave no trace of it in the log', async () => {
    await load();
    own.faultMedia('portrait.mp4', { redirect: place.link('portrait.mp4') });
    await load();
    assert.ok(place.lines.length > 0);
    assert.ok(!place.lines.join('\n').includes(demoKey));
  });
});
