import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { commands } from 'vscode';
import type { Fault } from '../gateway/faults.ts';
import { useHost } from './host.ts';
import { until } from './until.ts';

const id = 'task_01jhjp54x0f759wceyasz6xrge';
const message = 'The task belongs to another account';

describe('an answer that says nothing about the task leaves it as it was', () => {
  const host = useHost();
  const faults: readonly (readonly [
    what: string,
    fault: Fault,
    kind: string,
    httpStatus: number | undefined,
  ])[] = [
    ['the page of a network (B20)', { html: true }, 'notJson', 200],
    ['broken JSON', { text: '{"code":"success","data":{"task_id' }, 'notJson', 200],
    ['an empty body (B14)', { text: '' }, 'badAnswer', 200],
    ['null (B14)', { body: null }, 'badAnswer', 200],
    ['a list (B14)', { body: [] }, 'badAnswer', 200],
    ['a text (B14)', { body: 'ok' }, 'badAnswer', 200],
    ['JSON 100,000 levels deep (C03)', { text: '['.repeat(100_000) }, 'notJson', 200],
    ['no content (B22)', { status: 204 }, 'badAnswer', 204],
    ['HTTP 401 (B10)', { status: 401, body: { error: { message } } }, 'keyRejected', 401],
    ['HTTP 402', { status: 402, body: { error: { message } } }, 'quota', 402],
    ['HTTP 403 (B11)', { status: 403, body: { error: { message } } }, 'forbidden', 403],
    ['HTTP 429 without header, body and type (B05)', { status: 429 }, 'rateLimited', 429],
    ['HTTP 500 (B08)', { status: 500, body: 'panic' }, 'serverError', 500],
    ['HTTP 502 with a page', { status: 502, body: '<html>Bad gateway</html>' }, 'serverError', 502],
    ['a reset connection (A04)', { reset: true }, 'unreachable', undefined],
    ['an answer that breaks off (A06)', { resetAfterBytes: 700 }, 'unreachable', undefined],
    ['an answer without end (A10)', { endless: true }, 'tooLarge', undefined],
  ];

  for (const [what, fault, kind, httpStatus] of faults) {
    it(`${what}: the row says so, and the next good answer takes it away`, async () => {
      const stand = await host.standIn();
      const key = await host.tracked(stand, id, 'running');
      const { checkedAt, ...before } = host.task(key) ?? assert.fail();

      stand.gateway.fault(id, fault);
      const { error, ...after } = (await host.api.check(key)) ?? assert.fail();
      assert.equal(error?.kind, kind);
      assert.equal(error?.httpStatus, httpStatus);
      assert.deepEqual(after, { ...before, checkedAt });

      stand.gateway.setStatus(id, 'succeeded');
      const healed = await host.api.check(key);
      assert.equal(healed?.status, 'succeeded');
      assert.equal(healed?.error, undefined);
      assert.equal(stand.gateway.requests.length, 3);
    });
  }

  it('HTTP 403: the words of the provider are shown as they are', async () => {
    const stand = await host.standIn();
    const key = await host.tracked(stand, id, 'running');
    stand.gateway.fault(id, { status: 403, body: { error: { message: `<b>${message}</b>\n` } } });
    const refused = await host.api.check(key);
    assert.equal(refused?.error?.message, `<b>${message}</b>`);
    assert.equal(refused?.failure, undefined);
  });
});

