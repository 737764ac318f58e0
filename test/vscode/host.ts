// What the tests inside VS Code share: the public API, gateways that stand in for providers, and settings.
import { after, afterEach, beforeEach } from 'mocha';
import { commands, ConfigurationTarget, extensions, window, workspace } from 'vscode';
import type { TaskView, VideoTasksApi } from '../../src/api.d.ts';
import { demoKey, startGateway, type Gateway, type GatewayOptions } from '../gateway/gateway.ts';
import type { SimulatedStatus, SimulatedTask, TaskFormat } from '../gateway/tasks.ts';
import { declarationOf, type Stand } from './stand.ts';
import { until } from './until.ts';

/** Gateways that are made ready at a time: writing a setting takes longer than a whole test. */
const batch = 8;

/** A setting of the person's as it is written; undefined when it is not. */
export function written(name: string): unknown {
  return workspace.getConfiguration('videoTasks').inspect(name)?.globalValue;
}

/** The extension as its users have it. */
export class Host {
  readonly #gateways: Gateway[] = [];
  readonly #touched = new Set<string>();
  readonly #variables = new Set<string>();
  #ready: readonly Stand[] = [];
  #api: VideoTasksApi | undefined;

  get api(): VideoTasksApi {
    if (this.#api === undefined) {
      throw new Error('The extension is not active');
    }
    return this.#api;
  }

  async open(): Promise<void> {
    this.#api = await extensions.getExtension<VideoTasksApi>('video-tasks.video-tasks')?.activate();
    await this.api.ready;
    if (written('network.allowLoopbackHttp') !== true) {
      await this.#write('network.allowLoopbackHttp', true);
    }
  }

  /** Takes away what a test made. */
  async close(): Promise<void> {
    for (const { taskKey } of this.api.tasks()) {
      await this.api.remove(taskKey);
    }
    for (const variable of this.#variables) {
      delete process.env[variable];
    }
    await this.#reset((name) => !name.startsWith('provider'));
    await commands.executeCommand('notifications.clearAll');
    if (window.tabGroups.all.some(({ tabs }) => tabs.length > 0)) {
      await commands.executeCommand('workbench.action.closeAllEditors');
    }
    // Last, because it fails when the budget was broken.
    await Promise.all(this.#gateways.splice(0).map((gateway) => gateway.close()));
  }

  /** Takes away what the tests of a `describe` shared. */
  async end(): Promise<void> {
    await this.#reset(() => true);
    await Promise.all(this.#ready.map(({ gateway }) => gateway.close()));
  }

  /** Writes a setting of the person's. */
  async set(name: string, value: unknown): Promise<void> {
    if (name === 'providers') {
      this.#gateways.push(...this.#ready.map(({ gateway }) => gateway));
      this.#ready = [];
    }
    await this.#write(name, value);
  }

  /** Puts a key into the environment of the extension host until the test is over. */
  putKey(variable: string, key: string): void {
    this.#variables.add(variable);
    process.env[variable] = key;
  }

  /** Starts a gateway that no provider knows yet. */
  async gateway(options: GatewayOptions = {}): Promise<Gateway> {
    const gateway = await startGateway(options);
    this.#gateways.push(gateway);
    return gateway;
  }

  /** A new gateway with a provider of its own, beside those that the test has already. */
  async standIn(keys: readonly string[] = [demoKey]): Promise<Stand> {
    if (this.#ready.length === 0) {
      await this.#makeReady();
    }
    const [stand, ...rest] = this.#ready;
    if (stand === undefined) {
      throw new Error('No gateway is ready');
    }
    this.#ready = rest;
    this.#gateways.push(stand.gateway);
    stand.gateway.setKeys(keys);
    this.putKey(stand.env, keys[0] ?? '');
    return stand;
  }

  /** The same for a gateway that speaks another format; its provider is then the only declared one. */
  async standInOf(format: TaskFormat): Promise<Stand> {
    const stand = await this.standIn();
    await this.set('providers', [declarationOf(stand, format)]);
    return stand;
  }

  task(taskKey: string): TaskView | undefined {
    return this.api.tasks().find((task) => task.taskKey === taskKey);
  }

  /** Makes a relay task on a gateway, tracks it and waits for the first answer about it. */
  async tracked({ gateway, provider }: Stand, id: string, status: SimulatedStatus): Promise<string> {
    gateway.addTask({ id, format: 'relay' });
    gateway.setStatus(id, status);
    const { taskKey } = await this.api.track(provider, id);
    await until(`${taskKey} is asked for`, () => this.task(taskKey)?.checkedAt !== undefined);
    return taskKey;
  }

  /** Tracks a task that has ended and resolves to its key. */
  async finished(
    { gateway, provider }: Stand,
    task: Partial<SimulatedTask> & Pick<SimulatedTask, 'id'>,
  ): Promise<string> {
    gateway.addTask({ format: 'relay', ...task });
    const { taskKey } = await this.api.track(provider, task.id);
    await until(`${taskKey} has ended`, () => this.task(taskKey)?.status === 'succeeded');
    return taskKey;
  }

  async #makeReady(): Promise<void> {
    const gateways = await Promise.all(Array.from({ length: batch }, () => startGateway()));
    const declared = written('providers');
    const made = gateways.map((gateway): Stand => {
      const { port } = new URL(gateway.origin);
      return { gateway, provider: `stand-in-${port}`, env: `VIDEO_TASKS_TEST_${port}` };
    });
    const declarations = made.map((stand) => declarationOf(stand, 'relay'));
    await this.#write('providers', [
      ...(Array.isArray(declared) ? declared.slice(-batch) : []),
      ...declarations,
    ]);
    this.#ready = made;
  }

  async #write(name: string, value: unknown): Promise<void> {
    this.#touched.add(name);
    await workspace.getConfiguration('videoTasks').update(name, value, ConfigurationTarget.Global);
  }

  async #reset(which: (name: string) => boolean): Promise<void> {
    for (const name of [...this.#touched].filter((each) => which(each) && !each.startsWith('network.'))) {
      await this.#write(name, undefined);
      this.#touched.delete(name);
    }
  }

  /** Waits until a task shows this error. */
  async error(taskKey: string, kind: string): Promise<NonNullable<TaskView['error']>> {
    return until(`${taskKey} shows ${kind}`, () => {
      const error = this.task(taskKey)?.error;
      return error?.kind === kind && error;
    });
  }

  /** Resolves when the poller has looked at every task that is due now: a task that came last has been asked for. */
  async round(): Promise<void> {
    const key = await this.tracked(await this.standIn(), 'task_last', 'succeeded');
    await this.api.remove(key);
  }
}

/** The extension for the tests of a `describe`; everything a test made is taken away after it. */
export function useHost(): Host {
  const host = new Host();
  beforeEach(() => host.open());
  afterEach(() => host.close());
  after(() => host.end());
  return host;
}
