import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { startGateway } from '../../gateway/gateway.ts';
import { at, get, pick, withGateway } from './client.ts';

const id = 'task_01m7ht1ar0f8wr6n0zt4yhx5ac';
const path = `/sora/v1/videos/${id}`;
const statusPaths = [
  path,
  '/dream-machine/v1/generations/x',
  '/v1/videos/x',
  '/v1/videos/video_id?id=x',
  '/v1/video/query?id=x',
];

describe('gateway: requests', () => {
  it('refuses a missing or wrong key on every status route', () =>
    withGateway(async (gateway) => {
      gateway.addTask({ id, format: 'relay' });
      for (const route of statusPaths) {
        for (const headers of [
          {},
          { authorization: 'Bearer wrong' },
          { authorization: 'sk-demo-0000000000' },
        ]) {
          const answer = await fetch(new URL(route, gateway.origin), {
            headers: headers as Record<string, string>,
          });
          const error = at(await answer.json(), 'error');
          assert.equal(answer.status, 401);
          assert.match(String(at(error, 'message')), /\(request id: \d+\)$/);
          assert.deepEqual([at(error, 'type'), at(error, 'code')], ['new_api_error', '']);
        }
      }
    }));

  it('accepts the keys of its options, until others are set', () =>
    withGateway(
      async (gateway) => {
        gateway.addTask({ id, format: 'relay' });
        const headers = { authorization: 'bearer other-key-1' };
        assert.equal((await get(gateway, path, { headers })).status, 200);
        assert.equal((await get(gateway, path)).status, 401);
        gateway.setKeys(['other-key-2']);
        assert.equal((await get(gateway, path, { headers })).status, 401);
      },
      { keys: ['other-key-1'] },
    ));

  it('does not know other ids, nor a task on the routes of another format', () =>
    withGateway(async (gateway) => {
      gateway.addTask({ id: 'x', format: 'relay' });
      const [, ...others] = statusPaths;
      for (const route of others) assert.equal((await get(gateway, route)).status, 404, route);
      assert.equal((await get(gateway, '/sora/v1/videos/x')).status, 200);
      gateway.removeTask('x');
      const gone = await get(gateway, '/sora/v1/videos/x');
      assert.equal(gone.status, 400);
      assert.deepEqual(await gone.json(), { code: 'task_not_exist', message: 'task_not_exist', data: null });
      assert.throws(() => gateway.setStatus('x', 'running'), /No simulated task/);
    }));

  it('answers unknown routes and other methods in the envelope', () =>
    withGateway(async (gateway) => {
      for (const wrong of ['/', '/sora/v1/videos/', '/v1/videos', '/media/', '/sora/v1/videos/a/b']) {
        const answer = await get(gateway, wrong);
        assert.equal(answer.status, 404, wrong);
        assert.equal(at(await answer.json(), 'error/message'), `Invalid URL (GET ${wrong})`);
      }
      for (const method of ['POST', 'HEAD', 'DELETE']) {
        assert.equal((await get(gateway, path, { method })).status, 405, method);
      }
      assert.equal((await get(gateway, '/media/clip.mp4', { method: 'PUT' })).status, 405);
    }));

  it('moves a task along its timeline by its own clock', async () => {
    const clock = { now: 1_794_820_000_000 };
    await withGateway(
      async (gateway) => {
        gateway.addTask({
          id,
          format: 'relay',
          timeline: { queuedMs: 10_000, runningMs: 20_000 },
          outcome: 'failed',
        });
        const expected = [
          [0, 'NOT_START', '0%'],
          [1_000, 'SUBMITTED', '10%'],
          [3_000, 'QUEUED', '20%'],
          [10_000, 'IN_PROGRESS', '0%'],
          [15_000, 'IN_PROGRESS', '25%'],
          [30_000, 'FAILURE', '100%'],
        ] as const;
        const start = clock.now;
        for (const [ms, ...row] of expected) {
          clock.now = start + ms;
          assert.deepEqual(await pick(gateway, path, 'data/status', 'data/progress'), row);
        }
        const times = await pick(gateway, path, 'data/submit_time', 'data/finish_time');
        assert.deepEqual(times, [start / 1000, start / 1000 + 30]);
        gateway.addTask({
          id,
          format: 'relay',
          ageMs: 12_000,
          timeline: { queuedMs: 10_000, runningMs: 20_000 },
        });
        assert.deepEqual(await pick(gateway, path, 'data/progress'), ['10%']);
      },
      { now: () => clock.now },
    );
  });

  it('logs what arrived, with the requests in flight', () =>
    withGateway(async (gateway) => {
      gateway.addTask({ id, format: 'relay' });
      gateway.fault(id, { delayMs: 40 }, { delayMs: 40 });
      await Promise.all([get(gateway, path), get(gateway, path)]);
      await get(gateway, '/media/clip.mp4?ranges=off', { method: 'HEAD' });
      const [first, second, third] = gateway.requests;
      assert.deepEqual([first?.inFlight, second?.inFlight, third?.inFlight], [1, 2, 1]);
      assert.deepEqual([first?.taskId, first?.path, first?.status, first?.method], [id, path, 200, 'GET']);
      assert.deepEqual(
        [third?.taskId, third?.path, third?.method],
        [undefined, '/media/clip.mp4?ranges=off', 'HEAD'],
      );
      assert.match(String(third?.headers.authorization), /^Bearer /);
      gateway.clearRequests();
      assert.equal(gateway.requests.length, 0);
    }));

  it('refuses connections while stopped and comes back on the same port', () =>
    withGateway(async (gateway) => {
      gateway.addTask({ id, format: 'relay' });
      gateway.fault(id, { hang: true });
      const hanging = assert.rejects(get(gateway, path));
      while (gateway.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 2));
      await gateway.stop();
      await hanging;
      await assert.rejects(get(gateway, path));
      const { origin } = gateway;
      await gateway.start();
      assert.equal(gateway.origin, origin);
      assert.equal((await get(gateway, path)).status, 200);
    }));

  it('rejects when its port is taken', () =>
    withGateway(async (gateway) => {
      await assert.rejects(startGateway({ port: Number(new URL(gateway.origin).port) }), {
        code: 'EADDRINUSE',
      });
    }));
});
