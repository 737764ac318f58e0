import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { commands, env, Uri, window } from 'vscode';
import { Emitter } from '../../src/domain/event.ts';
import type { Task } from '../../src/domain/task.ts';
import type { Announcement } from '../../src/engine/announcer.ts';
import { registerNotifications, type NotifyActions } from '../../src/ui/notify.ts';
import type { Parts } from '../../src/ui/parts.ts';
import { tellAboutStore } from '../../src/ui/startup.ts';
import { useHost } from './host.ts';
import { listen, type Person, type Saying } from './sayings.ts';
import { useSpies } from './spies.ts';
import { until } from './until.ts';

/** What VS Code makes links of in messages, prompts and what is said about input. */
const link = String.raw`\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^\)\s]+)(?: (["'])(.+?)(\3))?\)`;
const icon = /\$\([a-z-~]+\)/i;

const hostile: readonly string[] = [
  '[Retry](command:workbench.action.quit)',
  '[Retry](https://evil.example)',
  '[Retry](HTTP://evil.example)',
  '[Retry](file:///etc/passwd)',
  '[Retry](command:workbench.action.quit "Retry")',
  "[Retry](command:workbench.action.quit 'Retry')",
  '[[Retry](command:a)](https://evil.example)',
  'a[b[c](command:d)',
  ']][[Retry](command:a)',
  '![Retry](https://evil.example/pixel.png)',
  '[Re\ntry](command:a)',
  '[Re\u2028try](command:a)',
  '[Retry]\n(command:a)',
  '[Retry](command:a\n)',
  '[Retry]\u200b(command:a)',
  '[Re\u202etry\u202c](command:a)',
  '[Retry\u0000](command:\u0000a)',
  '\u001b[Retry](command:a)',
  '［Retry］(command:a)',
  '［Retry](command:a)',
  '[Retry］(command:a)',
  '[Retry](command\uFF1Aa)',
  '\uFE5D[Retry](command:a)\uFE5E',
  '<a href="command:a">Retry</a>',
  '$(trash) $(sync~spin) $\u200b(trash) [$(trash)](command:a)',
  `${'['.repeat(300)}x](command:a)`,
];
const whole = hostile.slice(0, 10).join(' ');
const id = 'task_01jhjp54x0f759wceyasz6xrge';

function checkInert(said: readonly Saying[]): void {
  const texts = said.flatMap((each) => each.texts);
  assert.deepEqual(
    texts.filter(
      (text) => new RegExp(link, 'gi').test(text) || icon.test(text) || /[\p{Cc}\p{Cf}]/u.test(text),
    ),
    [],
  );
}

function nobody(more: Partial<Person> = {}): Person {
  return { typing: [], trying: [], ...more };
}

/** What the notifications are made of, and what tells them something. */
function notices() {
  const announced = new Emitter<Announcement>();
  const rested = new Emitter<string>();
  const done: string[] = [];
  const actions: NotifyActions = {
    open: (key, play) => done.push(`${play ? 'play' : 'open'} ${key}`),
    showList: () => done.push('show the list'),
    setKey: (provider) => done.push(`ask for the key of ${provider}`),
    isLookedAt: () => false,
  };
  const provider = { id: 'p', name: whole, baseUrl: 'https://gateway.test', path: '/{id}', builtin: false };
  const parts = {
    announcer: { onDidAnnounce: announced.event },
    gate: {
      onDidChange: rested.event,
      state: () => ({ reason: 'keyRejected' }),
      claimTelling: async () => true,
    },
    settings: { word: () => 'summary', providers: () => [provider] },
    log: { debug() {}, info() {}, warn() {}, error: (text: string) => done.push(text) },
  };
  registerNotifications(parts as unknown as Parts, actions);
  return { announced, rested, done };
}

function ended(key: string, text: string, status: 'succeeded' | 'failed'): Task {
  const failure = status === 'failed' ? { failure: { message: text } } : {};
  return { key, provider: 'p', id: key, addedAt: 0, status, playable: true, title: text, ...failure };
}

