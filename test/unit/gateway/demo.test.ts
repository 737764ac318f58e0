import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { startDemo } from '../../gateway/demo.ts';
import { at, get } from './client.ts';

const routes = {
  'elkapi-sora': '/sora/v1/videos/',
  'elkapi-luma': '/dream-machine/v1/generations/',
  'cometapi-sora': '/sora/v1/videos/',
  'sora-relay': '/sora/v1/videos/',
  unified: '/v1/video/query?id=',
} as const;

describe('gateway: demo', () => {
  it('knows every task it lists, some finished and some not', async () => {
    const demo = await startDemo();
    try {
      assert.equal(new Set(Object.values(demo.gateways).map(({ origin }) => origin)).size, 5);
      assert.equal(new Set(demo.tasks.map(({ provider }) => provider)).size, 5);
      const words: string[] = [];
      for (const { provider, id } of demo.tasks) {
        const answer = await get(demo.gateways[provider], `${routes[provider]}${id}`);
        assert.equal(answer.status, 200, id);
        const body: unknown = await answer.json();
        words.push(String(at(body, 'data/status') ?? at(body, 'state') ?? at(body, 'status')));
      }
      assert.deepEqual([...new Set(words)].sort(), [
        'NOT_START',
        'SUCCESS',
        'completed',
        'pending',
        'queued',
      ]);
    } finally {
      await demo.close();
    }
  });
});
