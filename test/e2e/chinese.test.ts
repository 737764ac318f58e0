import { after, afterEach, before, describe, it } from 'mocha';
import { demoKey, startGateway, type Gateway } from '../gateway/gateway.ts';
import { packaged } from './packaged.ts';
import { keepPictureOfFailure, Workbench } from './workbench.ts';

const id = 'task_01jhjp54x0f759wceyasz6xrge';

describe('in Simplified Chinese', function () {
  this.timeout(120_000);
  let gateway: Gateway;
  let workbench: Workbench;

  before(async () => {
    gateway = await startGateway();
    gateway.addTask({ id, format: 'relay', title: '极光', prompt: '冰湖上空的极光' });
    workbench = await Workbench.open(
      {
        vsix: packaged,
        settings: {
          'videoTasks.network.allowLoopbackHttp': true,
          'videoTasks.providerOverrides': { 'cometapi-sora': { baseUrl: gateway.origin } },
        },
      },
      { language: 'zh-cn' },
    );
  });
  afterEach(async function () {
    await keepPictureOfFailure(this.currentTest, workbench);
  });
  after(async () => {
    await workbench.close();
    await gateway.close();
  });

  it('a task is added, told and shown', async () => {
    await workbench.showTasks();
    await workbench.command('Video Tasks: 添加任务...');
    await workbench.answer('添加任务', id);
    await workbench.pick('CometAPI (Sora)');
    await workbench.answer('CometAPI (Sora) 的 API 密钥', demoKey);
    await workbench.toast('“极光”已完成').locator('.monaco-button', { hasText: '播放' }).click();
    await workbench.frameWith('video', { text: '已完成 · CometAPI (Sora)' });
    await workbench.screenshot('chinese');
  });
});