describe('what the extension says', () => {
  const host = useHost();
  const spies = useSpies();
  const place = { folder: '' };

  before(async () => {
    place.folder = await mkdtemp(join(tmpdir(), 'video-tasks-sayings-'));
  });
  after(() => rm(place.folder, { recursive: true }));

  it('is looked through for what VS Code itself takes for a link', () => {
    const built = ['out/vs/code/browser/workbench/workbench.js', 'out/vs/workbench/workbench.desktop.main.js']
      .map((file) => join(env.appRoot, file))
      .filter((file) => existsSync(file));
    assert.ok(built.some((file) => readFileSync(file, 'utf8').includes(link)));
    assert.ok(hostile.filter((text) => new RegExp(link, 'gi').test(text)).length > 10);
  });

  it('of ended tasks and rejected keys holds no link, whatever a server calls them (I09)', async () => {
    const said = listen(spies, nobody());
    const { announced, rested, done } = notices();
    for (const text of hostile) {
      announced.fire({ finished: [ended('a', text, 'succeeded')], failed: [] });
      announced.fire({ finished: [ended('a', text, 'succeeded')], failed: [], away: true });
      announced.fire({ finished: [], failed: [ended('b', text, 'failed')] });
    }
    rested.fire('https://gateway.test');
    await until('all is said', () => said.length === 3 * hostile.length + 1);
    assert.ok(said.every(({ texts: [text = ''] }) => text.length > 10));
    checkInert(said);
    assert.deepEqual(done, []);
  });

  it('of a task that is named so by a person or a server holds none, in boxes and lists as well (I09, I10)', async () => {
    const person = nobody();
    const said = listen(spies, person);
    const stand = await host.standIn();
    const key = await host.finished(stand, { id, title: whole });
    for (const text of ['', ...hostile]) {
      person.typing.push(text);
      await commands.executeCommand('videoTasks.rename', key);
      await commands.executeCommand('videoTasks.copyId');
    }
    assert.equal(said.filter(({ surface }) => surface === 'input').length, hostile.length + 1);
    assert.ok(said.filter(({ surface }) => surface === 'list').length > hostile.length);
    assert.ok(said.some(({ texts }) => texts.some((text) => text.includes('［Retry］(command:'))));
    checkInert(said);
  });

  it('about a provider and a key holds none, whatever is typed (I10)', async () => {
    const stand = await host.standIn();
    const person = nobody({ trying: hostile });
    const said = listen(spies, person);
    host.putKey(stand.env, '');
    await host.set('providers', [
      {
        id: 'hostile',
        name: whole.slice(0, 60),
        baseUrl: stand.gateway.origin,
        path: '/sora/v1/videos/{id}',
      },
    ]);
    await commands.executeCommand('videoTasks.setApiKey', 'hostile');
    await commands.executeCommand('videoTasks.setBaseUrl', 'unified');
    await commands.executeCommand('videoTasks.setBaseUrl', 'hostile');
    person.pick = '';
    for (const text of [id, ...hostile]) {
      person.typing.push(text);
      await commands.executeCommand('videoTasks.addTask');
    }
    const boxes = said.filter(({ surface }) => surface === 'input');
    assert.ok(boxes.length >= hostile.length + 3);
    assert.ok(boxes.every(({ texts }) => texts.length >= hostile.length));
    assert.ok(said.some(({ texts }) => texts.some((text) => text.includes('［Retry］(command:'))));
    checkInert(said);
  });

  it('about an answer, a file and a setting holds none (I09)', async () => {
    const { gateway, provider } = await host.standIn();
    const person = nobody({ pick: provider });
    const said = listen(spies, person);
    for (const fault of [
      { status: 403, body: { error: { message: whole } } },
      { status: 400, body: { error: { message: whole, code: whole } } },
      { status: 402, body: { message: whole } },
    ]) {
      gateway.fault(id, fault);
      person.typing.push(id);
      await commands.executeCommand('videoTasks.queryTask');
    }
    const file = Uri.file(`/nowhere/[Retry](command:a)$(trash)`);
    await commands.executeCommand('videoTasks.importTasks', file);
    await commands.executeCommand('videoTasks.openSavedResponse', file);
    // The key of the other one rests for half an hour.
    const key = await host.finished(await host.standIn(), { id, captions: { '0': whole } });
    const there = Uri.file(join(place.folder, '[Retry](command:a)$(trash).vtt'));
    const answers = [file, there];
    spies.replace(window, 'showSaveDialog', () => async () => answers.shift());
    await commands.executeCommand('videoTasks.exportTasks');
    await commands.executeCommand('videoTasks.saveCaptions', key);
    await host.set('providerOverrides', { [whole]: { baseUrl: whole } });
    tellAboutStore({ mode: 'normal', repaired: () => ({ movedTo: whole, restored: 0 }), skipped: () => 0 });
    const messages = (): number => said.filter(({ surface }) => surface === 'message').length;
    await until('all is said', () => messages() >= 9);
    assert.ok(
      said.filter(({ texts }) => texts.some((text) => text.includes('［Retry］(command:'))).length >= 5,
    );
    checkInert(said);
  });
});

