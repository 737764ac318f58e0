import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import type { Frame, Locator } from 'playwright-core';
import { plainText } from '../../src/domain/plainText.ts';
import { demoKey, startGateway, type Gateway } from '../gateway/gateway.ts';
import { packaged } from './packaged.ts';
import { inSteps, keepPictureOfFailure, until, Workbench } from './workbench.ts';

const dawn = 'task_01jhjp54x0f759wceyasz6xdaw';
const dusk = 'task_01jhjp54x0f759wceyasz6xdus';

// Keeps what VS Code gives to a page only once, as a page could that is not ours.
const keepApi = `(() => {
  const own = {};
  Object.defineProperty(globalThis, 'acquireVsCodeApi', {
    configurable: true,
    get: () => own.acquire,
    set: (acquire) => {
      own.acquire = () => (globalThis.keptApi = acquire());
    },
  });
})()`;

interface Hover {
  readonly innerText: string;
  querySelectorAll(selector: string): Iterable<{ readonly outerHTML: string }>;
}

/** The text of a tooltip, and what Markdown could have made of it. */
function readTooltip(hover: unknown): { readonly text: string; readonly made: readonly string[] } {
  const { innerText } = hover as Hover;
  const markup = 'a, img, video, iframe, style, script, table, hr, h1, li, del, em, .codicon';
  const made = (hover as Hover).querySelectorAll(markup);
  return { text: innerText, made: [...made].map(({ outerHTML }) => outerHTML) };
}

/** Titles and prompts that VS Code could take for more than text. */
function corpus(origin: string): readonly (readonly [title: string, prompt: string])[] {
  const pixel = `${origin}/media/poster.jpg?pixel`;
  return [
    [`![a](${pixel})`, `<img src="${pixel}"> <a href="command:a">b</a> ![b](${pixel} "c")`],
    ['[Retry](command:workbench.action.quit)', '```\n[a](https://evil.example)\n``` ~~~ `b` <code>c</code>'],
    [
      '$(trash) $(sync~spin) gone',
      'a\r\n# Heading\r- item\n> quote\n1. one\n| a | b |\n|---|---|\n| c | d |',
    ],
    [
      '**bold** _it_ ~~gone~~ \\* &amp;',
      '<style>*{display:none}</style>&lt;b&gt; &#91;x&#93;(command:a) <hr>\n---',
    ],
    [
      'https://evil.example/a www.evil.example',
      `<https://evil.example> a@evil.example [r]: ${pixel}\n![r][r]`,
    ],
  ];
}

