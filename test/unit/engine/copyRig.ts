// Windows that keep local copies: the real downloader, folder and store before a real CDN.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { CopySettings } from '../../../src/domain/copyPorts.ts';
import type { Rendition } from '../../../src/domain/media.ts';
import type { Clock, KeyAnswer, TaskStore } from '../../../src/domain/ports.ts';
import type { Provider } from '../../../src/domain/provider.ts';
import type { Task, TaskDetails } from '../../../src/domain/task.ts';
import { Copies } from '../../../src/engine/copies.ts';
import type { CopyState } from '../../../src/engine/copyParts.ts';
import { Gate } from '../../../src/engine/gate.ts';
import { TaskList } from '../../../src/engine/taskList.ts';
import { createDownloader, type DownloadDeadlines } from '../../../src/net/download.ts';
import { systemClock, wait } from '../../../src/platform/clock.ts';
import { CopyFolder } from '../../../src/store/copyFolder.ts';
import { openTaskStore } from '../../../src/store/openStore.ts';
import { demoKey } from '../../gateway/gateway.ts';
import { sampleTask, storeOptions } from '../store/samples.ts';
import { HandLog, provider } from './rig.ts';

/** What a person has set; everything can be set. */
export class HandCopySettings implements CopySettings {
  keep: ReturnType<CopySettings['keepCopies']> = 'onFinish';
  mostOfOne = 200_000_000;
  mostOfAll = 1_000_000_000;
  quality: ReturnType<CopySettings['preferredQuality']> = 'source';

  readonly keepCopies = (): HandCopySettings['keep'] => this.keep;
  readonly maxCopyBytes = (): number => this.mostOfOne;
  readonly maxCopiesBytes = (): number => this.mostOfAll;
  readonly preferredQuality = (): HandCopySettings['quality'] => this.quality;
}

export interface CopyRigOptions {
  /** Of the store; the copies lie in it, too. */
  readonly folder: string;
  readonly clock?: Clock;
  readonly deadlines?: DownloadDeadlines;
  readonly providers?: readonly Provider[];
  readonly key?: KeyAnswer;
  /** In the place of the store of the folder. */
  readonly store?: TaskStore;
}

/** How often a condition is looked at, ms. */
const lookMs = 5;
const mostLooks = 2_000;

/** The id of the one file of a task that `addFinished` adds. */
export const sourceId = '0 source 0 0';

/** Opens a window. */
export async function copyRig({
  folder,
  clock = systemClock,
  deadlines = { headersMs: 5_000, idleMs: 5_000 },
  providers = [provider('relay')],
  key = { state: 'ready', key: demoKey },
  ...more
}: CopyRigOptions) {
  const log = new HandLog();
  const { store } = more.store ? { store: more.store } : await openTaskStore(folder, storeOptions());
  const opened = Promise.resolve(store);
  const list = new TaskList(opened, log);
  await list.ready();
  const gate = new Gate(opened, clock, log);
  const settings = new HandCopySettings();
  const files = new CopyFolder(join(folder, 'copies'), storeOptions({ log }));
  const renewed: string[] = [];
  const hooks = { renew: async (_key: string): Promise<void> => {} };
  const copies = new Copies({
    list,
    store: opened,
    gate,
    files,
    downloader: createDownloader({
      keys: { get: async () => key },
      allowLoopbackHttp: () => true,
      userAgent: 'VideoTasks/0.0.0',
      log,
      deadlines,
    }),
    settings,
    providers: () => providers,
    renew: async (taskKey) => {
      renewed.push(taskKey);
      await hooks.renew(taskKey);
    },
    clock,
    log,
    window: randomUUID(),
  });
  await copies.begin();

  return {
    store,
    gate,
    list,
    settings,
    files,
    copies,
    log,
    /** The tasks that were asked for to get new links. */
    renewed,
    /** What asking for a task does. */
    hooks,
    /** Adds a finished task with one file of these properties, or changes its details. */
    addFinished: async (
      id: string,
      url: string,
      rendition: Partial<Rendition> = {},
      task: Partial<Task> = {},
    ) => {
      const details: TaskDetails = {
        format: 'relay',
        variants: [
          {
            renditions: [{ url, role: 'source', watermarked: false, needsKey: false, ...rendition }],
            captions: [],
            storyboard: [],
          },
        ],
        warnings: [],
      };
      const added = sampleTask(id, { status: 'succeeded', playable: true, ...task });
      await list.add(added);
      await list.update(added.key, (before) => ({ task: before, details }));
      return added.key;
    },
    /** Resolves when it holds; rejects when it does not for long, so that the process of the tests can end. */
    until: async (holds: () => boolean): Promise<void> => {
      for (let looks = 0; !holds(); looks += 1) {
        assert.ok(looks < mostLooks, `not within ${mostLooks} looks: ${String(holds)}`);
        await wait(lookMs);
      }
    },
    state: (taskKey: string): CopyState => copies.state(taskKey, sourceId),
    close: async (): Promise<void> => {
      await copies.stop();
      files.dispose();
      store.close();
    },
  };
}

export type CopyRig = Awaited<ReturnType<typeof copyRig>>;
