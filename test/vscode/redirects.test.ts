import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { demoKey } from '../gateway/gateway.ts';
import { useHost } from './host.ts';

const id = 'task_01jhjp54x0f759wceyasz6xrge';

describe('a redirect to another origin', () => {
  const host = useHost();

  for (const status of [301, 302, 303, 307, 308]) {
    it(`HTTP ${status} (D05, D06): the other origin gets no request at all`, async () => {
      const stand = await host.standIn();
      const other = await host.gateway();
      other.addTask({ id, format: 'relay' });
      stand.gateway.fault(id, { redirect: `${other.origin}/sora/v1/videos/${id}`, status, forever: true });
      const { taskKey } = await host.api.track(stand.provider, id);
      const error = await host.error(taskKey, 'redirected');
      assert.equal(error.message, new URL(other.origin).host);
      const asked = await host.api.query(stand.provider, id);
      assert.equal(asked.error?.kind, 'redirected');
      assert.deepEqual(other.requests, []);
      assert.equal(host.task(taskKey)?.status, 'queued');
    });
  }

  it('within the origin is followed with the key (D07)', async () => {
    const stand = await host.standIn();
    stand.gateway.addTask({ id, format: 'relay' });
    stand.gateway.fault(id, { redirect: `/sora/v1/videos/${id}` });
    assert.equal((await host.api.query(stand.provider, id)).status, 'succeeded');
    assert.deepEqual(
      stand.gateway.requests.map(({ headers }) => headers.authorization),
      Array(2).fill(`Bearer ${demoKey}`),
    );
  });
});
