import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readMedia } from '../../gateway/media.ts';
import { clips } from '../../gateway/clips.ts';
import { at, get, pick, withGateway } from './client.ts';

const file = '/media/clip.mp4';

describe('gateway: media', () => {
  it('has every file that a clip names, small and of the right type', () => {
    const files = readMedia();
    for (const { width, height, durationSecs, nFrames, palette, ...names } of Object.values(clips)) {
      for (const name of Object.values(names)) assert.ok(files.has(name), name);
      assert.ok(width > 0 && height > 0 && nFrames / durationSecs === 30 && palette.length === 100);
    }
    for (const [name, { bytes, contentType }] of files) {
      assert.ok(bytes.length < 420_000, name);
      if (contentType === 'video/mp4') assert.equal(bytes.toString('latin1', 4, 8), 'ftyp', name);
    }
  });

  it('serves whole files with what a player needs to seek, no key asked', () =>
    withGateway(async (gateway) => {
      const answer = await fetch(new URL(file, gateway.origin));
      const { headers } = answer;
      assert.deepEqual(
        [answer.status, headers.get('content-type'), headers.get('accept-ranges')],
        [200, 'video/mp4', 'bytes'],
      );
      const size = (await answer.arrayBuffer()).byteLength;
      assert.equal(headers.get('content-length'), String(size));
      const head = await get(gateway, file, { method: 'HEAD' });
      assert.deepEqual(
        [head.headers.get('content-length'), head.headers.get('etag')],
        [String(size), headers.get('etag')],
      );
    }));

  it('serves ranges', () =>
    withGateway(async (gateway) => {
      const whole = Buffer.from(await (await get(gateway, file)).arrayBuffer());
      const size = whole.length;
      const expected = [
        ['bytes=0-', 0, size - 1],
        ['bytes=10-19', 10, 19],
        ['bytes=-5', size - 5, size - 1],
        [`bytes=100-${size * 2}`, 100, size - 1],
      ] as const;
      for (const [range, first, last] of expected) {
        const part = await get(gateway, file, { headers: { range } });
        assert.deepEqual(
          [part.status, part.headers.get('content-range')],
          [206, `bytes ${first}-${last}/${size}`],
        );
        assert.ok(Buffer.from(await part.arrayBuffer()).equals(whole.subarray(first, last + 1)));
      }
      for (const range of [`bytes=${size}-`, 'bytes=9-3', 'bytes=-']) {
        const refused = await get(gateway, file, { headers: { range } });
        assert.deepEqual(
          [refused.status, refused.headers.get('content-range')],
          [416, `bytes */${size}`],
          range,
        );
      }
    }));

  it('serves the whole file to an If-Range of another version', () =>
    withGateway(async (gateway) => {
      const etag = (await get(gateway, file, { method: 'HEAD' })).headers.get('etag') ?? '';
      const range = 'bytes=0-9';
      assert.equal((await get(gateway, file, { headers: { range, 'if-range': etag } })).status, 206);
      assert.equal((await get(gateway, file, { headers: { range, 'if-range': '"other"' } })).status, 200);
    }));

  it('plays a server without ranges', () =>
    withGateway(async (gateway) => {
      gateway.addTask({ id: 'x', format: 'luma', ranges: false });
      const [url] = await pick(gateway, '/dream-machine/v1/generations/x', 'video/url');
      const answer = await fetch(String(url), { headers: { range: 'bytes=0-9' } });
      assert.deepEqual([answer.status, answer.headers.get('accept-ranges')], [200, null]);
    }));

  it('has links that expire, with the answer of Azure', async () => {
    const clock = { now: 1_794_820_000_000 };
    await withGateway(
      async (gateway) => {
        gateway.addTask({ id: 'x', format: 'relay', linkLifetimeMs: 5_000 });
        const [url] = await pick(
          gateway,
          '/sora/v1/videos/x',
          'data/data/generations/0/encodings/source/path',
        );
        const se = new URL(String(url)).searchParams.get('se') ?? '';
        assert.equal(Date.parse(se), clock.now + 5_000);
        assert.equal((await fetch(String(url))).status, 200);
        clock.now += 5_000;
        const refused = await fetch(String(url));
        assert.deepEqual([refused.status, refused.headers.get('content-type')], [403, 'application/xml']);
        assert.match(await refused.text(), /<Code>AuthenticationFailed<\/Code>/);
      },
      { now: () => clock.now },
    );
  });

  it('links to another origin when told to', () =>
    withGateway(async (cdn) =>
      withGateway(
        async (gateway) => {
          gateway.addTask({ id: 'x', format: 'luma' });
          const [url] = await pick(gateway, '/dream-machine/v1/generations/x', 'video/url');
          assert.equal((await fetch(String(url))).status, 200);
          assert.deepEqual([cdn.requests.length, cdn.requests[0]?.headers.authorization], [1, undefined]);
        },
        { mediaOrigin: cdn.origin },
      ),
    ));

  it('serves nothing but its own names, and files added by the caller', () =>
    withGateway(async (gateway) => {
      for (const name of [
        '..%2Fgateway.ts',
        '%2e%2e/gateway.ts',
        '..%5Cgateway.ts',
        '%2Fetc%2Fpasswd',
        '..',
        '%00',
        '%',
      ]) {
        assert.equal((await get(gateway, `/media/${name}`)).status, 404, name);
      }
      gateway.addMedia('page.mp4', { bytes: Buffer.from('<html>'), contentType: 'video/mp4' });
      assert.equal(await (await get(gateway, '/media/page.mp4')).text(), '<html>');
      assert.equal(at(gateway.requests.at(-1), 'status'), 200);
    }));
});
