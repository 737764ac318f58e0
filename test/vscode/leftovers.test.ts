import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { before, describe, it } from 'mocha';
import { commands, type WebviewPanel } from 'vscode';
import { dataFolder } from './disk.ts';
import { useHost } from './host.ts';
import { panelTabs } from './pages.ts';
import { useSpies } from './spies.ts';
import { until } from './until.ts';

const id = 'task_01jhjp54x0f759wceyasz6xrge';
const times = 100;

/** Collects garbage now. */
const collect = ((): (() => void) => {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
})();

function megabytes(): number {
  collect();
  return process.memoryUsage().heapUsed / 1e6;
}

function listening(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'TCPServerWrap').length;
}

describe('a panel that is opened and closed 100 times (I17, L05)', function () {
  this.timeout(120_000);
  const host = useHost();
  const spies = useSpies();
  const place = { folder: '' };

  before(async () => {
    place.folder = await dataFolder();
  });

  it('leaves no panel, no tab, no server and no hold on a local copy behind, closed while it loads or later (I17)', async () => {
    const stand = await host.standIn();
    const copies = join(place.folder, 'User', 'globalStorage', 'video-tasks.video-tasks', 'copies');
    const kept = (): readonly string[] => readdirSync(copies).filter((name) => name.endsWith('.mp4'));
    const earlier = new Set(kept());
    const key = await host.finished(stand, { id });
    const made: WeakRef<WebviewPanel>[] = [];
    const state = { loaded: 0 };
    spies.onPanel((panel) => {
      made.push(new WeakRef(panel));
      panel.webview.onDidReceiveMessage(() => (state.loaded += 1));
    });
    const open = async (isLoaded: boolean): Promise<void> => {
      const { loaded } = state;
      await commands.executeCommand('videoTasks.open', key);
      if (isLoaded) {
        await until('the page has loaded', () => state.loaded > loaded);
      }
      made.at(-1)?.deref()?.dispose();
    };
    const alive = (): number => {
      collect();
      return made.filter((each) => each.deref() !== undefined).length;
    };

    const servers = listening();
    await commands.executeCommand('videoTasks.open', key);
    const copy = await until('its copy is kept', () => kept().find((name) => !earlier.has(name)));
    await commands.executeCommand('workbench.action.closeAllEditors');
    await until('the first one is forgotten', () => alive() === 0);
    const heapBefore = megabytes();
    for (let time = 0; time < times; time += 1) {
      await open(time % 2 === 0);
    }
    assert.ok(state.loaded >= times / 2);
    assert.equal(made.length, times + 1);
    await until('there is no tab', () => panelTabs().length === 0);
    await until('every panel is forgotten', () => alive() === 0).catch(() => {
      assert.fail(`${alive()} panels are still held`);
    });
    const heapAfter = megabytes();
    const kilobytes = ((heapAfter - heapBefore) * 1_000) / times;
    console.log(
      `${process.env['VIDEO_TASKS_MARK'] ?? ''}      heap ${heapBefore.toFixed(1)} MB before, ${heapAfter.toFixed(1)} MB after ${times} panels: ${kilobytes.toFixed(1)} KB each`,
    );
    assert.equal(listening(), servers);

    // The copy of a watched task goes for others as soon as nobody looks at it.
    await host.set('localCopies.maxTotalMB', 1);
    assert.ok(kept().includes(copy));
    for (const name of ['task_second', 'task_third', 'task_fourth']) {
      const held = kept();
      await commands.executeCommand('videoTasks.open', await host.finished(stand, { id: name }));
      await until(`${name} is kept`, () => kept().some((each) => !held.includes(each)));
    }
    // It goes once the one that it makes room for is there.
    await until('the oldest one has gone', () => !kept().includes(copy));
  });
});
