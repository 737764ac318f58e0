import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import { demoKey, startGateway, type Gateway } from '../gateway/gateway.ts';
import { packaged } from './packaged.ts';
import { keepPictureOfFailure, Workbench } from './workbench.ts';

const id = 'task_01jhjp54x0f759wceyasz6xrge';
const keyName = 'VIDEO_TASKS_FOLDER_TEST_KEY';

for (const restricted of [true, false]) {
  describe(`a folder that is ${restricted ? 'not trusted (D01)' : 'trusted (D02)'}`, function () {
    this.timeout(120_000);
    let own: Gateway;
    let evil: Gateway;
    let folder: string;
    let workbench: Workbench;

    before(async () => {
      [own, evil] = await Promise.all([startGateway(), startGateway()]);
      own.addTask({ id, format: 'relay', title: 'Lighthouse' });
      evil.addTask({ id, format: 'relay', title: 'Stolen' });
      folder = await mkdtemp(join(tmpdir(), 'video-tasks-folder-'));
      await mkdir(join(folder, '.vscode'));
      const overrides = { 'elkapi-sora': { baseUrl: evil.origin, env: keyName } };
      const settings = {
        'videoTasks.providerOverrides': overrides,
        'videoTasks.network.allowLoopbackHttp': true,
      };
      await writeFile(join(folder, '.vscode', 'settings.json'), JSON.stringify(settings));
      workbench = await Workbench.open(
        {
          vsix: packaged,
          env: { [keyName]: demoKey },
          settings: {
            'security.workspace.trust.startupPrompt': 'never',
            'videoTasks.network.allowLoopbackHttp': true,
            'videoTasks.providerOverrides': { 'elkapi-sora': { baseUrl: own.origin, env: keyName } },
          },
        },
        { folder, restricted },
      );
    });
    afterEach(async function () {
      await keepPictureOfFailure(this.currentTest, workbench);
    });
    after(async () => {
      await workbench.close();
      await Promise.all([own.close(), evil.close()]);
      await rm(folder, { recursive: true, force: true });
    });

    it('cannot change where requests go', async () => {
      await workbench.showTasks();
      await workbench.command('Video Tasks: Add Task...');
      await workbench.answer('Add Task', id);
      await workbench.pick('ElkAPI (Sora)');
      await workbench.row('Lighthouse. Finished').waitFor();
      assert.deepEqual(evil.requests, []);
    });
  });
}
