import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import { demoKey, startGateway, type Gateway } from '../gateway/gateway.ts';
import { packaged } from './packaged.ts';
import { keepPictureOfFailure, until, Workbench } from './workbench.ts';

const id = 'task_01jhjp54x0f759wceyasz6xrge';

describe('a relay task, end to end', function () {
  this.timeout(120_000);
  let gateway: Gateway;
  let workbench: Workbench;

  before(async () => {
    gateway = await startGateway();
    gateway.addTask({
      id,
      format: 'relay',
      title: 'Northern lights',
      prompt: 'Northern lights over a frozen lake',
      captions: { '0': 'Green light rises over the ice.', '75': 'The light turns violet.' },
      timeline: { queuedMs: 1_000, runningMs: 1_000_000 },
    });
    gateway.setStatus(id, 'running', 0.42);
    workbench = await Workbench.open({
      vsix: packaged,
      settings: {
        'videoTasks.providerOverrides': { 'elkapi-sora': { baseUrl: gateway.origin } },
        'videoTasks.network.allowLoopbackHttp': true,
      },
    });
  });
  afterEach(async function () {
    await keepPictureOfFailure(this.currentTest, workbench);
  });
  after(async () => {
    await workbench.close();
    await gateway.close();
  });

  it('is added by its id, after the key was asked for', async () => {
    await workbench.showTasks();
    await workbench.screenshot('welcome');
    await workbench.command('Video Tasks: Add Task...');
    await workbench.answer('Add Task', id);
    await workbench.pick('ElkAPI (Sora)');
    await workbench.answer('API Key for ElkAPI (Sora)', demoKey);
    await workbench.row('Northern lights. Running').waitFor();
    await workbench.screenshot('running');
  });

  it('is announced once when it finishes, and plays with its captions', async () => {
    gateway.setStatus(id, 'succeeded');
    await workbench.toast('“Northern lights” is finished.').waitFor({ timeout: 30_000 });
    await workbench.page.locator('.notification-toast.notification-fade-in-done').waitFor();
    await workbench.screenshot('finished');
    await workbench
      .toast('“Northern lights” is finished.')
      .locator('.monaco-button', { hasText: 'Play' })
      .click();
    const frame = await workbench.frameWith('video');
    const currentTime = (): Promise<number> =>
      frame.locator('video').evaluate((video: { readonly currentTime: number }) => video.currentTime);
    await until(async () => (await currentTime()) > 2.6);
    await workbench.screenshot('playing');
    const current = await frame.locator('[aria-current="true"]').innerText();
    assert.match(current, /violet/);
  });

  it('is there after a reload', async () => {
    // Not only the kind of the panel, which stands elsewhere, too, but its state.
    await workbench.stored('videoTasks.result', 'subject');
    await workbench.reload();
    await workbench.row('Northern lights. Finished').waitFor({ timeout: 30_000 });
    await workbench.frameWith('video');
    await workbench.screenshot('reloaded');
  });
});