describe('an id that the provider does not know (B12, B13)', () => {
  const host = useHost();

  for (const [format, code] of [
    ['relay', 'HTTP 400 task_not_exist'],
    ['luma', 'HTTP 404'],
    ['unified', 'HTTP 404'],
  ] as const) {
    it(`${code} (${format}): a fresh task stays queued, without an error, and is found later`, async () => {
      const { gateway, provider } = await host.standInOf(format);
      const { taskKey } = await host.api.track(provider, id);
      const fresh = await until('it is asked for twice', async () => {
        const view = await host.api.check(taskKey);
        return gateway.requests.length > 1 && view;
      });
      assert.equal(fresh.status, 'queued');
      assert.equal(fresh.error, undefined);
      gateway.addTask({ id, format });
      assert.equal((await host.api.check(taskKey))?.status, 'succeeded');
    });
  }

  it('a task that was known becomes not found, keeps what was known, and comes back', async () => {
    const stand = await host.standIn();
    const key = await host.tracked(stand, id, 'running');
    const { title, prompt } = host.task(key) ?? assert.fail();
    stand.gateway.fault(id, { status: 404, body: { error: { message: 'Task not found' } } });
    const lost = await host.api.check(key);
    assert.equal(lost?.status, 'notFound');
    assert.equal(lost?.error?.kind, 'notFound');
    assert.deepEqual([lost?.title, lost?.prompt], [title, prompt]);
    assert.equal((await host.api.check(key))?.status, 'running');
  });

  it('a finished task stays finished', async () => {
    const stand = await host.standIn();
    const key = await host.tracked(stand, id, 'succeeded');
    stand.gateway.removeTask(id);
    const later = await host.api.check(key);
    assert.equal(later?.status, 'succeeded');
    assert.equal(later?.error?.kind, 'notFound');
    assert.equal(later?.renditions.length, 4);
  });
});

describe('a rejected key (B10)', () => {
  const host = useHost();

  it('pauses its tasks, without further requests, until a new key is there', async () => {
    const stand = await host.standIn(['sk-right-key-0001']);
    const { gateway, provider } = stand;
    host.putKey(stand.env, 'sk-wrong-key-0001');
    for (const name of ['task_first', 'task_second']) gateway.addTask({ id: name, format: 'relay' });
    const first = await host.api.track(provider, 'task_first');
    const error = await host.error(first.taskKey, 'keyRejected');
    assert.equal(error.httpStatus, 401);
    assert.equal(gateway.requests.length, 1);

    const second = await host.api.track(provider, 'task_second');
    // Any other error of an origin would have been tried again by then.
    const rejectedAt = Date.now();
    await until('the first back-off is over', () => Date.now() > rejectedAt + 2_100);
    await host.round();
    assert.equal(gateway.requests.length, 1);
    assert.equal(host.task(first.taskKey)?.status, 'queued');
    assert.equal(host.task(second.taskKey)?.status, 'queued');

    host.putKey(stand.env, 'sk-right-key-0001');
    await commands.executeCommand('videoTasks.checkAll');
    for (const { taskKey } of [first, second]) {
      assert.equal(host.task(taskKey)?.status, 'succeeded');
      assert.equal(host.task(taskKey)?.error, undefined);
    }
    assert.equal(gateway.requests.length, 3);
  });

  it('of one origin disturbs no other origin', async () => {
    const bad = await host.standIn(['sk-right-key-0001']);
    host.putKey(bad.env, 'sk-wrong-key-0001');
    const { taskKey } = await host.api.track(bad.provider, id);
    await host.error(taskKey, 'keyRejected');
    const good = await host.tracked(await host.standIn(), id, 'succeeded');
    assert.equal(host.task(good)?.status, 'succeeded');
  });
});

describe('a dead server (A01)', () => {
  const host = useHost();

  it('costs nothing: the row says so, and the task goes on by itself when the server is back', async () => {
    const stand = await host.standIn();
    stand.gateway.addTask({ id, format: 'relay' });
    await stand.gateway.stop();
    const { taskKey } = await host.api.track(stand.provider, id);
    await host.error(taskKey, 'unreachable');
    assert.equal(host.task(taskKey)?.status, 'queued');
    await stand.gateway.start();
    const back = await until('it has ended', () => {
      const task = host.task(taskKey);
      return task?.status === 'succeeded' && task;
    });
    assert.equal(back.error, undefined);
  });
});
