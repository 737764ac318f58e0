import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { get, withGateway } from './client.ts';

const file = '/media/clip.mp4';

/** How many bytes of a body arrive, and whether it ends as it should. */
async function arrived({ body }: Response): Promise<readonly [bytes: number, isWhole: boolean]> {
  let bytes = 0;
  try {
    for await (const piece of body ?? []) bytes += piece.length;
    return [bytes, true];
  } catch {
    return [bytes, false];
  }
}

describe('gateway: faults of media', () => {
  it('has files with the validators that a test gives them', () =>
    withGateway(async (gateway) => {
      const date = 'Wed, 01 Jan 2025 00:00:00 GMT';
      const bytes = Buffer.from('GIF89a');
      const range = 'bytes=2-3';
      gateway.addMedia('dated', { bytes, contentType: 'image/gif', validators: { 'last-modified': date } });
      gateway.addMedia('weak', { bytes, contentType: 'image/gif', validators: { etag: 'W/"1"' } });
      gateway.addMedia('bare', { bytes, contentType: 'image/gif', validators: {} });
      const status = async (name: string, version: string): Promise<number> =>
        (await get(gateway, `/media/${name}`, { headers: { range, 'if-range': version } })).status;
      assert.deepEqual(
        [await status('dated', date), await status('dated', '"1"'), await status('weak', 'W/"1"')],
        [206, 200, 200],
      );
      const { headers } = await get(gateway, '/media/bare');
      assert.deepEqual([headers.get('etag'), headers.get('last-modified')], [null, null]);
    }));

  it('falls silent after some bytes', () =>
    withGateway(async (gateway) => {
      gateway.faultMedia('clip.mp4', { hangAfterBytes: 5_000 });
      const reader = (await get(gateway, file)).body?.getReader();
      let bytes = 0;
      while (bytes < 5_000) bytes += (await reader?.read())?.value?.length ?? 0;
      assert.equal(bytes, 5_000);
      await reader?.cancel();
    }));

  it('announces more than it sends, or less', () =>
    withGateway(async (gateway) => {
      const size = (await (await get(gateway, file)).arrayBuffer()).byteLength;
      gateway.faultMedia('clip.mp4', { announceBytes: size + 1 }, { announceBytes: 1_000 });
      const more = await get(gateway, file);
      assert.equal(more.headers.get('content-length'), String(size + 1));
      assert.equal((await arrived(more))[1], false);
      const less = await get(gateway, file);
      assert.equal(less.headers.get('content-length'), '1000');
      assert.ok((await arrived(less))[0] <= 1_000);
    }));

  it('announces nothing', () =>
    withGateway(async (gateway) => {
      const size = (await (await get(gateway, file)).arrayBuffer()).byteLength;
      gateway.faultMedia('clip.mp4', { unannounced: true });
      const answer = await get(gateway, file);
      assert.equal(answer.headers.get('content-length'), null);
      assert.deepEqual(await arrived(answer), [size, true]);
    }));
});