describe('what a server and a page can do to the window', function () {
  this.timeout(300_000);
  inSteps();
  let gateway: Gateway;
  let other: Gateway;
  let workbench: Workbench;

  function rowOf(title: string): Locator {
    return workbench.page.locator('.sidebar .monaco-list-row', { hasText: plainText(title, 80) });
  }

  async function add(id: string, provider: string): Promise<void> {
    await workbench.command('Video Tasks: Add Task...');
    await workbench.answer('Add Task', id);
    await workbench.pick(provider);
  }

  before(async () => {
    gateway = await startGateway();
    other = await startGateway();
    const [path, env] = ['/sora/v1/videos/{id}', 'RELAY_KEY'];
    workbench = await Workbench.open({
      vsix: packaged,
      env: { RELAY_KEY: demoKey },
      settings: {
        'videoTasks.network.allowLoopbackHttp': true,
        'videoTasks.localCopies.keep': 'never',
        'workbench.hover.delay': 100,
        'videoTasks.providers': [
          { id: 'studio', name: 'Studio', baseUrl: gateway.origin, path, env },
          { id: 'hostile', name: 'Hostile', baseUrl: other.origin, path, env },
        ],
      },
    });
    await workbench.context.addInitScript(keepApi);
    await workbench.reload();
    await workbench.showTasks();
  });
  afterEach(async function () {
    await keepPictureOfFailure(this.currentTest, workbench);
  });
  after(async () => {
    await workbench.close();
    await Promise.all([gateway.close(), other.close()]);
  });

  it('tooltips show its words as they are, without links, images and icons (I08)', async () => {
    const texts = corpus(other.origin);
    for (const [at, [title, prompt]] of texts.entries()) {
      const id = `task_hostile${at}`;
      other.addTask({ id, format: 'relay', title, prompt });
      other.setStatus(id, 'running', 0.5);
      await add(id, 'Hostile');
      await rowOf(title).waitFor();
    }
    for (const [at, [title, prompt]] of texts.entries()) {
      const hover = workbench.page.locator('.workbench-hover', { hasText: `task_hostile${at}` });
      const read: { tooltip?: ReturnType<typeof readTooltip> } = {};
      // A row that is drawn anew takes its tooltip away.
      await until(async () => {
        await workbench.page.mouse.move(900, 400);
        await rowOf(title).hover();
        const tooltip = await hover
          .evaluate(readTooltip, undefined, { timeout: 3_000 })
          .catch(() => undefined);
        Object.assign(read, { tooltip });
        return tooltip !== undefined;
      });
      const { text, made } = read.tooltip ?? assert.fail();
      const shown = plainText(text, 10_000);
      for (const expected of [plainText(title, 80), plainText(prompt, 600)]) {
        assert.ok(shown.includes(expected), `${shown}\nhas no\n${expected}`);
      }
      assert.deepEqual(made, [], title);
    }
    assert.deepEqual(
      other.requests.filter(({ path }) => path.includes('pixel')),
      [],
    );
  });

  it('keys that a page makes up press no more than Play (I13)', async () => {
    for (const [id, title] of [
      [dawn, 'Dawn'],
      [dusk, 'Dusk'],
    ] as const) {
      gateway.addTask({ id, format: 'relay', title });
    }
    gateway.setStatus(dusk, 'running', 0.9);
    await add(dawn, 'Studio');
    await workbench.row('Dawn. Finished').click();
    const frame = await workbench.frameWith('video', { text: 'Dawn' });
    await add(dusk, 'Studio');
    await workbench.row('Dusk. Running').waitFor();
    await frame.locator('#panel').click();
    gateway.setStatus(dusk, 'succeeded');
    const toast = workbench.toast('“Dusk” is finished.');
    await toast.waitFor({ timeout: 90_000 });
    assert.deepEqual(await toast.locator('.monaco-button').allInnerTexts(), ['Play', "Don't Show Again"]);
    const rows = await workbench.page.locator('.sidebar .monaco-list-row').count();
    await frame.evaluate(`for (const init of [
      { key: 'Delete', code: 'Delete', keyCode: 46 },
      { key: 'Enter', code: 'Enter', keyCode: 13 },
      { key: 'A', code: 'KeyA', keyCode: 65, ctrlKey: true, shiftKey: true },
    ]) {
      globalThis.dispatchEvent(new KeyboardEvent('keydown', { ...init, bubbles: true }));
      globalThis.dispatchEvent(new KeyboardEvent('keyup', { ...init, bubbles: true }));
    }`);
    // Keys are answered one after the other: what these have done is done when the list opens.
    await workbench.command('Notifications: Clear All Notifications');
    await workbench.toast('is finished').waitFor({ state: 'hidden' });
    assert.equal(await workbench.page.locator('.sidebar .monaco-list-row').count(), rows);
    assert.equal(await workbench.page.locator('.monaco-dialog-box').count(), 0);
    await workbench.row('Dusk. Finished').waitFor();
  });

  it('a panel comes back after a restart with what it is to show, or not at all (I18)', async () => {
    const good = `task:studio/${dusk}`;
    const states: readonly string[] = [
      `{ subject: '${good}', timeMs: 1000, mark: 'state-0' }`,
      `{ subject: 7, mark: 'state-1' }`,
      `{ subject: 'task:studio/task_unknown', mark: 'state-2' }`,
      `{ subject: 'task:../../../../etc/passwd', mark: 'state-3' }`,
      `{ subject: 'task:' + 'x'.repeat(1000000), mark: 'state-4' }`,
      `JSON.parse('{"__proto__":{"subject":"${good}"},"mark":"state-5"}')`,
      `{ subject: 'file:file:///etc/passwd', mark: 'state-6' }`,
      `{ subject: 'file:1 no scheme:address', mark: 'state-7' }`,
    ];
    await workbench.page.setViewportSize({ width: 3_000, height: 800 });
    await workbench.command('View: Close All Editors');
    const panels = async (): Promise<readonly Frame[]> => {
      const frames = workbench.page.frames();
      const found = await Promise.all(
        frames.map(async (frame) => ({
          frame,
          count: await frame
            .locator('#panel', { hasText: 'Dusk' })
            .count()
            .catch(() => 0),
        })),
      );
      return found.filter(({ count }) => count > 0).map(({ frame }) => frame);
    };
    for (const [at] of states.entries()) {
      await workbench.menu(workbench.row('Dusk. Finished'), 'Open to the Side');
      // A page that loads takes the focus, and with it the menu away.
      await until(async () => (await panels()).length === at + 1);
    }
    for (const [at, frame] of (await panels()).entries()) {
      await frame.evaluate(`keptApi.setState(${states[at]})`);
    }
    await workbench.stored(...states.map((_state, at) => `state-${at}`));
    await workbench.reload();
    await workbench.row('Dusk. Finished').waitFor({ timeout: 60_000 });
    const frame = await workbench.frameWith('video', { text: 'Dusk' });
    const tabs = workbench.page.locator('.editor-group-container .tab');
    await until(async () => (await tabs.count()) === 1);
    await until(async () => (await panels()).length === 1);
    await until(() => frame.evaluate<boolean>(`document.querySelector('video').currentTime === 1`));
    assert.equal(await workbench.page.locator('.notifications-toasts .notification-list-item').count(), 0);
    await workbench.screenshot('restored');
  });
});
