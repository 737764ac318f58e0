import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import { commands, env, Uri, window, type SaveDialogOptions } from 'vscode';
import { verbs } from '../../src/protocol/state.ts';
import { dataFolder, logText } from './disk.ts';
import { useHost } from './host.ts';
import { openPanel, panelTabs, takeOver } from './pages.ts';
import { useSpies, type Spies } from './spies.ts';
import { until } from './until.ts';

const id = 'task_01jhjp54x0f759wceyasz6xrge';
const other = 'task_01m7ht5854xe4p1m7c0gj2kdnw';

/** Everything that VS Code is asked to do, instead of doing it. */
function watch(spies: Spies): readonly (readonly unknown[])[] {
  const asked: (readonly unknown[])[] = [];
  const note =
    (name: string) =>
    (...args: readonly unknown[]): Promise<undefined> => {
      asked.push([name, ...args]);
      return Promise.resolve(undefined);
    };
  for (const name of ['showInformationMessage', 'showWarningMessage', 'showErrorMessage'] as const) {
    spies.replace(window, name, () => note('message'));
  }
  const save = note('save');
  spies.replace(
    window,
    'showSaveDialog',
    () => (options: SaveDialogOptions) => save(options.defaultUri?.path),
  );
  spies.replace(window, 'showOpenDialog', () => note('choose a folder'));
  const command = note('command');
  spies.replace(
    commands,
    'executeCommand',
    () => (name: string, arg: unknown) => (name === 'setContext' ? Promise.resolve() : command(name, arg)),
  );
  const open = note('open');
  spies.replace(env, 'openExternal', () => (link: unknown) => open(link instanceof Uri ? link.scheme : link));
  return asked;
}

describe('the page of a panel', () => {
  const host = useHost();
  const spies = useSpies();

  it('has an exact policy and a nonce of its own, and nothing of a task in it (I02, I03)', async () => {
    const stand = await host.standIn();
    const title = '</script><!-- ]]> \u2028 <img src=x>';
    const key = await host.finished(stand, { id, title, prompt: title });
    await host.set('localCopies.keep', 'never');
    const nonces = new Set<string>();
    for (let time = 0; time < 3; time += 1) {
      const panel = await openPanel(spies, key);
      const { cspSource, html } = panel.webview;
      const [, policy = ''] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html) ?? [];
      const [, nonce = ''] = /script-src 'nonce-([\w-]{22,})'/.exec(policy) ?? [];
      assert.equal(
        policy,
        [
          `default-src 'none'`,
          `script-src 'nonce-${nonce}'`,
          `style-src ${cspSource}`,
          `font-src ${cspSource}`,
          `img-src ${cspSource} data:`,
          `media-src ${cspSource} ${stand.gateway.origin}`,
        ].join('; '),
      );
      assert.doesNotMatch(policy, /unsafe-|\*(?!\.)|blob:/);
      assert.deepEqual(html.match(/<script\b[^>]*>/g), [`<script nonce="${nonce}" src="${scriptOf(html)}">`]);
      assert.doesNotMatch(html, /<!--|\]\]>|\u2028|<img/);
      nonces.add(nonce);
      panel.dispose();
    }
    assert.equal(nonces.size, 3);
  });
});

function scriptOf(html: string): string {
  return /src="([^"]*\/dist\/panel\.js)"/.exec(html)?.[1] ?? '';
}

