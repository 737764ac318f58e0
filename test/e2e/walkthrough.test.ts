import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import type { Locator } from 'playwright-core';
import { packaged } from './packaged.ts';
import { inSteps, keepPictureOfFailure, until, Workbench } from './workbench.ts';

const key = 'sk-walkthrough-4f1c9a7e2b';

describe('the walkthrough', function () {
  this.timeout(120_000);
  inSteps();
  let workbench: Workbench;

  const step = (title: string): Locator =>
    workbench.page.locator('.gettingStartedDetailsContent .getting-started-step', { hasText: title });
  const isDone = async (title: string): Promise<boolean> =>
    (await step(title).getAttribute('aria-checked')) === 'true';
  const isOpen = async (title: string): Promise<boolean> =>
    (await step(title).getAttribute('aria-expanded')) === 'true';
  /** It comes in with the first step that is not done, and gives it the focus at the end of its way. */
  const open = async (): Promise<void> => {
    await workbench.command('Video Tasks: Get Started');
    await workbench.page.locator('.getting-started-step:focus').waitFor();
  };
  /** Opens a step. VS Code may still make the list of steps anew, with another one open. */
  const expand = (title: string): Promise<void> =>
    until(async () => {
      if (!(await isOpen(title))) {
        await step(title)
          .click({ timeout: 1_000 })
          .catch(() => undefined);
      }
      return isOpen(title);
    });
  /** Presses a button of a step until it shows what it is for. */
  const press = (title: string, label: string, effect: Locator): Promise<void> =>
    until(async () => {
      if (!(await effect.isVisible())) {
        await expand(title);
        await step(title)
          .locator('.monaco-button', { hasText: label })
          .click({ timeout: 1_000 })
          .catch(() => undefined);
      }
      return effect.isVisible();
    });
  const asked = (title: string): Locator => workbench.page.locator('.quick-input-title', { hasText: title });
  const drawn = async (): Promise<boolean> => {
    const shapes = await Promise.all(
      workbench.page.frames().map((frame) =>
        frame
          .locator('body > svg rect')
          .count()
          .catch(() => 0),
      ),
    );
    return shapes.some((count) => count > 3);
  };

  before(async () => {
    workbench = await Workbench.open({ vsix: packaged });
  });
  afterEach(async function () {
    await keepPictureOfFailure(this.currentTest, workbench);
  });
  after(() => workbench.close());

  it('opens from the palette with four steps, the first one with its picture', async () => {
    await open();
    await expand('Track your first task');
    await workbench.page.locator('.getting-started-media iframe').waitFor();
    await until(drawn);
    const steps = workbench.page.locator('.gettingStartedDetailsContent .getting-started-step');
    assert.equal(await steps.count(), 4);
    assert.equal(await isDone('Track your first task'), false);
    await workbench.screenshot('walkthrough');
  });

  it('the sample completes the step about results', async () => {
    await press(
      'Watch the result',
      'Open the Sample',
      workbench.page.locator('.tab', { hasText: 'Northern Lights' }),
    );
    await workbench.frameWith('video');
    await open();
    await until(() => isDone('Watch the result'));
  });

  it('a key completes its step', async () => {
    await press('Add an API key', 'Set API Key', asked('Set API Key'));
    await workbench.pick('ElkAPI (Sora)');
    await workbench.answer('API Key for ElkAPI (Sora)', key);
    await until(() => isDone('Add an API key'));
  });

  it('Add Task completes the first step', async () => {
    await press('Track your first task', 'Add Task', asked('Add Task'));
    await workbench.page.keyboard.press('Escape');
    await until(() => isDone('Track your first task'));
  });

  it('leads to the setting for notifications', async () => {
    await expand('Choose how you are told');
    await until(() => isDone('Choose how you are told'));
    const setting = workbench.page.locator('.settings-editor .setting-item-contents', {
      hasText: 'How you are told that tasks have ended.',
    });
    await press('Choose how you are told', 'Choose Notifications', setting);
  });
});
