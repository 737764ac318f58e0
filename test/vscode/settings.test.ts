import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { demoKey, type Gateway } from '../gateway/gateway.ts';
import { dataFolder, logText } from './disk.ts';
import { useHost } from './host.ts';
import { declarationOf } from './stand.ts';
import { until } from './until.ts';

const id = 'task_01jhjp54x0f759wceyasz6xrge';
const env = 'VIDEO_TASKS_TEST_SETTINGS';
const path = '/sora/v1/videos/{id}';
const noProvider = /There is no such provider/;

function declaration(baseUrl: string, name: string): object {
  return { id: name, name, baseUrl, path, env };
}

describe('settings of a wrong form (J12)', () => {
  const host = useHost();

  async function finishedGateway(): Promise<Gateway> {
    const gateway = await host.gateway();
    gateway.addTask({ id, format: 'relay' });
    host.putKey(env, demoKey);
    return gateway;
  }

  for (const wrong of ['text', 42, true, {}]) {
    it(`videoTasks.providers is ${JSON.stringify(wrong)}: the built-in ones work`, async () => {
      const gateway = await finishedGateway();
      await host.set('providerOverrides', { 'cometapi-sora': { baseUrl: gateway.origin, env } });
      await host.set('providers', wrong);
      assert.equal((await host.api.query('cometapi-sora', id)).status, 'succeeded');
    });
  }

  for (const wrong of ['text', 42, [], { unified: 5 }, { nobody: {} }, { unified: { baseUrl: 7 } }]) {
    it(`videoTasks.providerOverrides is ${JSON.stringify(wrong)}: declared ones work`, async () => {
      const { gateway, provider } = await host.standIn();
      gateway.addTask({ id, format: 'relay' });
      await host.set('providerOverrides', wrong);
      assert.equal((await host.api.query(provider, id)).status, 'succeeded');
    });
  }

  it('of 400 entries the good ones among the first 100 work, and each id counts once', async () => {
    const gateway = await finishedGateway();
    const other = await host.gateway();
    const entries: readonly unknown[] = [
      null,
      5,
      'text',
      [],
      {},
      { id: 'no-address', name: 'No address', path },
      { ...declaration(gateway.origin, 'x'), id: '__proto__' },
      { ...declaration(gateway.origin, 'no-id-in-path'), path: '/v1/tasks' },
      declaration(gateway.origin, 'constructor'),
      declaration(gateway.origin, 'good'),
      declaration(other.origin, 'good'),
      declaration(other.origin, 'unified'),
    ];
    const many = Array.from({ length: 400 }, (_, index) => declaration(other.origin, `many-${index}`));
    await host.set('providers', [...entries, ...many]);
    for (const provider of ['good', 'constructor']) {
      assert.equal((await host.api.query(provider, id)).status, 'succeeded');
    }
    for (const provider of ['no-address', '__proto__', 'no-id-in-path', 'many-399']) {
      await assert.rejects(host.api.query(provider, id), noProvider);
    }
    assert.deepEqual(other.requests, []);
  });

  it('is told once, and not again after each change of another setting', async () => {
    const folder = await dataFolder();
    const earlier = logText(folder).length;
    const complaints = (): number =>
      logText(folder).slice(earlier).split('"setting":"videoTasks.providers[0].').length - 1;
    const wrong = declaration('https://gateway.test', 'wrong');
    await host.set('providers', [{ ...wrong, path: '/no-id' }]);
    await until('it is told', () => complaints() === 1);
    for (const [name, value] of [
      ['watching.intervalSeconds', 5] as const,
      ['playback.loop', false] as const,
    ]) {
      await host.set(name, value);
      await assert.rejects(host.api.query('wrong', id), noProvider);
    }
    await host.set('providers', [{ ...wrong, env: 'no variable' }]);
    await until('the new one is told', () => logText(folder).slice(earlier).includes('providers[0].env'));
    assert.equal(complaints(), 2);
  });

  it('of every other setting: tasks are tracked all the same', async () => {
    const wrong: Readonly<Record<string, unknown>> = {
      'watching.enabled': 'yes',
      'watching.intervalSeconds': 'fast',
      'watching.stopAfterHours': -1,
      'notifications.finished': 7,
      'statusBar.show': [],
      'tree.groupBy': {},
      'playback.captions': 'loud',
      'playback.loop': 'often',
    };
    for (const [name, value] of Object.entries(wrong)) {
      await host.set(name, value);
    }
    const key = await host.tracked(await host.standIn(), id, 'succeeded');
    assert.equal(host.task(key)?.status, 'succeeded');
  });
});

describe('a provider that goes away while its task is active (J14)', () => {
  const host = useHost();

  it('keeps the task, and asks again when it returns', async () => {
    const stand = await host.standIn();
    const key = await host.tracked(stand, id, 'running');
    await host.set('providers', []);
    await host.api.check(key);
    const asked = stand.gateway.requests.length;
    await host.api.check(key);
    assert.equal(host.task(key)?.error?.kind, 'providerMissing');
    assert.equal(host.task(key)?.status, 'running');
    assert.equal(stand.gateway.requests.length, asked);

    stand.gateway.setStatus(id, 'succeeded');
    await host.set('providers', [declarationOf(stand, 'relay')]);
    const back = await until('it has ended', () => {
      const task = host.task(key);
      return task?.status === 'succeeded' && task;
    });
    assert.equal(back.error, undefined);
  });
});