describe('a page that is not ours', () => {
  const host = useHost();
  const spies = useSpies();
  const place = { folder: '' };

  before(async () => {
    place.folder = await dataFolder();
  });

  it('says 10,000 things at once that are no messages: they are dropped, and the next message is answered (I14)', async () => {
    const stand = await host.standIn();
    const key = await host.finished(stand, { id });
    const panel = await openPanel(spies, key);
    const { title } = panel;
    const requests = stand.gateway.requests.filter(({ taskId }) => taskId !== undefined).length;
    const earlier = host.api.tasks();
    const log = logText(place.folder).length;
    const asked = watch(spies);
    await env.clipboard.writeText('before');

    const script = `
      const deep = JSON.parse('['.repeat(500) + ']'.repeat(500));
      const bad = [
        null, 7, '', 'ready', true, [], {}, deep, new ArrayBuffer(8), [{ type: 'verb', verb: 'copyId' }],
        { type: 'verb' }, { type: 'verb', verb: 'quit' }, { type: 'verb', verb: ['copyId'] }, { type: 'VERB', verb: 'copyId' },
        { type: 'verb', verb: 'constructor' }, { type: 'toString' }, { type: 'hasOwnProperty' }, { type: '__proto__' },
        JSON.parse('{"__proto__":{"type":"verb","verb":"copyId"}}'),
        JSON.parse('{"constructor":{"prototype":{"verb":"copyId"}},"type":"verb"}'),
        { type: { type: 'verb' }, verb: 'copyId' }, { type: 'quality', id: '' }, { type: 'quality', id: { length: 3 } },
        { type: 'variant', id: 'x'.repeat(201) }, { type: 'playbackFailed', code: 9 }, { type: 'playbackFailed', code: '3' },
        { type: 'sound', isDecoded: 'no' }, { type: 'command', command: 'workbench.action.quit' },
        { type: 'open', url: 'https://evil.example' },
      ];
      for (let at = 0; at < 10000; at += 1) {
        say(at % 200 === 0 ? { type: 'verb', verb: 'copyId'.repeat(20000) } : bad[at % bad.length]);
      }
      say({ type: 'verb', verb: 'copyId' });`;
    await takeOver(panel, script, 10_001);

    await until('the good one is answered', async () => (await env.clipboard.readText()) === id);
    assert.deepEqual(asked, []);
    assert.deepEqual(host.api.tasks(), earlier);
    assert.equal(panel.title, title);
    assert.equal(stand.gateway.requests.filter(({ taskId }) => taskId !== undefined).length, requests);
    const lines = logText(place.folder).slice(log).split('\n');
    assert.ok(lines.length < 20, lines.slice(0, 40).join('\n'));
  });

  it('names other tasks in every way it can: whatever is done is done to its own (I15)', async () => {
    const [own, foreign] = [await host.standIn(), await host.standIn()];
    const key = await host.finished(own, { id });
    const foreignKey = await host.finished(foreign, { id: other });
    const panel = await openPanel(spies, key);
    const foreignRequests = foreign.gateway.requests.length;
    const earlier = host.task(foreignKey);
    const asked = watch(spies);
    await env.clipboard.writeText('before');

    const names = ['key', 'taskKey', 'task', 'id', 'subject', 'source', 'provider', 'file', 'args', 'left'];
    const targets = [foreignKey, other, foreign.provider, `nobody/${id}`, '../../../etc/passwd', '__proto__'];
    const messages = [
      ...targets.flatMap((target) => [
        { type: 'quality', id: target },
        { type: 'variant', id: target },
      ]),
      ...verbs.map((verb, at) => {
        const target = targets[at % targets.length];
        return { type: 'verb', verb, ...Object.fromEntries(names.map((name) => [name, target])) };
      }),
      { type: 'verb', verb: 'proxySettings' },
    ];
    await takeOver(
      panel,
      `for (const message of ${JSON.stringify(messages)}) say(message);`,
      messages.length,
    );

    const { origin } = own.gateway;
    const about = new Set(asked.map((each) => JSON.stringify(each)));
    for (const expected of [
      ['command', 'videoTasks.setApiKey', own.provider],
      ['command', 'videoTasks.setBaseUrl', own.provider],
      ['command', 'videoTasks.compare', key],
    ]) {
      assert.ok(
        about.has(JSON.stringify(expected)),
        `${JSON.stringify(expected)} of ${[...about].join('\n')}`,
      );
    }
    const opened = asked.filter(([what, link]) => what === 'open' && link !== 'file');
    assert.ok(opened.length === 1 && String(opened[0]?.[1]).startsWith(`${origin}/media/`));
    for (const text of [
      foreignKey,
      other,
      foreign.provider,
      foreign.gateway.origin,
      'passwd',
      'nobody',
      '__proto__',
    ]) {
      assert.deepEqual(
        [...about].filter((each) => each.includes(text)),
        [],
      );
    }
    assert.notEqual(await env.clipboard.readText(), 'before');
    assert.ok(!(await env.clipboard.readText()).includes(other));
    assert.equal(foreign.gateway.requests.length, foreignRequests);
    assert.deepEqual(host.task(foreignKey), earlier);
    spies.restore();
    assert.equal(panelTabs().length, 1);
  });
});
