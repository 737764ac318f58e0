import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { usePanel } from './panelPage.ts';
import { downloading, finished, kept } from './states.ts';

describe('the local copy', function () {
  this.timeout(30_000);
  const suite = usePanel();

  it('is told with its progress, and its buttons ask the host', async () => {
    const { panel } = suite;
    await panel.show(finished(panel.origin, { copy: downloading }));
    assert.ok(await panel.page.getByText('Downloading · 1.2 of 4.0 MB', { exact: true }).isVisible());
    assert.equal(await panel.page.getByRole('progressbar').getAttribute('value'), '0.3');
    await panel.button('Cancel').click();
    await panel.show(finished(panel.origin, { copy: kept }));
    assert.equal(await panel.page.getByRole('progressbar').count(), 0);
    await panel.button('Remove the Copy').click();
    assert.deepEqual(await panel.sent('verb'), [
      { type: 'verb', verb: 'cancelCopy' },
      { type: 'verb', verb: 'removeCopy' },
    ]);
  });

  it('is not shown where there is nothing to say', async () => {
    const { panel } = suite;
    await panel.show(finished(panel.origin));
    assert.equal(await panel.page.locator('.copy').isVisible(), false);
  });
});

describe('the region for screen readers', function () {
  this.timeout(30_000);
  const suite = usePanel();

  it('is told of a download at most once in five seconds, and then the newest', async () => {
    const { panel } = suite;
    await panel.page.clock.install({ time: 0 });
    await panel.page.clock.pauseAt(1_000);
    await panel.reload();
    const region = panel.page.getByRole('status');
    const show = (text: string): Promise<void> =>
      panel.show(finished(panel.origin, { copy: { ...downloading, text } }));
    await show('Downloading · 1 MB');
    const { summary } = finished('');
    assert.equal(await region.textContent(), `${summary}. Downloading · 1 MB`);
    await panel.page.evaluate(`
      globalThis.told = [];
      new MutationObserver(() => told.push(document.querySelector('[role="status"]').textContent))
        .observe(document.querySelector('[role="status"]'), { childList: true, characterData: true, subtree: true });
    `);
    for (let second = 1; second <= 12; second++) {
      await panel.page.clock.runFor(1_000);
      await show(`Downloading · ${second + 1} MB`);
    }
    assert.deepEqual(await panel.page.evaluate('told'), ['Downloading · 5 MB', 'Downloading · 10 MB']);
  });

  it('is not spoken to while nobody is there, and hears the newest afterwards', async () => {
    const { panel } = suite;
    await panel.page.clock.install({ time: 0 });
    await panel.page.clock.pauseAt(1_000);
    await panel.reload();
    const region = panel.page.getByRole('status');
    await panel.show(finished(panel.origin));
    await panel.setHidden(true);
    await panel.show(finished(panel.origin, { summary: 'Failed' }));
    await panel.page.clock.runFor(20_000);
    assert.equal(await region.textContent(), finished('').summary);
    await panel.setHidden(false);
    await panel.until(`document.querySelector('[role="status"]').textContent === 'Failed'`);
  });
});
