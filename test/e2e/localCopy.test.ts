import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import { demoKey, startGateway, type Gateway } from '../gateway/gateway.ts';
import { packaged } from './packaged.ts';
import { inSteps, keepPictureOfFailure, Workbench } from './workbench.ts';

const id = 'task_01jhjp54x0f759wceyasz6xrge';

describe('a local copy, seen in the list', function () {
  this.timeout(120_000);
  let gateway: Gateway;
  let workbench: Workbench;

  before(async () => {
    gateway = await startGateway();
    gateway.addTask({ id, format: 'relay', title: 'Harbour', linkLifetimeMs: 9.5 * 60_000 });
    workbench = await Workbench.open({
      vsix: packaged,
      settings: {
        'videoTasks.providerOverrides': { 'elkapi-sora': { baseUrl: gateway.origin } },
        'videoTasks.network.allowLoopbackHttp': true,
        'videoTasks.localCopies.keep': 'never',
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
  inSteps();

  it('a link that ends soon offers to keep one, on its row', async () => {
    await workbench.showTasks();
    await workbench.command('Video Tasks: Add Task...');
    await workbench.answer('Add Task', id);
    await workbench.pick('ElkAPI (Sora)');
    await workbench.answer('API Key for ElkAPI (Sora)', demoKey);
    const row = workbench.row('Harbour. Finished').filter({ hasText: 'link expires in 9m' });
    await row.hover();
    await workbench.screenshot('link-expires');
    await row.getByRole('button', { name: 'Keep a Local Copy' }).click();
    await workbench.toast('Local copies kept: 1').waitFor();
  });

  it('the row forgets the link while it is kept, and remembers it when it is removed', async () => {
    const row = workbench.row('Harbour. Finished');
    await row.filter({ hasText: '854×480' }).waitFor();
    assert.match((await row.getAttribute('aria-label')) ?? '', /local copy/);
    await workbench.screenshot('kept');
    await workbench.menu(row, 'Remove Local Copy');
    await row.filter({ hasText: 'link expires in' }).waitFor();
  });

  it('Clear Finished says what becomes of it', async () => {
    await workbench.menu(workbench.row('Harbour. Finished'), 'Keep a Local Copy');
    await workbench.row('Harbour. Finished').filter({ hasText: '854×480' }).waitFor();
    await workbench.command('Video Tasks: Clear Finished...');
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.getByText('Local copies (270.2 KB) are deleted too.').waitFor();
    await workbench.screenshot('clear-finished');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await workbench.row('Harbour. Finished').waitFor();
  });
});
