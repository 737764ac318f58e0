import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import { commands } from 'vscode';
import { dataFolder, storedTask } from './disk.ts';
import { useHost, written } from './host.ts';
import { until } from './until.ts';

const id = 'task_01jhjp54x0f759wceyasz6xrge';
const other = 'task_01m7ht5854xe4p1m7c0gj2kdnw';

describe('commands that change tasks, as another window sees it', () => {
  const host = useHost();
  const place = { folder: '' };

  before(async () => {
    place.folder = await dataFolder();
  });

  it('Mark as Watched, Mark as Not Watched, Mark All as Watched', async () => {
    const stand = await host.standIn();
    const key = await host.finished(stand, { id });
    const second = await host.finished(stand, { id: other });
    const watched = async (): Promise<readonly boolean[]> =>
      Promise.all(
        [key, second].map(async (each) => (await storedTask(place.folder, each))?.watchedAt !== undefined),
      );
    await commands.executeCommand('videoTasks.markWatched', key);
    assert.deepEqual(await watched(), [true, false]);
    await commands.executeCommand('videoTasks.markNotWatched', key);
    assert.deepEqual(await watched(), [false, false]);
    await commands.executeCommand('videoTasks.markAllWatched');
    assert.deepEqual(await watched(), [true, true]);
  });

  it('Mark as Watched leaves a task alone that has not ended', async () => {
    const key = await host.tracked(await host.standIn(), id, 'running');
    await commands.executeCommand('videoTasks.markWatched', key);
    assert.equal((await storedTask(place.folder, key))?.watchedAt, undefined);
  });

  it('Stop Tracking and Resume Tracking: no request in between, one at once after it', async () => {
    const stand = await host.standIn();
    const key = await host.tracked(stand, id, 'running');
    await commands.executeCommand('videoTasks.stopTask', key);
    const stopped = await storedTask(place.folder, key);
    assert.equal(stopped?.stopped, 'user');
    assert.equal(stopped.nextCheckAt, undefined);
    assert.equal(stand.gateway.requests.length, 1);
    stand.gateway.setStatus(id, 'succeeded');
    await commands.executeCommand('videoTasks.resumeTask', key);
    await until('it has ended', () => host.task(key)?.status === 'succeeded');
    assert.equal((await storedTask(place.folder, key))?.stopped, undefined);
    assert.equal(stand.gateway.requests.length, 2);
  });

  it('Remove from List: the task is gone, here and in the store', async () => {
    const key = await host.finished(await host.standIn(), { id });
    const removing = commands.executeCommand('videoTasks.remove', key);
    await until('it is gone', () => host.task(key) === undefined);
    assert.equal(await storedTask(place.folder, key), undefined);
    // The message with Undo stays until it is closed.
    await commands.executeCommand('notifications.clearAll');
    await removing;
    assert.equal(host.task(key), undefined);
  });

  it('Pause Watching and Resume Watching: nothing is asked in between', async () => {
    const { gateway, provider } = await host.standIn();
    await host.set('watching.enabled', true);
    gateway.addTask({ id, format: 'relay' });
    await commands.executeCommand('videoTasks.pauseWatching');
    const { taskKey } = await host.api.track(provider, id);
    // A check that a person wants goes out all the same, in a round that leaves the other task alone.
    gateway.addTask({ id: other, format: 'relay' });
    await host.api.check((await host.api.track(provider, other)).taskKey);
    assert.deepEqual(
      gateway.requests.map((request) => request.taskId),
      [other],
    );
    await commands.executeCommand('videoTasks.resumeWatching');
    await until('it has ended', () => host.task(taskKey)?.status === 'succeeded');
  });

  for (const grouping of ['status', 'provider', 'none', 'providerAndStatus']) {
    it(`Group By ${grouping}: it is the setting of the person`, async () => {
      await host.set('tree.groupBy', grouping === 'none' ? 'status' : 'none');
      await commands.executeCommand(`videoTasks.groupBy.${grouping}`);
      assert.equal(written('tree.groupBy'), grouping);
    });
  }

  for (const command of ['checkTask', 'renewLink']) {
    it(`${command} asks once for a task that has ended`, async () => {
      const stand = await host.standIn();
      const key = await host.finished(stand, { id });
      await commands.executeCommand(`videoTasks.${command}`, key);
      assert.equal(stand.gateway.requests.length, 2);
    });
  }

  it('Check All asks for every unfinished task and for no other', async () => {
    const stand = await host.standIn();
    await host.finished(stand, { id });
    await host.tracked(stand, other, 'running');
    stand.gateway.clearRequests();
    await commands.executeCommand('videoTasks.checkAll');
    assert.deepEqual(
      stand.gateway.requests.map((request) => request.taskId),
      [other],
    );
  });
});
