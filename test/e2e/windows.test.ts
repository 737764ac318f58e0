import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import type { Locator, Page } from 'playwright-core';
import { demoKey, startGateway, type Gateway } from '../gateway/gateway.ts';
import { packaged } from './packaged.ts';
import { inSteps, keepPictureOfFailure, until, Workbench } from './workbench.ts';

const count = 12;
const running = { queuedMs: 0, runningMs: 3_600_000 };
const idOf = (index: number): string => `task_01jhjp54x0f759wceyasz6x${String(index).padStart(3, '0')}`;

/** A list as Export Tasks writes it. */
function exported(): string {
  const addedAt = Date.now();
  const tasks = Array.from({ length: count }, (_, index) => ({
    task: {
      key: `relay/${idOf(index)}`,
      provider: 'relay',
      id: idOf(index),
      name: `Clip ${index}`,
      addedAt,
      status: 'queued',
      playable: false,
      nextCheckAt: addedAt,
    },
  }));
  return JSON.stringify({ format: 'video-tasks', version: 1, exportedAt: addedAt, tasks });
}

const row = (page: Page, label: string): Locator =>
  page.locator(`.sidebar .monaco-list-row[aria-label^="${label}"]`);
const statusBar = (page: Page): Locator => page.locator('.statusbar-item[id$="videoTasks.status"]');
const toasts = (page: Page, text: string): Locator =>
  page.locator('.notifications-toasts .notification-list-item', { hasText: text });

async function rename(workbench: Workbench, page: Page, label: string, name: string): Promise<void> {
  await page.bringToFront();
  await workbench.menu(row(page, label), 'Rename...');
  await page.locator('.quick-input-title', { hasText: 'Rename' }).waitFor();
  const input = page.locator('.quick-input-widget input.input');
  await input.fill(name);
  await input.press('Enter');
  await input.waitFor({ state: 'hidden' });
}

describe('two windows', function () {
  this.timeout(120_000);
  inSteps();
  let gateway: Gateway;
  let folder: string;
  let workbench: Workbench;
  let first: Page;
  let second: Page;

  before(async () => {
    gateway = await startGateway();
    for (let index = 0; index < count; index += 1) {
      gateway.addTask({ id: idOf(index), format: 'relay', timeline: running });
    }
    folder = await mkdtemp(join(tmpdir(), 'video-tasks-list-'));
    await writeFile(join(folder, 'list.json'), exported());
    workbench = await Workbench.open({
      vsix: packaged,
      env: { RELAY_KEY: demoKey },
      settings: {
        'videoTasks.network.allowLoopbackHttp': true,
        'videoTasks.providers': [
          {
            id: 'relay',
            name: 'Relay',
            baseUrl: gateway.origin,
            path: '/sora/v1/videos/{id}',
            env: 'RELAY_KEY',
          },
          {
            id: 'north',
            name: 'North',
            baseUrl: 'https://north.invalid',
            path: '/v1/{id}',
            env: 'RELAY_KEY',
          },
          {
            id: 'south',
            name: 'South',
            baseUrl: 'https://south.invalid',
            path: '/v1/{id}',
            env: 'RELAY_KEY',
          },
        ],
        'files.simpleDialog.enable': true,
      },
    });
    first = workbench.page;
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

  it('a list from another computer is imported', async () => {
    await workbench.command('Video Tasks: Import Tasks...');
    const input = first.locator('.quick-input-widget input.input');
    await first.locator('.quick-input-title', { hasText: /import/i }).waitFor();
    // The dialog writes its own folder into the field when it has read it.
    await first.locator('.quick-input-list .monaco-list-row', { hasText: '..' }).first().waitFor();
    await input.fill(join(folder, 'list.json'));
    await first.locator('.quick-input-list .monaco-list-row', { hasText: 'list.json' }).waitFor();
    await first.locator('.quick-input-widget .monaco-button', { hasText: 'OK' }).click();
    await workbench.toast(`Added ${count} tasks`).waitFor();
    await row(first, 'Clip 11. Running').waitFor();
  });

  it('the status bar says how often so many tasks are checked', async () => {
    const item = statusBar(first);
    await item.locator(`text=${count}`).first().waitFor();
    await until(async () =>
      /Checking every ~24s/.test((await item.locator('a').getAttribute('aria-label')) ?? ''),
    );
    await item.hover();
    await first.locator('.workbench-hover', { hasText: 'Checking every ~24s' }).waitFor();
    await workbench.screenshot('crowd');
    await first.mouse.move(640, 300);
  });

  it('the second window shows the same list and asks nobody twice', async () => {
    second = await workbench.openWindow();
    await workbench.showTasks();
    await row(second, 'Clip 0. Running').waitFor();
    // The gateway refuses to close when all windows together have broken the budget.
    assert.ok(gateway.requests.length <= count + 30);
  });

  it('each sees within 2 s what the other one does', async () => {
    await rename(workbench, second, 'Clip 5.', 'Harbour at dawn');
    const started = Date.now();
    await row(first, 'Harbour at dawn').waitFor();
    console.log(`      another window's change was on screen after ${Date.now() - started} ms`);
  });

  it('an end is told once, in one of them', async () => {
    gateway.setStatus(idOf(7), 'succeeded');
    const told = async (): Promise<number> =>
      (await toasts(first, '“Clip 7” is finished.').count()) +
      (await toasts(second, '“Clip 7” is finished.').count());
    await until(async () => (await told()) > 0, 90_000);
    await row(first, 'Clip 7. Finished').waitFor();
    await row(second, 'Clip 7. Finished').waitFor();
    assert.equal(await told(), 1);
  });

  it('a change is seen in a window that has nothing to poll, too', async () => {
    for (let index = 0; index < count; index += 1) {
      gateway.setStatus(idOf(index), 'succeeded');
    }
    await workbench.command('Video Tasks: Pause Watching');
    await rename(workbench, first, 'Clip 9.', 'Seen elsewhere');
    const started = Date.now();
    await row(second, 'Seen elsewhere').waitFor();
    console.log(`      … and after ${Date.now() - started} ms where nothing is polled`);
    await workbench.command('Video Tasks: Resume Watching');
  });

  it('without a network the list says so', async () => {
    for (const [provider, id] of [
      ['North', 'task_01jhjp54x0f759wceyasz6xnor'],
      ['South', 'task_01jhjp54x0f759wceyasz6xsou'],
    ] as const) {
      await workbench.command('Video Tasks: Add Task...');
      await workbench.answer('Add Task', id);
      await workbench.pick(provider);
    }
    await second.locator('.sidebar', { hasText: 'Offline. Showing the last known state.' }).waitFor();
    await workbench.screenshot('offline');
  });
});
