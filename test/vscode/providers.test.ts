import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { TaskView } from '../../src/api.d.ts';
import { useHost } from './host.ts';
import { until } from './until.ts';
import { journeys, now } from './journeys.ts';

const key = 'vt-test-key-0001';
const env = 'VIDEO_TASKS_TEST_BUILTIN';

function bare(link: string): string {
  return link.replace(/\?.*$/, '');
}

function withoutQueries(view: TaskView): TaskView {
  return {
    ...view,
    renditions: view.renditions.map((rendition) => ({ ...rendition, url: bare(rendition.url) })),
    ...(view.thumbnail !== undefined && { thumbnail: bare(view.thumbnail) }),
  };
}

describe('every built-in provider, through the public API', () => {
  const host = useHost();

  /** The view of a task that was checked just now, without that time. */
  function viewOf(taskKey: string): TaskView {
    const { checkedAt = 0, ...view } = host.task(taskKey) ?? assert.fail('not tracked');
    assert.ok(Math.abs(Date.now() - checkedAt) < 20_000, `checked at ${checkedAt}`);
    return withoutQueries(view);
  }

  for (const { provider, task, path, running, finished } of journeys) {
    const { id } = task;
    const names = { taskKey: `${provider}/${id}`, provider, id };

    it(`${provider}: a task is queued, runs and succeeds`, async () => {
      const gateway = await host.gateway({ now: () => now, keys: [key] });
      host.putKey(env, key);
      await host.set('providerOverrides', { [provider]: { baseUrl: gateway.origin, env } });
      gateway.addTask(task);
      gateway.setStatus(id, 'running', 0.42);

      assert.deepEqual(await host.api.track(provider, id), {
        ...names,
        status: 'queued',
        renditions: [],
        captions: [],
        storyboard: [],
        warnings: [],
      });
      await until('it runs', () => host.task(names.taskKey)?.status === 'running');
      // Luma says nothing about progress.
      const progress = task.format === 'luma' ? {} : { progress: 0.42 };
      assert.deepEqual(viewOf(names.taskKey), { ...names, status: 'running', ...progress, ...running });

      gateway.setStatus(id, 'succeeded');
      await host.api.check(names.taskKey);
      assert.deepEqual(viewOf(names.taskKey), {
        ...names,
        status: 'succeeded',
        progress: 1,
        ...finished(`${gateway.origin}/media`),
      });

      const sent = gateway.requests.map(({ method, headers, path: asked }) => ({
        method,
        path: asked,
        authorization: headers.authorization,
      }));
      const request = { method: 'GET', path, authorization: `Bearer ${key}` };
      assert.deepEqual(sent, [request, request]);
    });

    it(`${provider}: a task fails with the reason of the provider`, async () => {
      const gateway = await host.gateway({ keys: [key] });
      host.putKey(env, key);
      await host.set('providerOverrides', { [provider]: { baseUrl: gateway.origin, env } });
      gateway.addTask({ ...task, outcome: 'failed', failReason: 'Blocked by moderation' });
      await host.api.track(provider, id);
      const failed = await until('it failed', () => {
        const view = host.task(names.taskKey);
        return view?.status === 'failed' && view;
      });
      assert.equal(failed.failure?.message, 'Blocked by moderation');
      assert.equal(failed.error, undefined);
      assert.deepEqual(failed.renditions, []);
    });
  }
});
