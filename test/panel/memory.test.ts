import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { CDPSession } from 'playwright-core';
import { type PanelPage, usePanel } from './panelPage.ts';
import { full, left, right } from './states.ts';

/** Growth over a hundred loads up to this is not one of ours: a leak of one node per load would be five times as much. */
const bound = 20;

async function count(session: CDPSession): Promise<Readonly<Record<string, number>>> {
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  return Object.fromEntries(
    metrics
      .filter(({ name }) => ['Nodes', 'JSEventListeners', 'JSHeapUsedSize'].includes(name))
      .map(({ name, value }) => [name, value]),
  );
}

/** Loads another subject, looks at all of it, and takes a second look at the file. */
async function look(panel: PanelPage, load: number): Promise<void> {
  const subject = `elkapi/task_${load}`;
  await panel.showVideo(full(panel.origin, { subject }));
  await panel.page.locator('.seek').first().hover();
  await panel.until('document.querySelector(".preview video")?.readyState >= 1');
  await panel.page.evaluate(`[...document.querySelectorAll('[role="tab"]')].forEach((tab) => tab.click())`);
  await panel.send({ type: 'answer', subject, text: `{"id": ${load}}`, isCut: false });
  await panel.page.evaluate(`document.querySelector('[role="tab"]').click()`);
  await panel.page.mouse.move(2, 2);
}

async function measure(panel: PanelPage, times: number, act: (time: number) => Promise<void>): Promise<void> {
  const session = await panel.page.context().newCDPSession(panel.page);
  await session.send('Performance.enable');
  // What is made once, at the first use, is no leak.
  for (let time = 0; time < 5; time++) {
    await act(time);
  }
  const before = await count(session);
  for (let time = 0; time < times; time++) {
    await act(5 + time);
  }
  const after = await count(session);
  console.log(`      before ${JSON.stringify(before)}, after ${JSON.stringify(after)}`);
  for (const name of ['Nodes', 'JSEventListeners']) {
    assert.ok((after[name] ?? Infinity) - (before[name] ?? 0) <= bound, name);
  }
}

describe('the memory of the page', function () {
  this.timeout(180_000);
  const suite = usePanel();

  it('is given back after a hundred different subjects', async () => {
    const { panel } = suite;
    await measure(panel, 100, (time) => look(panel, time));
    assert.equal(await panel.page.locator('video').count(), 2);
  });

  it('is given back after twenty comparisons and returns from them', async () => {
    const { panel } = suite;
    await measure(panel, 20, async (time) => {
      await panel.show(left(panel.origin, { subject: `left/${time}` }), right(panel.origin));
      await panel.until(
        '[...document.querySelectorAll(".compare video")].every((each) => each.readyState >= 2)',
      );
      await panel.show(full(panel.origin, { subject: `elkapi/${time}` }));
      await panel.until('document.querySelector(".view:not(.compare) video").readyState >= 2');
    });
  });

  it('notices a leak', async () => {
    const { panel } = suite;
    await panel.page.evaluate('globalThis.kept = []');
    await assert.rejects(
      measure(panel, 30, async () => {
        await panel.page.evaluate(`{
          const video = document.createElement('video');
          video.addEventListener('play', () => kept.push(video));
          kept.push(video);
        }`);
      }),
      { name: 'AssertionError' },
    );
  });
});
