import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Fault } from '../../gateway/faults.ts';
import { get, withGateway } from './client.ts';

const id = 'task_01m7ht1ar0f8wr6n0zt4yhx5ac';
const path = `/sora/v1/videos/${id}`;

/** The answers to as many requests as there are faults, read as text. */
async function answersTo(
  ...faults: readonly Fault[]
): Promise<readonly { readonly status: number; readonly headers: Headers; readonly text: string }[]> {
  const answers: { status: number; headers: Headers; text: string }[] = [];
  await withGateway(async (gateway) => {
    gateway.addTask({ id, format: 'relay' });
    gateway.fault(id, ...faults);
    for (const _ of faults) {
      const answer = await get(gateway, path);
      answers.push({ status: answer.status, headers: answer.headers, text: await answer.text() });
    }
  });
  return answers;
}

describe('gateway: faults', () => {
  it('answers any status, with or without headers and a body', async () => {
    const [limited, waiting, quota, text] = await answersTo(
      { status: 429 },
      { status: 503, headers: { 'retry-after': '7' } },
      { status: 402, body: { error: { message: 'quota' } } },
      { status: 502, body: '<h1>Bad gateway</h1>', contentType: 'text/html' },
    );
    assert.deepEqual([limited?.status, limited?.text, limited?.headers.get('content-type')], [429, '', null]);
    assert.deepEqual([waiting?.status, waiting?.headers.get('retry-after')], [503, '7']);
    assert.deepEqual([quota?.status, quota?.text], [402, '{"error":{"message":"quota"}}']);
    assert.deepEqual([text?.text, text?.headers.get('content-type')], ['<h1>Bad gateway</h1>', 'text/html']);
  });

  it('answers 200 with what is not a task', async () => {
    const [html, broken, word, nothing] = await answersTo(
      { html: true },
      { text: '{"a":' },
      { body: 'ok' },
      { body: null },
    );
    assert.deepEqual([html?.status, html?.headers.get('content-type')], [200, 'text/html; charset=utf-8']);
    assert.deepEqual([broken?.status, broken?.text], [200, '{"a":']);
    assert.deepEqual([word?.text, nothing?.text], ['"ok"', 'null']);
  });

  it('redirects', async () => {
    const [found, permanent] = await answersTo(
      { redirect: 'http://127.0.0.1:9/x' },
      { redirect: '/y', status: 308 },
    );
    assert.deepEqual([found?.status, found?.headers.get('location')], [302, 'http://127.0.0.1:9/x']);
    assert.deepEqual([permanent?.status, permanent?.headers.get('location')], [308, '/y']);
  });

  it('spends one fault per request, those of all tasks first, and keeps one that is for ever', () =>
    withGateway(async (gateway) => {
      gateway.addTask({ id, format: 'relay' });
      gateway.fault(id, { status: 500 }, { pass: true }, { status: 403, forever: true });
      gateway.faultAll({ status: 429 });
      const statuses: number[] = [];
      for (let n = 0; n < 5; n += 1) statuses.push((await get(gateway, path)).status);
      assert.deepEqual(statuses, [429, 500, 200, 403, 403]);
      gateway.clearFaults();
      assert.equal((await get(gateway, path)).status, 200);
    }));

  it('delays the normal answer', () =>
    withGateway(async (gateway) => {
      gateway.addTask({ id, format: 'relay' });
      gateway.fault(id, { delayMs: 60 });
      const start = performance.now();
      assert.equal((await get(gateway, path)).status, 200);
      assert.ok(performance.now() - start >= 55);
    }));

  it('never answers, and lets go when the client does', () =>
    withGateway(async (gateway) => {
      gateway.fault(id, { hang: true });
      await assert.rejects(get(gateway, path, { signal: AbortSignal.timeout(60) }), { name: 'TimeoutError' });
      assert.equal(gateway.requests[0]?.status, undefined);
    }));

  it('resets before the headers', () =>
    withGateway(async (gateway) => {
      gateway.fault(id, { reset: true });
      await assert.rejects(get(gateway, path), TypeError);
    }));

  it('cuts a body of announced length at every kind of place', () =>
    withGateway(async (gateway) => {
      gateway.addTask({ id, format: 'relay' });
      const whole = Number((await get(gateway, path)).headers.get('content-length'));
      for (const bytes of [0, 1, 500, whole - 1]) {
        gateway.fault(id, { resetAfterBytes: bytes });
        const answer = await get(gateway, path);
        assert.equal(answer.headers.get('content-length'), String(whole));
        await assert.rejects(answer.text(), TypeError, `${bytes}`);
      }
    }));

  it('drips a body', () =>
    withGateway(async (gateway) => {
      gateway.addTask({ id, format: 'luma' });
      const route = `/dream-machine/v1/generations/${id}`;
      const whole = await (await get(gateway, route)).text();
      gateway.fault(id, { drip: { bytesPerSecond: 10_000 } });
      const start = performance.now();
      assert.equal(await (await get(gateway, route)).text(), whole);
      assert.ok(performance.now() - start >= 50);
    }));

  it('sends without end until the client goes', () =>
    withGateway(async (gateway) => {
      gateway.addTask({ id, format: 'relay' });
      gateway.fault(id, { endless: true });
      const answer = await get(gateway, path);
      assert.equal(answer.headers.get('content-length'), null);
      let received = 0;
      for await (const chunk of answer.body ?? []) {
        received += (chunk as Uint8Array).length;
        if (received > 2_000_000) break;
      }
      assert.ok(received > 2_000_000);
    }));

  it('spoils media files too', () =>
    withGateway(async (gateway) => {
      gateway.faultMedia('clip.mp4', { status: 503 }, { resetAfterBytes: 1000 });
      assert.equal((await get(gateway, '/media/clip.mp4')).status, 503);
      await assert.rejects((await get(gateway, '/media/clip.mp4')).arrayBuffer());
      assert.equal((await get(gateway, '/media/clip.mp4')).status, 200);
    }));
});