describe('what a notification offers first', () => {
  const host = useHost();
  const spies = useSpies();
  const many = ['a', 'b'].map((key) => ended(key, key, 'succeeded'));
  const never = "Don't Show Again";

  for (const [what, announcement, offers, done] of [
    ['one video', { finished: [ended('a', 'A', 'succeeded')], failed: [] }, ['Play', never], 'play a'],
    ['one failure', { finished: [], failed: [ended('a', 'A', 'failed')] }, ['Show Details', never], 'open a'],
    ['videos', { finished: many, failed: [] }, ['Show', never], 'show the list'],
    ['videos and failures', { finished: many, failed: many }, ['Show', never], 'show the list'],
  ] as const) {
    it(`shows what has ended, and does nothing else (I13): ${what}`, async () => {
      const said = listen(spies, nobody({ press: offers[0] }));
      const { announced, done: acts } = notices();
      announced.fire(announcement);
      await until('it is done', () => acts.length > 0);
      assert.deepEqual(
        said.map((each) => each.offers),
        [offers],
      );
      assert.deepEqual(acts, [done]);
    });
  }

  it('asks for a key that was rejected, and changes none (I13)', async () => {
    const said = listen(spies, nobody({ press: 'Update Key' }));
    const { rested, done } = notices();
    rested.fire('https://gateway.test');
    await until('it is done', () => done.length > 0);
    assert.deepEqual(said[0]?.offers, ['Update Key', 'Not Now']);
    assert.deepEqual(done, ['ask for the key of p']);
  });

  it('brings back what was removed (I13)', async () => {
    const said = listen(spies, nobody({ press: 'Undo' }));
    const key = await host.finished(await host.standIn(), { id });
    await commands.executeCommand('videoTasks.remove', key);
    assert.deepEqual(said.at(-1)?.offers, ['Undo']);
    assert.equal(host.task(key)?.status, 'succeeded');
  });

  it('shows settings, a folder or the log, and nothing changes (I13)', async () => {
    const shown: unknown[] = [];
    const person = nobody();
    const said = listen(spies, person);
    spies.replace(
      commands,
      'executeCommand',
      (own) =>
        async (command: string, ...args: readonly unknown[]) => {
          const isOfVSCode = /^(workbench|revealFile)/.test(command);
          return isOfVSCode ? shown.push(command) : own(command, ...args);
        },
    );
    person.press = 'Open Settings';
    await host.set('providerOverrides', { nobody: {} });
    await until('the settings are shown', () => shown.length === 1);
    person.press = 'Open Folder';
    tellAboutStore({ mode: 'normal', repaired: () => ({ movedTo: '/a', restored: 1 }), skipped: () => 0 });
    await until('the folder is shown', () => shown.length === 2);
    person.press = 'Show Log';
    const key = await host.finished(await host.standIn(), { id });
    spies.replace(window, 'showSaveDialog', () => () => Promise.reject(new Error(whole)));
    await commands.executeCommand('videoTasks.saveVideo', key);
    assert.deepEqual(shown, ['workbench.action.openSettingsJson', 'revealFileInOS']);
    assert.deepEqual(
      said.filter(({ offers }) => offers.length > 0).map(({ offers }) => offers),
      [['Open Settings'], ['Open Folder'], ['Show Log']],
    );
    checkInert(said);
  });

  it('is never what takes something away: that is asked for in a dialog of its own (I13)', async () => {
    const stand = await host.standIn();
    const said = listen(spies, nobody());
    const key = await host.finished(stand, { id });
    await commands.executeCommand('videoTasks.clearFinished');
    await commands.executeCommand('videoTasks.removeApiKey', stand.provider);
    const modals = said.filter(({ surface }) => surface === 'modal');
    assert.deepEqual(
      modals.map(({ offers }) => offers),
      [['Remove'], ['Remove Key']],
    );
    assert.equal(host.task(key)?.status, 'succeeded');
    checkInert(said);
  });
});
