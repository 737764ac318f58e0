import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import { commands, env, extensions, Uri, window, workspace } from 'vscode';
import { dataFolder, logText } from './disk.ts';
import { useHost, type Host } from './host.ts';
import { until } from './until.ts';

const id = 'task_01jhjp54x0f759wceyasz6xrge';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, unknown>> };
  };
}

function manifest(): Manifest {
  const found: unknown = extensions.getExtension('video-tasks.video-tasks')?.packageJSON;
  return found as Manifest;
}

/** They take no argument: whatever is handed over, they do what their title says, and are tested elsewhere. */
const withoutArgument: ReadonlySet<string> = new Set([
  'videoTasks.addTask',
  'videoTasks.queryTask',
  'videoTasks.openSample',
  'videoTasks.pauseWatching',
  'videoTasks.resumeWatching',
  'videoTasks.groupBy.providerAndStatus',
  'videoTasks.groupBy.status',
  'videoTasks.groupBy.provider',
  'videoTasks.groupBy.none',
  'videoTasks.hideStatusBar',
  'videoTasks.markAllWatched',
  'videoTasks.openSettings',
  'videoTasks.openWalkthrough',
  'videoTasks.showLog',
]);

/** It asks in a modal dialog, and a window under test refuses to show one. */
const modal = 'videoTasks.clearFinished';

function throwing(): never {
  throw new Error('a trap');
}

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

function circular(): object {
  const value: Record<string, unknown> = { kind: 'task' };
  value['key'] = value;
  return value;
}

const hostile: readonly (readonly [what: string, value: () => unknown])[] = [
  ['nothing', () => undefined],
  ['null', () => null],
  ['a number', () => Number.NaN],
  ['the key of no task', () => `nobody/${id}`],
  ['an empty text', () => ''],
  ['the name of a prototype', () => '__proto__'],
  ['a symbol', () => Symbol('task')],
  ['a function', () => throwing],
  [
    'getters that throw',
    () =>
      Object.defineProperties(
        {},
        Object.fromEntries(
          ['kind', 'key', 'provider', 'fsPath'].map((name) => [name, { get: throwing, enumerable: true }]),
        ),
      ),
  ],
  [
    'a proxy that throws',
    () =>
      new Proxy(
        {},
        {
          get: throwing,
          has: throwing,
          ownKeys: throwing,
          getPrototypeOf: throwing,
          getOwnPropertyDescriptor: throwing,
        },
      ),
  ],
  ['a revoked proxy', revoked],
  ['a circular object', circular],
  ['a row of a task that is not there', () => ({ kind: 'task', key: `nobody/${id}`, provider: 'nobody' })],
  ['the address of another extension', () => Uri.parse('other-extension:/answer.json?key=1')],
  ['the address of a missing file', () => Uri.file('/nowhere/answer.json')],
];

/** Runs commands as other extensions can, and gives up on whatever they ask. Resolves to what they return. */
async function run(names: readonly string[], ...args: readonly unknown[]): Promise<readonly unknown[]> {
  const state = { settled: false };
  const running = Promise.all(names.map((name) => commands.executeCommand(name, ...args))).finally(() => {
    state.settled = true;
  });
  await until('the commands end', async () => {
    await commands.executeCommand('workbench.action.closeQuickOpen');
    await commands.executeCommand('notifications.clearAll');
    return state.settled;
  });
  return running;
}

async function everything(host: Host): Promise<unknown> {
  const settings = workspace.getConfiguration();
  return {
    tasks: host.api.tasks(),
    clipboard: await env.clipboard.readText(),
    tabs: window.tabGroups.all.map(({ tabs }) => tabs.map(({ label }) => label)),
    settings: Object.keys(manifest().contributes.configuration.properties).map((name) => [
      name,
      settings.inspect(name)?.globalValue,
    ]),
  };
}

describe('commands that are handed over something odd (J11)', () => {
  const host = useHost();
  const place = { folder: '' };

  before(async () => {
    place.folder = await dataFolder();
  });

  it('are all registered', async () => {
    const registered = new Set(await commands.getCommands(true));
    const missing = manifest().contributes.commands.filter(({ command }) => !registered.has(command));
    assert.deepEqual(missing, []);
  });

  for (const [what, value] of hostile) {
    it(`${what}: no error, no effect, nothing is returned`, async () => {
      const stand = await host.standIn();
      await host.tracked(stand, id, 'succeeded');
      await env.clipboard.writeText('before');
      const earlier = await everything(host);
      const log = logText(place.folder).length;

      const names = manifest()
        .contributes.commands.map(({ command }) => command)
        .filter((command) => !withoutArgument.has(command) && command !== modal);
      const nothing = names.map(() => undefined);
      assert.deepEqual(await run(names, value()), nothing);
      assert.deepEqual(await run(names, value(), [value(), [value()]]), nothing);
      assert.deepEqual(await everything(host), earlier);
      assert.equal(stand.gateway.requests.length, 1);
      assert.deepEqual(
        logText(place.folder)
          .slice(log)
          .match(/Command \w+ failed/g),
        null,
      );
    });
  }

  it('a modal dialog that cannot be shown changes nothing', async () => {
    const key = await host.tracked(await host.standIn(), id, 'succeeded');
    assert.deepEqual(await run([modal], circular()), [undefined]);
    assert.equal(host.task(key)?.status, 'succeeded');
  });
});
