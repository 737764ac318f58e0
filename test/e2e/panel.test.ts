import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import type { Frame } from 'playwright-core';
import { root } from '../../scripts/vscode/paths.ts';
import { demoKey, startGateway, type Gateway } from '../gateway/gateway.ts';
import { addToStudio, studioAt } from './studio.ts';
import { inSteps, keepPictureOfFailure, until, Workbench } from './workbench.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const dawn = 'task_01jhjp54x0f759wceyasz6xdaw';
const dusk = 'task_01jhjp54x0f759wceyasz6xdus';
const silent = 'task_01jhjp54x0f759wceyasz6xsil';
const grove = 'task_01jhjp54x0f759wceyasz6xgro';
const running = 'task_01jhjp54x0f759wceyasz6xrun';
const lost = 'task_01jhjp54x0f759wceyasz6xlos';
const expired = 'task_01jhjp54x0f759wceyasz6xexp';
const captions = { '0': 'One.', '30': 'Two.', '60': 'Three.', '90': 'Four.', '120': 'Five.' };
/** Every kind of theme: its name, and how VS Code marks pages in it. */
const themes = [
  ['Dark Modern', 'vscode-dark'],
  ['Light Modern', 'vscode-light'],
  ['Dark High Contrast', 'vscode-high-contrast'],
  ['Light High Contrast', 'vscode-high-contrast-light'],
] as const;

interface Video {
  readonly currentTime: number;
  readonly readyState: number;
  readonly paused: boolean;
  readonly currentSrc: string;
}

function video<T>(frame: Frame, read: (video: Video) => T): Promise<T> {
  return frame
    .locator('video')
    .first()
    .evaluate(read as (element: unknown) => T);
}
const isLoaded = (frame: Frame): Promise<boolean> => video(frame, ({ readyState }) => readyState >= 2);

