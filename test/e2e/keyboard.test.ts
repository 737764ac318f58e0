import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import type { Frame } from 'playwright-core';
import { startGateway, type Gateway } from '../gateway/gateway.ts';
import { addToStudio, studioAt } from './studio.ts';
import { inSteps, keepPictureOfFailure, until, Workbench } from './workbench.ts';

const id = 'task_01jhjp54x0f759wceyasz6xkey';
const captions = { '0': 'One.', '30': 'Two.', '60': 'Three.', '90': 'Four.', '120': 'Five.' };

/** What a person hears of how a video plays. */
interface Playing {
  readonly paused: boolean;
  readonly currentTime: number;
  readonly playbackRate: number;
  readonly muted: boolean;
  readonly loop: boolean;
  readonly readyState: number;
}

/** In the page: the controls that Tab can reach, in the order in which they stand, or the one that has the focus. */
const controls = `(() => {
  const all = [...document.querySelectorAll('button, select, input, summary, a[href], [tabindex]')]
    .filter((each) => each.tabIndex >= 0 && !each.disabled && each.checkVisibility({ visibilityProperty: true }));
  const nameOf = (each) =>
    all.indexOf(each) + ' ' + (each.getAttribute('aria-label') ?? each.title ?? '') + ' ' + each.textContent.trim().slice(0, 30);
  const boxOf = (each) => { const { left, top, bottom } = each.getBoundingClientRect(); return { left, top, bottom }; };
  const focused = document.activeElement;
  return {
    all: all.map((each) => ({ name: nameOf(each), ...boxOf(each) })),
    focused: document.hasFocus() && all.includes(focused) ? nameOf(focused) : undefined,
  };
})()`;

interface Controls {
  readonly all: readonly {
    readonly name: string;
    readonly left: number;
    readonly top: number;
    readonly bottom: number;
  }[];
  readonly focused?: string;
}

