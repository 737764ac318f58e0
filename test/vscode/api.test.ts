import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { TaskChangeEvent } from '../../src/api.d.ts';
import { useHost } from './host.ts';
import { until } from './until.ts';

const id = 'task_01jhjp54x0f759wceyasz6xrge';

describe('the public API', () => {
  const host = useHost();

  it('query asks once and keeps nothing', async () => {
    const { gateway, provider } = await host.standIn();
    gateway.addTask({ id, format: 'relay', title: 'Northern Lights' });
    const events: TaskChangeEvent[] = [];
    const listening = host.api.onDidChange((event) => events.push(event));
    const view = await host.api.query(provider, id);
    await host.round();
    listening.dispose();
    assert.equal(view.status, 'succeeded');
    assert.equal(view.title, 'Northern Lights');
    assert.equal(view.renditions.length, 4);
    assert.ok((view.checkedAt ?? 0) > 0);
    assert.deepEqual(host.api.tasks(), []);
    assert.deepEqual(
      events.flatMap(({ changed }) => changed).filter((key) => key.startsWith(provider)),
      [],
    );
    assert.equal(gateway.requests.length, 1);
  });

  it('query tells why there is no answer, as an error and not as a failure of the job', async () => {
    const { gateway, provider } = await host.standIn();
    gateway.fault(id, { status: 500 });
    const view = await host.api.query(provider, id);
    const message = `${provider} has a problem (HTTP 500). It will be asked again.`;
    assert.deepEqual(view.error, { kind: 'serverError', httpStatus: 500, message });
    assert.equal(view.status, 'queued');
    assert.equal(view.failure, undefined);
    assert.equal(view.checkedAt, undefined);
  });

  it('track finds a task that is tracked already', async () => {
    const stand = await host.standIn();
    const key = await host.tracked(stand, id, 'running');
    const again = await host.api.track(stand.provider, ` ${id}\u200B\n`);
    assert.equal(again.taskKey, key);
    assert.equal(again.status, 'running');
    assert.equal(host.api.tasks().length, 1);
  });

  it('check asks now, whatever the schedule says', async () => {
    const stand = await host.standIn();
    const key = await host.tracked(stand, id, 'queued');
    stand.gateway.setStatus(id, 'running', 0.5);
    assert.equal((await host.api.check(key))?.progress, 0.5);
    stand.gateway.setStatus(id, 'succeeded');
    assert.equal((await host.api.check(key))?.status, 'succeeded');
    assert.equal(stand.gateway.requests.length, 3);
  });

  it('check resolves to undefined for a task that is not tracked', async () => {
    const { gateway, provider } = await host.standIn();
    assert.equal(await host.api.check(`${provider}/${id}`), undefined);
    assert.equal(gateway.requests.length, 0);
  });

  it('remove forgets a task once', async () => {
    const stand = await host.standIn();
    const key = await host.tracked(stand, id, 'running');
    assert.equal(await host.api.remove(key), true);
    assert.deepEqual(host.api.tasks(), []);
    assert.equal(await host.api.remove(key), false);
    assert.equal(await host.api.check(key), undefined);
  });

  it('onDidChange names the tasks that are new, different or gone, until it is disposed', async () => {
    const stand = await host.standIn();
    const events: TaskChangeEvent[] = [];
    const listening = host.api.onDidChange((event) => events.push(event));
    const key = await host.tracked(stand, id, 'running');
    assert.ok(events.length >= 2);
    for (const event of events) {
      assert.deepEqual(event, { changed: [key], removed: [] });
    }
    await host.api.remove(key);
    assert.deepEqual(events.at(-1), { changed: [], removed: [key] });
    const told = events.length;
    listening.dispose();
    await host.tracked(stand, id, 'running');
    assert.equal(events.length, told);
  });

  it('a listener that throws disturbs nobody', async () => {
    const stand = await host.standIn();
    const heard: TaskChangeEvent[] = [];
    const first = host.api.onDidChange(() => {
      throw new Error('a listener of another extension');
    });
    const second = host.api.onDidChange((event) => heard.push(event));
    const key = await host.tracked(stand, id, 'running');
    first.dispose();
    second.dispose();
    assert.ok(heard.length >= 2);
    assert.equal(host.task(key)?.status, 'running');
  });

  it('what it hands out is a copy', async () => {
    const stand = await host.standIn();
    const key = await host.tracked(stand, id, 'succeeded');
    const [view] = host.api.tasks();
    assert.ok(view);
    Object.assign(view, { status: 'failed' });
    Object.assign(view.renditions[0] ?? assert.fail(), { url: 'https://elsewhere.test/' });
    assert.equal(host.task(key)?.status, 'succeeded');
    assert.ok(host.task(key)?.renditions[0]?.url.startsWith(stand.gateway.origin));
  });

  it('nothing is asked any more when a task has ended', async () => {
    const stand = await host.standIn();
    await host.tracked(stand, id, 'succeeded');
    await host.round();
    assert.equal(stand.gateway.requests.length, 1);
  });
});