describe('the panel in the workbench', function () {
  this.timeout(120_000);
  inSteps();
  let gateway: Gateway;
  let workbench: Workbench;
  let folder: string;
  const add = (id: string): Promise<void> => addToStudio(workbench, id);

  /** Keeps a picture of the window, without what is told of other tasks. */
  async function picture(name: string): Promise<void> {
    await workbench.command('Notifications: Clear All Notifications');
    await workbench.toast('').first().waitFor({ state: 'hidden' });
    await workbench.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    await workbench.screenshot(name);
  }

  async function open(title: string): Promise<Frame> {
    await workbench.row(`${title}. Finished`).click();
    const frame = await workbench.frameWith('video', { text: title });
    await until(() => isLoaded(frame));
    return frame;
  }

  before(async () => {
    gateway = await startGateway();
    folder = await mkdtemp(join(tmpdir(), 'video-tasks-out-'));
    gateway.addTask({ id: dawn, format: 'relay', title: 'Dawn', captions });
    gateway.addTask({ id: dusk, format: 'relay', title: 'Dusk', clip: 'harbour' });
    gateway.addTask({ id: silent, format: 'relay', title: 'Silent', clip: 'ac3' });
    gateway.addTask({ id: running, format: 'relay', title: 'Tide' });
    gateway.setStatus(running, 'running', 0.62);
    gateway.addTask({
      id: lost,
      format: 'relay',
      title: 'Storm',
      outcome: 'failed',
      failReason: 'The prompt was refused.',
    });
    gateway.addTask({ id: expired, format: 'relay', title: 'Ebb', ageMs: 60_000, linkLifetimeMs: 1_000 });
    workbench = await Workbench.open(studioAt(gateway.origin));
    await workbench.showTasks();
  });
  afterEach(async function () {
    await keepPictureOfFailure(this.currentTest, workbench);
  });
  after(async () => {
    await workbench.close();
    await gateway.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('the sample plays without a key and without a request', async () => {
    await workbench.command('Video Tasks: Open Sample Response');
    const frame = await workbench.frameWith('video', { text: 'Northern Lights' });
    await until(() => isLoaded(frame));
    assert.deepEqual(gateway.requests, []);
    await picture('panel-saved-response');
  });

  it('a finished video is kept and played from this computer', async () => {
    await add(dawn);
    const started = Date.now();
    const frame = await open('Dawn');
    console.log(`      first frame after ${Date.now() - started} ms`);
    await frame.locator('p.quiet', { hasText: 'Local copy' }).waitFor();
    assert.match(
      await video(frame, ({ currentSrc }) => currentSrc),
      /^https?:\/\/(?!127\.0\.0\.1:\d+\/media)/,
    );
    await picture('panel-finished');
  });

  it('the policy of the page is what it should be, word for word (I03)', async () => {
    const frame = await workbench.frameWith('video', { text: 'Dawn' });
    const policy = await frame.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
    const [, nonce] = /'nonce-([\w-]+)'/.exec(policy ?? '') ?? [];
    const [, source] = /style-src ([^;]+);/.exec(policy ?? '') ?? [];
    assert.ok((nonce?.length ?? 0) >= 22);
    assert.equal(
      policy,
      [
        `default-src 'none'`,
        `script-src 'nonce-${nonce}'`,
        `style-src ${source}`,
        `font-src ${source}`,
        `img-src ${source} data:`,
        `media-src ${source}`,
      ].join('; '),
    );
    assert.doesNotMatch(source ?? '', /unsafe|127\.0\.0\.1:\d+$/);
  });

  it('the caption under the playhead is the right one at five positions', async () => {
    const frame = await workbench.frameWith('video', { text: 'Dawn' });
    await frame.locator('h1').click();
    for (const [key, text] of [
      ['0', 'One.'],
      ['2', 'Two.'],
      ['4', 'Three.'],
      ['6', 'Four.'],
      ['9', 'Five.'],
    ] as const) {
      await frame.locator('body').press(key);
      await frame.locator('.cues [aria-current="true"]', { hasText: text }).waitFor();
    }
  });

  it('another quality goes on at the same time', async () => {
    const frame = await workbench.frameWith('video', { text: 'Dawn' });
    const timeBefore = await video(frame, ({ currentTime }) => currentTime);
    const source = await video(frame, ({ currentSrc }) => currentSrc);
    await frame.locator('body').press('q');
    await until(async () => (await video(frame, ({ currentSrc }) => currentSrc)) !== source);
    await until(() => isLoaded(frame));
    assert.ok(Math.abs((await video(frame, ({ currentTime }) => currentTime)) - timeBefore) < 0.05);
    // And a third one, from the one that plays and not from another that happens to be here.
    await frame.evaluate(`(() => {
      globalThis.loads = 0;
      document.querySelector('video').addEventListener('loadstart', () => globalThis.loads++);
    })()`);
    await frame.locator('body').press('q');
    await until(() => frame.evaluate(`document.querySelector('video').videoWidth === 426`));
    assert.equal(await frame.evaluate('loads'), 1);
    assert.ok(Math.abs((await video(frame, ({ currentTime }) => currentTime)) - timeBefore) < 0.05);
  });

  it('the link that is copied is that of the quality on the screen', async () => {
    const frame = await workbench.frameWith('video', { text: 'Dawn' });
    await frame.getByRole('button', { name: 'Copy Video Link' }).click();
    const copied = (): Promise<string> => workbench.page.evaluate('navigator.clipboard.readText()');
    await until(async () => (await copied()).includes('/media/'));
    assert.match(await copied(), /\/media\/clip-ld\.mp4\?/);
  });

  it('the keyboard alone plays, shows its keys and turns the tabs', async () => {
    const frame = await workbench.frameWith('video', { text: 'Dawn' });
    await frame.locator('body').press('?');
    await frame.locator('dialog, [role="dialog"]').first().waitFor();
    await workbench.screenshot('panel-keys');
    await workbench.page.keyboard.press('Escape');
    await frame.locator('dialog, [role="dialog"]').first().waitFor({ state: 'hidden' });
    await frame.locator('[role="tab"][aria-selected="true"]').focus();
    await workbench.page.keyboard.press('ArrowRight');
    await frame.locator('[role="tab"][aria-selected="true"]', { hasText: 'Timeline' }).waitFor();
    await workbench.page.keyboard.press('End');
    await frame.locator('pre', { hasText: 'SUCCESS' }).waitFor();
  });

  it('sound that VS Code cannot play is said, and the picture plays (I16)', async () => {
    await add(silent);
    const frame = await open('Silent');
    await frame.locator('.start:visible').click();
    await frame
      .locator('.notices', { hasText: 'This video has AC-3 sound, which VS Code cannot play.' })
      .waitFor();
    await picture('panel-no-sound');
  });

  it('two tasks play side by side', async () => {
    await add(dusk);
    await workbench.row('Dusk. Finished').waitFor();
    await workbench.row('Dawn. Finished').click();
    await workbench.row('Dusk. Finished').click({ modifiers: ['ControlOrMeta'] });
    await workbench.menu(workbench.row('Dusk. Finished'), 'Compare...');
    const frame = await workbench.frameWith('table', { text: 'Dusk' });
    const loaded = (): Promise<number> =>
      frame.evaluate<number>(
        `[...document.querySelectorAll('video')].filter(({ readyState }) => readyState >= 2).length`,
      );
    await until(async () => (await loaded()) === 2);
    await picture('panel-compare');
    const badge = workbench.page
      .locator('.activitybar .action-item', { has: workbench.page.locator('[aria-label^="Video Tasks"]') })
      .locator('.badge');
    await badge.waitFor();
    await frame.locator('button[aria-label^="Play"]:visible').first().click();
    await badge.waitFor({ state: 'hidden' });
  });

  it('a video is saved with its captions and what is known of it', async () => {
    await workbench.row('Dawn. Finished').click();
    const frame = await workbench.frameWith('button:has-text("Export Bundle...")', { text: 'Dawn' });
    await frame.locator('button', { hasText: 'Export Bundle...' }).click();
    const page = workbench.page;
    await page.locator('.quick-input-title', { hasText: 'Export Bundle' }).waitFor();
    await page.locator('.quick-input-list .monaco-list-row', { hasText: '..' }).first().waitFor();
    await page.locator('.quick-input-widget input.input').fill(`${folder}/`);
    await page.locator('.quick-input-widget .monaco-button', { hasText: 'Export' }).click();
    await workbench.toast('Exported “Dawn”.').waitFor();
    const [bundle = ''] = await readdir(folder);
    assert.deepEqual((await readdir(join(folder, bundle))).toSorted(), [
      'captions.vtt',
      'poster.webp',
      'task.json',
      'video.mp4',
    ]);
    assert.match(
      await readFile(join(folder, bundle, 'captions.vtt'), 'utf8'),
      /^WEBVTT\n\n00:00:00\.000 --> /,
    );
    const task = await readFile(join(folder, bundle, 'task.json'), 'utf8');
    assert.ok(!task.includes(demoKey) && !task.includes('sig='));
  });

  it('a link that has ended is renewed by itself, once (I16)', async () => {
    await workbench.row('Dawn. Finished').click();
    const kept = await workbench.frameWith('p.quiet:has-text("Local copy")', { text: 'Dawn' });
    // Its next answer has a link with another signature.
    gateway.addTask({ id: dawn, format: 'relay', title: 'Dawn', captions, ageMs: 5_000 });
    // To the page, and to the extension that looks why it does not play.
    gateway.faultMedia('clip.mp4', { status: 403 }, { status: 403 });
    const asked = gateway.requests.filter(({ taskId }) => taskId === dawn).length;
    await kept.getByRole('button', { name: 'Remove the Copy' }).click();
    const frame = await workbench.frameWith('p.quiet:has-text("No local copy")', { text: 'Dawn' });
    await until(() => isLoaded(frame));
    assert.equal(gateway.requests.filter(({ taskId }) => taskId === dawn).length, asked + 1);
  });

  it('a copy that is damaged says so, and is downloaded again', async () => {
    const whole = readFileSync(join(root, 'test', 'gateway', 'media', 'forest.mp4'));
    gateway.addMedia('forest.mp4', { bytes: whole.subarray(0, 2_000), contentType: 'video/mp4' });
    gateway.addTask({ id: grove, format: 'relay', title: 'Grove', clip: 'forest' });
    await add(grove);
    await workbench.row('Grove. Finished').click();
    const card = await workbench.frameWith('.stage .notice', { text: 'The file is incomplete or damaged.' });
    gateway.addMedia('forest.mp4', { bytes: whole, contentType: 'video/mp4' });
    await card.getByRole('button', { name: 'Download Again' }).click();
    const frame = await workbench.frameWith('p.quiet:has-text("Local copy")', { text: 'Grove' });
    await until(() => isLoaded(frame));
    assert.equal(await frame.locator('.notice').count(), 0);
  });

  for (const [state, id, row, selector, text] of [
    ['running', running, 'Tide. Running', 'progress', 'Running · 62%'],
    ['failed', lost, 'Storm. Failed', '.notices', 'The prompt was refused.'],
    ['expired', expired, 'Ebb. Finished', '.notices', 'The video link has expired.'],
  ] as const) {
    it(`a task that is ${state} says so`, async () => {
      await add(id);
      // The group of failed tasks is closed at first, and opened when the new row is shown.
      await until(async () => {
        const closed = workbench.page.locator('.sidebar .monaco-list-row[aria-expanded="false"]').first();
        if (!(await workbench.row(row).isVisible()) && (await closed.isVisible())) {
          await closed.click({ timeout: 1_000 }).catch(() => undefined);
        }
        return workbench.row(row).isVisible();
      });
      await workbench.row(row).click();
      const frame = await workbench.frameWith(selector, { text });
      await frame.locator('#panel', { hasText: text }).waitFor();
      const said = await frame.locator('#panel .view').innerText();
      assert.equal(said.split(text).length, 2, 'said once');
      assert.doesNotMatch(said, /took 0/);
      await picture(`panel-${state}`);
    });
  }

  it('a new link is had by the button, and the video with it', async () => {
    gateway.addTask({ id: expired, format: 'relay', title: 'Ebb', ageMs: 60_000 });
    const card = await workbench.frameWith('.notices', { text: 'The video link has expired.' });
    await card.locator('button', { hasText: 'Get a New Link' }).click();
    const frame = await workbench.frameWith('p.quiet:has-text("Local copy")', { text: 'Ebb' });
    await until(() => isLoaded(frame));
  });

  it('nothing in it is hard to use with other senses, in any kind of theme', async () => {
    await open('Dawn');
    for (const [theme, kind] of themes) {
      await workbench.command('Preferences: Color Theme');
      await workbench.page.locator('.quick-input-widget input.input').fill(theme);
      await workbench.pick(theme);
      const frame = await workbench.frameWith('video', { text: 'Dawn' });
      await frame.locator(`body.${kind}`).waitFor();
      // VS Code paints this behind the page, where axe does not see it.
      await frame.evaluate(
        `document.documentElement.style.setProperty('background', 'var(--vscode-editor-background)')`,
      );
      await frame.evaluate(axe);
      const found = await frame.evaluate<readonly string[]>(
        `axe.run('#panel').then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes[0].html))`,
      );
      assert.deepEqual(found, [], theme);
    }
  });
});
