import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import { startGateway, type Gateway } from '../gateway/gateway.ts';
import { packaged } from './packaged.ts';
import { keepPictureOfFailure, until, Workbench } from './workbench.ts';

const key = 'sk-everyday-4f1c9a7e2b';
const relayId = 'task_01jhjp54x0f759wceyasz6xrge';
const lumaId = 'f8ec5bf5-a860-420e-b663-5a478e0d5301';
const cometId = 'task_01jhjp54x0f759wceyasz6xrgc';
const unifiedId = 'sora-2:task_01k6x15vhrff09dkkqjrzwhm60';
const queriedId = 'task_01jhjp54x0f759wceyasz6xrgq';
const running = { queuedMs: 0, runningMs: 3_600_000 };

describe('everyday use and bad input', function () {
  this.timeout(120_000);
  const gateways: Gateway[] = [];
  let workbench: Workbench;

  const gateway = async (): Promise<Gateway> => {
    const started = await startGateway({ keys: [key] });
    gateways.push(started);
    return started;
  };
  let sora: Gateway;
  let luma: Gateway;
  let comet: Gateway;
  let relay: Gateway;
  let unified: Gateway;

  const addTask = async (id: string, provider: string): Promise<void> => {
    await workbench.command('Video Tasks: Add Task...');
    await workbench.answer('Add Task', id);
    await workbench.pick(provider);
    await workbench.answer(`API Key for ${provider}`, key);
  };

  before(async () => {
    [sora, luma, comet, relay, unified] = await Promise.all([
      gateway(),
      gateway(),
      gateway(),
      gateway(),
      gateway(),
    ]);
    sora.addTask({ id: relayId, format: 'relay', title: 'Lighthouse', timeline: running });
    luma.addTask({ id: lumaId, format: 'luma', timeline: running });
    comet.addTask({ id: cometId, format: 'relay', title: 'Harbour', timeline: running });
    relay.addTask({ id: queriedId, format: 'relay', title: 'Just a question' });
    unified.addTask({ id: unifiedId, format: 'unified', title: 'Balloon', timeline: running });
    workbench = await Workbench.open({
      vsix: packaged,
      settings: {
        'videoTasks.network.allowLoopbackHttp': true,
        'videoTasks.providerOverrides': {
          'elkapi-sora': { baseUrl: sora.origin },
          'elkapi-luma': { baseUrl: luma.origin },
          'cometapi-sora': { baseUrl: comet.origin },
          'sora-relay': { baseUrl: relay.origin },
          unified: { baseUrl: unified.origin },
        },
      },
    });
    await workbench.showTasks();
  });
  afterEach(async function () {
    await keepPictureOfFailure(this.currentTest, workbench);
  });
  after(async () => {
    await workbench.close();
    await Promise.all(gateways.map((each) => each.close()));
  });

  it('an empty list says what to do', async () => {
    await workbench.page.locator('.welcome-view-content', { hasText: 'Add Task' }).waitFor();
    await workbench.screenshot('welcome');
  });

  it('ids that are none are refused before any request, with the reason', async () => {
    const reasons = [
      ['..', 'This is a path, not a task id.'],
      ['a/b', 'This is a path, not a task id.'],
      ['x?y=1', 'only letters, digits'],
      ['sk-0123456789abcdefghij', 'This looks like an API key.'],
    ] as const;
    for (const [text, reason] of reasons) {
      await workbench.command('Video Tasks: Add Task...');
      await workbench.page.locator('.quick-input-title', { hasText: 'Add Task' }).waitFor();
      await workbench.page.locator('.quick-input-widget input.input').fill(text);
      await workbench.page.locator('.quick-input-message', { hasText: reason }).waitFor();
      await workbench.page.keyboard.press('Escape');
    }
    assert.deepEqual(
      gateways.flatMap(({ requests }) => requests),
      [],
    );
  });

  it('a pasted curl command names the task and its provider, and its key is offered for storing', async () => {
    const curl = `curl -H "Authorization: Bearer ${key}" ${sora.origin}/sora/v1/videos/${relayId}`;
    await workbench.command('Video Tasks: Add Task...');
    await workbench.answer('Add Task', curl);
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog
      .locator('.dialog-message-text', { hasText: `Store it for ${new URL(sora.origin).host}?` })
      .waitFor();
    assert.ok(!(await dialog.innerText()).includes(key));
    await workbench.screenshot('store-key');
    await dialog.locator('.monaco-button', { hasText: 'Store Key' }).click();
    await workbench.row('Lighthouse. Running').waitFor();
    assert.ok(!(await workbench.page.content()).includes(key));
  });

  it('the key of a pasted command is never offered for another address', async () => {
    const curl = `curl -H "Authorization: Bearer sk-of-another-address" https://other.example/sora/v1/videos/${queriedId}`;
    await workbench.command('Video Tasks: Add Task...');
    await workbench.answer('Add Task', curl);
    await workbench.pick('Sora relay');
    await workbench.page
      .locator('.quick-input-title', { hasText: 'API Key for Sora relay (your base URL)' })
      .waitFor();
    assert.equal(await workbench.page.locator('.monaco-dialog-box').count(), 0);
    await workbench.page.keyboard.press('Escape');
    await workbench.row('task_01j…xrgq').waitFor();
    await workbench.command('Video Tasks: Remove from List');
    await workbench.pick('task_01j…xrgq');
    await workbench.row('task_01j…xrgq').waitFor({ state: 'detached' });
    assert.deepEqual(relay.requests, []);
  });

  it('renaming shows at once', async () => {
    await workbench.command('Video Tasks: Rename...');
    await workbench.pick('Lighthouse');
    await workbench.answer('Rename', 'My lighthouse');
    await workbench.row('My lighthouse. Running').waitFor();
  });

  it('the Delete key removes the selected task, which can be undone', async () => {
    await workbench.row('My lighthouse. Running').click();
    await workbench.frameWith('progress', { text: 'My lighthouse' });
    await workbench.command('Focus on Tasks View');
    await workbench.page.keyboard.press('Delete');
    await workbench.row('My lighthouse').waitFor({ state: 'detached' });
    await workbench.toast('Removed 1 task.').locator('.monaco-button', { hasText: 'Undo' }).click();
    await workbench.row('My lighthouse. Running').waitFor();
  });

  it('a rejected key is told once, its tasks rest, and a new key wakes them', async () => {
    await addTask(lumaId, 'ElkAPI (Luma)');
    await workbench.row('f8ec5bf5…5301. Running').waitFor();
    luma.setKeys(['sk-another-one']);
    await workbench.command('Video Tasks: Check All Now');
    const toast = workbench.toast('ElkAPI (Luma) rejected the API key.');
    await toast.waitFor();
    await workbench.page
      .locator('.sidebar .monaco-list-row[aria-label="ElkAPI (Luma). Rejected key"]')
      .waitFor();
    await workbench.screenshot('rejected-key');
    assert.equal(await toast.count(), 1);
    const asked = luma.requests.length;
    luma.setKeys([key]);
    await toast.locator('.monaco-button', { hasText: 'Update Key' }).click();
    assert.equal(luma.requests.length, asked);
    await workbench.answer('API Key for ElkAPI (Luma)', key);
    await until(async () => luma.requests.at(-1)?.status === 200);
    await workbench.row('f8ec5bf5…5301. Running').waitFor();
  });

  it('a dead server is said on the row, nothing is lost, and the task goes on when it is back', async () => {
    await addTask(cometId, 'CometAPI (Sora)');
    await workbench.row('Harbour. Running').waitFor();
    await comet.stop();
    await workbench.command('Video Tasks: Check All Now');
    await workbench.page.locator('.sidebar .monaco-list-row[aria-label*="cannot be reached"]').waitFor();
    await workbench.screenshot('dead-server');
    await comet.start();
    comet.setStatus(cometId, 'succeeded');
    await workbench.command('Video Tasks: Check All Now');
    await workbench.row('Harbour. Finished').waitFor();
  });

  it('a page instead of data keeps the state and says so', async () => {
    await addTask(unifiedId, 'Unified video API');
    await workbench.row('Balloon. Running').waitFor();
    unified.fault(unifiedId, { html: true, forever: true });
    await workbench.command('Video Tasks: Check Now');
    await workbench.pick('Balloon');
    const row = workbench.page.locator(
      '.sidebar .monaco-list-row[aria-label*="sent a page instead of data"]',
    );
    await row.waitFor();
    assert.match((await row.getAttribute('aria-label')) ?? '', /^Balloon\. Running/);
    await row.click();
    const frame = await workbench.frameWith('progress', { text: 'Balloon' });
    await frame.locator('text=sent a page instead of data').first().waitFor();
    await workbench.screenshot('page-instead-of-data');
  });

  it('Query Task Once shows the answer and keeps nothing', async () => {
    await workbench.command('Video Tasks: Query Task Once...');
    await workbench.answer('Query Task Once', queriedId);
    await workbench.pick('Sora relay');
    await workbench.answer('API Key for Sora relay (your base URL)', key);
    await workbench.frameWith('video', { text: 'Track This Task' });
    await workbench.screenshot('query-once');
    assert.equal(await workbench.row('Just a question').count(), 0);
    assert.equal(relay.requests.filter(({ taskId }) => taskId === queriedId).length, 1);
  });

  it('Open in Browser keeps a signed link as it is, byte for byte', async () => {
    const asked: string[] = [];
    await workbench.context.route('https://videos.example/**', (route) => {
      asked.push(route.request().url());
      return route.fulfill({ body: '' });
    });
    const signed = 'https://videos.example/a%2Fb.mp4?se=2099-01-01T00%3A00%3A00Z&sig=ab%2Bcd%2Fef%3D';
    relay.fault(queriedId, { body: { id: queriedId, status: 'succeeded', video_url: signed } });
    await workbench.command('Video Tasks: Query Task Once...');
    await workbench.answer('Query Task Once', queriedId);
    await workbench.pick('Sora relay');
    const frame = await workbench.frameWith('button', { text: 'task_01j…xrgq' });
    await frame.getByRole('button', { name: 'Open in Browser' }).click();
    const opened = workbench.context.waitForEvent('page');
    await workbench.page.locator('.monaco-dialog-box .monaco-button', { hasText: /^Open$/ }).click();
    const tab = await opened;
    await until(async () => asked.length > 0);
    assert.deepEqual([...new Set(asked)], [signed]);
    await tab.close();
    // The window takes the focus back a moment later, and what is open in it until then closes.
    await workbench.page.bringToFront();
    await until(() => workbench.page.evaluate<boolean>('document.hasFocus()'));
  });

  it('Show Raw Response opens JSON without personal fields', async () => {
    await workbench.commandWith('Video Tasks: Show Raw Response', 'My lighthouse');
    await workbench.page.locator('.monaco-editor .view-lines', { hasText: '"task_id"' }).waitFor();
    const text = await workbench.page.locator('.monaco-editor .view-lines').innerText();
    assert.ok(!/"user"/.test(text));
    await workbench.screenshot('raw-response');
  });

  it('pausing stops all requests and the list says so', async () => {
    await workbench.command('Video Tasks: Pause Watching');
    await workbench.page.locator('.sidebar', { hasText: 'Watching is paused.' }).waitFor();
    await workbench.command('Video Tasks: Resume Watching');
    await workbench.page
      .locator('.sidebar', { hasText: 'Watching is paused.' })
      .waitFor({ state: 'detached' });
  });
});
