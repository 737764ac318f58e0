import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { useHost } from './host.ts';
import { until } from './until.ts';

describe('many tasks of one provider', () => {
  const host = useHost();

  it('are asked for within the budget, the one that a person checks included (P11)', async () => {
    const { gateway, provider } = await host.standIn();
    const ids = Array.from({ length: 8 }, (_, index) => `task_${index}`);
    for (const id of ids) gateway.addTask({ id, format: 'relay' });
    const tracked = await Promise.all(ids.map((id) => host.api.track(provider, id)));
    const last = tracked.at(-1)?.taskKey ?? assert.fail();
    assert.equal((await host.api.check(last))?.status, 'succeeded');
    await until('all have ended', () => host.api.tasks().every(({ status }) => status === 'succeeded'));
    assert.ok(gateway.requests.length >= ids.length);
    await gateway.close();
  });
});