describe('the panel by keyboard alone', function () {
  this.timeout(120_000);
  inSteps();
  let gateway: Gateway;
  let workbench: Workbench;
  let frame: Frame;

  const press = (key: string): Promise<void> => workbench.page.keyboard.press(key);
  async function command(title: string): Promise<void> {
    await press('F1');
    const input = workbench.page.locator('.quick-input-widget input.input');
    await input.waitFor();
    await workbench.page.keyboard.type(title);
    await workbench.page
      .locator('.quick-input-list .monaco-list-row.focused', { hasText: title })
      .first()
      .waitFor();
    await press('Enter');
    await input.waitFor({ state: 'hidden' });
  }
  const playing = (): Promise<Playing> =>
    frame
      .locator('video')
      .first()
      .evaluate(({ paused, currentTime, playbackRate, muted, loop, readyState }: Playing) => ({
        paused,
        currentTime,
        playbackRate,
        muted,
        loop,
        readyState,
      }));
  const becomes = (holds: (now: Playing) => boolean): Promise<void> =>
    until(async () => holds(await playing()));
  /** Goes on to the control of this name. */
  async function tabTo(name: string): Promise<void> {
    const passed: string[] = [];
    while (passed.length < 60) {
      const { focused = '' } = await frame.evaluate<Controls>(controls);
      if (focused.includes(name)) {
        return;
      }
      passed.push(focused);
      await press('Tab');
    }
    assert.fail(`Tab does not come to ${name}, but to ${passed.join(', ')}`);
  }

  before(async () => {
    gateway = await startGateway();
    gateway.addTask({ id, format: 'relay', title: 'Dawn', captions });
    workbench = await Workbench.open(studioAt(gateway.origin));
    await workbench.showTasks();
    await addToStudio(workbench, id);
    await workbench.row('Dawn. Finished').waitFor({ timeout: 30_000 });
  });
  afterEach(async function () {
    await keepPictureOfFailure(this.currentTest, workbench);
  });
  after(async () => {
    await workbench.close();
    await gateway.close();
  });

  it('opens from the list', async () => {
    await command('Focus on Tasks View');
    await press('End');
    await workbench.page.locator('.sidebar .monaco-list-row.focused[aria-label^="Dawn. Finished"]').waitFor();
    await press('Enter');
    frame = await workbench.frameWith('video', { text: 'Dawn' });
    await becomes(({ readyState }) => readyState >= 2);
    await frame.locator('p.quiet', { hasText: 'Local copy' }).waitFor();
  });

  it('leads through every control in the order in which they stand', async () => {
    await command('Focus Active Editor Group');
    await press('Tab');
    const { all } = await frame.evaluate<Controls>(controls);
    const visited: string[] = [];
    for (let presses = 0; presses < 60 && visited.length < all.length; presses += 1) {
      const { focused } = await frame.evaluate<Controls>(controls);
      if (focused !== undefined && !visited.includes(focused)) {
        visited.push(focused);
      }
      await press('Tab');
    }
    const first = visited.indexOf(all[0]?.name ?? '');
    assert.deepEqual(
      [...visited.slice(first), ...visited.slice(0, first)],
      all.map(({ name }) => name),
    );
    for (const [n, control] of all.entries()) {
      const last = all[n - 1];
      const isAfter = last === undefined || control.top >= last.bottom - 8 || control.left >= last.left;
      assert.ok(isAfter, `${control.name} stands before ${last?.name}`);
    }
    assert.ok(all.length > 15, `${all.length} controls`);
  });

  it('plays, seeks and sets everything that has a button', async () => {
    await tabTo('Play');
    await press('0');
    await press('Space');
    await becomes(({ paused }) => !paused);
    await press('k');
    await becomes(({ paused }) => paused);
    await press('4');
    await becomes(({ currentTime }) => Math.abs(currentTime - 2) < 0.02);
    await press('.');
    await becomes(({ currentTime }) => Math.abs(currentTime - 2 - 1 / 30) < 0.03);
    await press('ArrowRight');
    await becomes(({ currentTime }) => currentTime > 2.9);
    await press('Shift+ArrowLeft');
    await becomes(({ currentTime }) => currentTime === 0);
    await press('l');
    await becomes(({ playbackRate }) => playbackRate > 1);
    await press('j');
    await becomes(({ playbackRate }) => playbackRate === 1);
    const { muted, loop } = await playing();
    await press('m');
    await becomes((now) => now.muted !== muted);
    await press('r');
    await becomes((now) => now.loop !== loop);
    await press('?');
    await frame.locator('[role="dialog"], dialog').first().waitFor();
    await press('Escape');
    await frame.locator('[role="dialog"], dialog').first().waitFor({ state: 'hidden' });
  });

  it('goes to a caption and turns the tabs', async () => {
    await tabTo('Jump to 0:00.0');
    await press('ArrowDown');
    await press('ArrowDown');
    await press('Enter');
    await becomes(({ currentTime }) => Math.abs(currentTime - 2) < 0.05);
    await frame.locator('.cues [aria-current="true"]', { hasText: 'Three.' }).waitFor();
    await frame.locator('[role="tab"][aria-selected="true"]').press('ArrowRight');
    await frame.locator('[role="tab"][aria-selected="true"]', { hasText: 'Timeline' }).waitFor();
  });

  it('reaches what stands at the end', async () => {
    await tabTo('Save Captions');
    await press('Enter');
    await workbench.page.locator('.quick-input-title', { hasText: 'Save Captions' }).waitFor();
    await press('Escape');
  });

  it('is where it was after a reload', async () => {
    await tabTo('Play');
    await press('7');
    await press('l');
    const { playbackRate, muted } = await playing();
    await becomes(({ currentTime }) => Math.abs(currentTime - 3.5) < 0.02);
    await workbench.stored('videoTasks.result', '3500');
    await workbench.reload();
    frame = await workbench.frameWith('video', { text: 'Dawn' });
    await becomes((now) => now.readyState >= 2 && Math.abs(now.currentTime - 3.5) < 0.02 && now.paused);
    assert.deepEqual([(await playing()).playbackRate, (await playing()).muted], [playbackRate, muted]);
    await frame.locator('[role="tab"][aria-selected="true"]', { hasText: 'Timeline' }).waitFor();
    await frame.locator('h1', { hasText: 'Dawn' }).waitFor();
    await workbench.page.locator('.tab.active', { hasText: 'Dawn' }).waitFor();
  });
});
