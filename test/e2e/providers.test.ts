import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import { startGateway, type Gateway } from '../gateway/gateway.ts';
import type { SimulatedTask } from '../gateway/tasks.ts';
import { packaged } from './packaged.ts';
import { keepPictureOfFailure, until, Workbench } from './workbench.ts';

interface Case {
  readonly provider: string;
  readonly name: string;
  readonly task: SimulatedTask;
}

const keyOf = (provider: string): string => `sk-test-${provider}`;

const captions = { '0': 'A lighthouse in the fog.', '75': 'The beam sweeps over the sea.' };

const cases: readonly Case[] = [
  {
    provider: 'elkapi-sora',
    name: 'ElkAPI (Sora)',
    task: { id: 'task_01jhjp54x0f759wceyasz6xrg1', format: 'relay', title: 'Lighthouse', captions },
  },
  {
    provider: 'elkapi-luma',
    name: 'ElkAPI (Luma)',
    task: { id: 'f8ec5bf5-a860-420e-b663-5a478e0d5301', format: 'luma', clip: 'forest' },
  },
  {
    provider: 'cometapi-sora',
    name: 'CometAPI (Sora)',
    task: { id: 'task_01jhjp54x0f759wceyasz6xrg3', format: 'relay', title: 'Harbour', clip: 'harbour' },
  },
  {
    provider: 'sora-relay',
    name: 'Sora relay (your base URL)',
    task: { id: 'task_01jhjp54x0f759wceyasz6xrg4', format: 'relay', title: 'Relayed', clip: 'sound' },
  },
  {
    provider: 'unified',
    name: 'Unified video API',
    task: { id: 'sora-2:task_01k6x15vhrff09dkkqjrzwhm60', format: 'unified', title: 'Portrait' },
  },
];

describe('the five gateways, in a light theme', function () {
  this.timeout(120_000);
  const gateways = new Map<string, Gateway>();
  let workbench: Workbench;
  const gatewayOf = (provider: string): Gateway => {
    const gateway = gateways.get(provider);
    assert.ok(gateway);
    return gateway;
  };

  before(async () => {
    for (const { provider, task } of cases) {
      const gateway = await startGateway({ keys: [keyOf(provider)] });
      gateway.addTask({ ...task, timeline: { queuedMs: 0, runningMs: 3_600_000 } });
      gateways.set(provider, gateway);
    }
    // The Sora relay has no address until the person gives one.
    const own = cases.filter(({ provider }) => provider !== 'sora-relay');
    workbench = await Workbench.open({
      vsix: packaged,
      settings: {
        'workbench.colorTheme': 'Default Light Modern',
        'videoTasks.network.allowLoopbackHttp': true,
        'videoTasks.notifications.finished': 'never',
        'videoTasks.providerOverrides': Object.fromEntries(
          own.map(({ provider }) => [provider, { baseUrl: gatewayOf(provider).origin }]),
        ),
      },
    });
    await workbench.showTasks();
  });
  afterEach(async function () {
    await keepPictureOfFailure(this.currentTest, workbench);
  });
  after(async () => {
    await workbench.close();
    await Promise.all([...gateways.values()].map((gateway) => gateway.close()));
  });

  for (const { provider, name, task } of cases) {
    it(`${name}: a task is added, finishes and plays`, async () => {
      const gateway = gatewayOf(provider);
      await workbench.command('Video Tasks: Add Task...');
      await workbench.answer('Add Task', task.id);
      await workbench.pick(name);
      if (provider === 'sora-relay') {
        await workbench.answer(`Base URL of ${name}`, gateway.origin);
      }
      await workbench.answer(`API Key for ${name}`, keyOf(provider));
      await until(async () => gateway.requests.some(({ status }) => status === 200));
      gateway.setStatus(task.id, 'succeeded');
      await workbench.command('Video Tasks: Check All Now');
      const row = workbench.page.locator('.sidebar .monaco-list-row[aria-label*="Finished."]', {
        has: workbench.page.locator('.label-name', { hasText: task.title ?? task.id.slice(0, 8) }),
      });
      await row.click();
      const frame = await workbench.frameWith('video', { text: `Finished · ${name}` });
      const loaded = (): Promise<boolean> =>
        frame.locator('video').evaluate((video: { readonly readyState: number }) => video.readyState >= 2);
      await until(loaded);
      if (task.captions !== undefined) {
        await frame.locator('.cues li', { hasText: 'The beam sweeps' }).first().locator('button').click();
        const time = (): Promise<number> =>
          frame.locator('video').evaluate((video: { readonly currentTime: number }) => video.currentTime);
        await until(async () => (await time()) === 2.5);
        assert.match(await frame.locator('[aria-current="true"]').innerText(), /The beam sweeps/);
      }
      await workbench.screenshot(`provider-${provider}`);
    });
  }

  it('no gateway has seen the key of another', () => {
    for (const [provider, gateway] of gateways) {
      const sent = new Set(gateway.requests.map(({ headers }) => headers.authorization).filter(Boolean));
      assert.deepEqual([...sent], [`Bearer ${keyOf(provider)}`], provider);
    }
  });
});
