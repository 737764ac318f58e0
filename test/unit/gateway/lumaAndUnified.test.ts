import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import luma from '../../fixtures/luma-completed.json' with { type: 'json' };
import completed from '../../fixtures/unified-completed.json' with { type: 'json' };
import pending from '../../fixtures/unified-pending.json' with { type: 'json' };
import { at, get, keyPaths, pick, withGateway } from './client.ts';

const lumaId = '3f9d1c6e-52b8-4a07-9e64-c1d7a80b25f3';
const lumaPath = `/dream-machine/v1/generations/${lumaId}`;
const id = 'sora-2:task_01m7htjrn6a9nq2c5xw8rmt0hz';
const paths = [
  `/v1/videos/video_id?id=${id}`,
  `/v1/video/query?id=${encodeURIComponent(id)}`,
  `/v1/videos/${id}`,
  `/v1/videos/${encodeURIComponent(id)}`,
];
const path = `/v1/video/query?id=${id}`;

function missing(documented: unknown, body: unknown): readonly string[] {
  const present = keyPaths(body);
  return [...keyPaths(documented)].filter((key) => !present.has(key));
}

describe('gateway: Luma format', () => {
  it('has every documented field of a completed generation, with bare links to real files', () =>
    withGateway(async (gateway) => {
      gateway.addTask({ id: lumaId, format: 'luma', clip: 'harbour' });
      const body: unknown = await (await get(gateway, lumaPath)).json();
      assert.deepEqual(missing(luma, body), []);
      assert.deepEqual(
        [
          at(body, 'id'),
          at(body, 'state'),
          at(body, 'created_at'),
          at(body, 'video/width'),
          at(body, 'video/duration'),
        ],
        [lumaId, 'completed', '0001-01-01T00:00:00Z', 854, 5],
      );
      assert.equal(at(body, 'video/url'), `${gateway.origin}/media/harbour.mp4`);
      assert.equal(Buffer.from(String(at(body, 'thumbnail/palette/grid')), 'base64').length, 75);
      const types = ['video/url', 'thumbnail/url', 'last_frame/url'].map(async (key) =>
        (await fetch(String(at(body, key)))).headers.get('content-type'),
      );
      assert.deepEqual(await Promise.all(types), ['video/mp4', 'image/webp', 'image/jpeg']);
    }));

  it('speaks every state, without video before the end', () =>
    withGateway(async (gateway) => {
      gateway.addTask({ id: lumaId, format: 'luma', failReason: 'the prompt was refused' });
      const keys = ['state', 'video', 'thumbnail', 'failure_reason'];
      gateway.setStatus(lumaId, 'queued');
      assert.deepEqual(await pick(gateway, lumaPath, ...keys), ['queued', undefined, null, undefined]);
      gateway.setStatus(lumaId, 'running', 0.5);
      assert.deepEqual(await pick(gateway, lumaPath, ...keys), ['dreaming', undefined, null, undefined]);
      gateway.setStatus(lumaId, 'failed');
      assert.deepEqual(await pick(gateway, lumaPath, ...keys), [
        'failed',
        undefined,
        null,
        'the prompt was refused',
      ]);
    }));
});

describe('gateway: unified format', () => {
  it('has every documented field, pending and completed, on all its routes', () =>
    withGateway(async (gateway) => {
      gateway.addTask({ id, format: 'unified', prompt: 'a balloon' });
      for (const route of paths) {
        gateway.setStatus(id, 'running', 0.93);
        const running: unknown = await (await get(gateway, route)).json();
        const gone = missing(pending, running).filter((key) => !/\/(inpaint_items|images)\//.test(key));
        assert.deepEqual(gone, [], route);
        gateway.setStatus(id, 'succeeded');
        const done: unknown = await (await get(gateway, route)).json();
        assert.deepEqual(
          missing(completed, done).filter((key) => !key.includes('/images/')),
          [],
          route,
        );
        assert.doesNotMatch(JSON.stringify(done), /example\.com|make animate|01k6x1/);
      }
    }));

  it('speaks every status on its three levels', () =>
    withGateway(async (gateway) => {
      gateway.addTask({ id, format: 'unified', failReason: 'refused' });
      const keys = [
        'status',
        'detail/status',
        'detail/pending_info/status',
        'detail/pending_info/progress_pct',
        'detail/error',
      ];
      const expected = [
        ['queued', 'pending', 'pending', 'queued', null, undefined],
        ['running', 'pending', 'pending', 'processing', 0.42, undefined],
        ['succeeded', 'completed', 'completed', undefined, undefined, undefined],
        ['failed', 'failed', 'failed', 'failed', null, 'refused'],
        ['cancelled', 'cancelled', 'cancelled', 'canceled', null, 'refused'],
      ] as const;
      for (const [status, ...row] of expected) {
        gateway.setStatus(id, status, 0.42);
        assert.deepEqual(await pick(gateway, path, ...keys), row, status);
      }
    }));

  it('keeps the three clock units of the documents', () =>
    withGateway(
      async (gateway) => {
        gateway.addTask({ id, format: 'unified' });
        assert.deepEqual(
          await pick(gateway, path, 'status_update_time', 'detail/draft_info/created_at'),
          [1_794_820_000_500, 1_794_820_000.5],
        );
        gateway.setStatus(id, 'running');
        assert.deepEqual(await pick(gateway, path, 'detail/pending_info/created_at'), [
          new Date(1_794_820_000_500).toISOString().replace('Z', '000Z'),
        ]);
      },
      { now: () => 1_794_820_000_500 },
    ));

  it('streams the content with the key only, and only once it is there', () =>
    withGateway(async (gateway) => {
      gateway.addTask({ id, format: 'unified' });
      const content = `/v1/videos/${id}/content`;
      assert.equal((await fetch(new URL(content, gateway.origin))).status, 401);
      const part = await get(gateway, content, { headers: { range: 'bytes=4-7' } });
      assert.deepEqual([part.status, await part.text()], [206, 'ftyp']);
      gateway.setStatus(id, 'running');
      assert.equal((await get(gateway, content)).status, 400);
      assert.equal((await get(gateway, '/v1/videos/other/content')).status, 404);
    }));
});