describe('the public API refuses, before any request and with the reason,', () => {
  const host = useHost();
  const reasons: readonly (readonly [what: string, id: unknown, reason: RegExp])[] = [
    ['..', '..', /path, not a task id/],
    ['.', '.', /path, not a task id/],
    ['..%2f..', '..%2f..', /path, not a task id/],
    ['%2e%2e', '%2e%2e', /path, not a task id/],
    ['a/b', 'a/b', /path, not a task id/],
    [String.raw`a\b`, String.raw`a\b`, /path, not a task id/],
    ['x?y=1', 'x?y=1', /holds only letters/],
    ['x#y', 'x#y', /holds only letters/],
    ['a b', 'a b', /holds only letters/],
    ['an id with a line break', 'a\r\nHost: b', /holds only letters/],
    ['an id with a bidi override', 'a\u202Eb', /holds only letters/],
    ['an empty id', '', /Enter a task id/],
    ['spaces', ' \t\n', /Enter a task id/],
    ['zero-width characters', '\u200B\u2060\uFEFF', /Enter a task id/],
    ['10 kB', 'a'.repeat(10_240), /too long/],
    ['a number', 5, /Enter a task id/],
    ['nothing', undefined, /Enter a task id/],
    ['an object', { toString: () => id }, /Enter a task id/],
  ];

  for (const [what, bad, reason] of reasons) {
    it(`as an id: ${what} (J05)`, async () => {
      const { gateway, provider } = await host.standIn();
      await assert.rejects(host.api.track(provider, bad as string), reason);
      await assert.rejects(host.api.query(provider, bad as string), reason);
      assert.deepEqual(host.api.tasks(), []);
      assert.deepEqual(gateway.requests, []);
    });
  }

  for (const unknown of ['nobody', '', '__proto__', 'constructor', 7, undefined]) {
    it(`as a provider: ${JSON.stringify(unknown)}`, async () => {
      await assert.rejects(host.api.track(unknown as string, id), /There is no such provider/);
      await assert.rejects(host.api.query(unknown as string, id), /There is no such provider/);
      assert.deepEqual(host.api.tasks(), []);
    });
  }

  it('a task of a provider that has no base URL yet: it is kept and asks for one', async () => {
    const { taskKey } = await host.api.track('sora-relay', id);
    assert.equal((await until('its error', () => host.task(taskKey)?.error)).kind, 'baseUrlMissing');
    assert.equal(host.task(taskKey)?.status, 'queued');
  });

  it('to send anything without a key: the task is kept and says so', async () => {
    const { gateway, provider, env } = await host.standIn();
    delete process.env[env];
    const { taskKey } = await host.api.track(provider, id);
    await host.error(taskKey, 'keyMissing');
    assert.equal(host.task(taskKey)?.status, 'queued');
    assert.deepEqual(gateway.requests, []);
  });
});
