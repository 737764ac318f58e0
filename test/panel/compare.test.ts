import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type PanelPage, usePanel } from './panelPage.ts';
import { finished, left, linkExpired, right, running } from './states.ts';

/** The videos in the order in which they stand, as source text for the page. */
const videos = '[...document.querySelectorAll(".compare video")]';
const times = `${videos}.map((video) => video.currentTime)`;

async function compare(panel: PanelPage): Promise<void> {
  await panel.show(left(panel.origin), right(panel.origin));
  await panel.until(`${videos}.every((video) => video.readyState >= 4)`);
}

async function near(panel: PanelPage, ...seconds: readonly number[]): Promise<void> {
  const expected = JSON.stringify(seconds);
  await panel.until(
    `${videos}.every((video, index) => !video.seeking && Math.abs(video.currentTime - ${expected}[index]) < 0.001)`,
  );
}

async function setOffset(panel: PanelPage, seconds: number): Promise<void> {
  const field = panel.page.getByLabel('Offset of the right video');
  await field.fill(String(seconds));
  await field.blur();
}

/**
 * Plays and reads both clocks once per picture until the left one has passed a time; resolves with the distances between them, in
 * seconds, from the moment both run: the middle one, and the largest, which a busy machine makes longer.
 */
async function drift(
  panel: PanelPage,
  untilSeconds: number,
  offset: number,
): Promise<{ readonly usual: number; readonly most: number }> {
  return panel.page.evaluate(`new Promise((done) => {
    const [left, right] = ${videos};
    const start = left.currentTime;
    const summary = (distances) => ({
      usual: distances.toSorted((a, b) => a - b)[Math.floor(distances.length / 2)],
      most: Math.max(...distances),
    });
    const all = [];
    const read = () => {
      if (left.currentTime > start && right.currentTime > start + ${offset}) {
        all.push(Math.abs(left.currentTime - right.currentTime + ${offset}));
      }
      left.currentTime < ${untilSeconds} ? requestAnimationFrame(read) : done(summary(all));
    };
    requestAnimationFrame(read);
  })`);
}

describe('two results in comparison', function () {
  this.timeout(30_000);
  const suite = usePanel();

  it('stand beside each other with title, picture and summary, and without what belongs to one', async () => {
    const { panel } = suite;
    await compare(panel);
    assert.deepEqual(await panel.page.locator('h1').filter({ visible: true }).allInnerTexts(), [
      'A red kite over the beach',
      'A forest in the morning',
    ]);
    const [one, other] = await panel.page
      .locator('.side')
      .evaluateAll((all) =>
        all
          .map((each) => each.getBoundingClientRect())
          .map(({ x, y, width, height }) => ({ x, y, width, height })),
      );
    assert.ok(one && other && one.y === other.y && one.x + one.width < other.x);
    for (const hidden of ['.variants', '.quality', '.copy', 'footer', '.tabs', '.prompt', '.notices']) {
      assert.equal(await panel.page.locator(hidden).filter({ visible: true }).count(), 0, hidden);
    }
    assert.equal(await panel.page.title(), 'A red kite over the beach · A forest in the morning');
  });

  it('stand below each other where there is no room', async () => {
    const narrow = await suite.open({ width: 500 });
    await narrow.show(left(narrow.origin), right(narrow.origin));
    const [one, other] = await narrow.page
      .locator('.side')
      .evaluateAll((all) =>
        all
          .map((each) => each.getBoundingClientRect())
          .map(({ x, y, width, height }) => ({ x, y, width, height })),
      );
    assert.ok(one && other && one.x === other.x && one.y + one.height < other.y);
    await narrow.close();
  });

  for (const [speed, offset] of [
    [1, 0],
    [1, 0.7],
    [2, 0],
    [0.5, 0],
  ] as const) {
    it(`stay within a frame of each other at ${speed}× with the right one ${offset} s ahead`, async () => {
      const { panel } = suite;
      await compare(panel);
      await panel.page.getByLabel('Speed').selectOption(String(speed));
      await setOffset(panel, offset);
      await near(panel, 0, offset);
      await panel.button('Play').click();
      const { usual, most } = await drift(panel, Math.min(4, 2 + speed), offset);
      console.log(`      ${Math.round(usual * 1000)} ms apart, at most ${Math.round(most * 1000)}`);
      assert.ok(usual <= 1 / 30, `${usual} s`);
    });
  }

  it('get back in step when one was thrown out of it', async () => {
    const { panel } = suite;
    await compare(panel);
    await panel.button('Play').click();
    await panel.until(`${times}.every((time) => time > 0.3)`);
    await panel.page.evaluate(`${videos}[1].currentTime += 1.5`);
    await panel.until(`Math.abs(${times}[0] - ${times}[1]) < 1 / 30 && ${times}[0] > 1`);
    assert.equal(await panel.page.evaluate(`${videos}.every((video) => !video.paused)`), true);
  });

  it('get back in step without a jump when one was a little out of it', async () => {
    const { panel } = suite;
    await compare(panel);
    await panel.button('Play').click();
    await panel.until(`${times}.every((time) => time > 0.3)`);
    await panel.page.evaluate(`
      globalThis.jumps = 0;
      globalThis.rates = new Set();
      const [, right] = ${videos};
      right.addEventListener('seeking', () => jumps++);
      right.addEventListener('ratechange', () => rates.add(right.playbackRate));
      right.currentTime += 0.15;
    `);
    await panel.until(`Math.abs(${times}[0] - ${times}[1]) < 0.01 && rates.size > 0`);
    assert.equal(await panel.page.evaluate('jumps'), 1);
  });

  it('stop together on the same picture, and step together', async () => {
    const { panel } = suite;
    await compare(panel);
    await panel.button('Play').click();
    await panel.until(`${times}.every((time) => time > 0.5)`);
    await panel.button('Pause').click();
    await panel.until(`${videos}.every((video) => video.paused && !video.seeking)`);
    const [one, other] = await panel.page.evaluate<number[]>(times);
    assert.ok(Math.abs((one ?? 0) - (other ?? 1)) < 0.005);
    await panel.press('5', '.');
    await near(panel, 76 / 30, 76 / 30);
    await panel.press(',');
    await near(panel, 2.5, 2.5);
  });

  it('share a time line as long as the one that ends last, on which the other waits at its end', async () => {
    const { panel } = suite;
    await compare(panel);
    await setOffset(panel, -1);
    assert.equal(await panel.page.locator('.compare .seek input').getAttribute('max'), '6000');
    await panel.press('9');
    await near(panel, 5, 4.4);
    await panel.press('1');
    await near(panel, 0.6, 0);
  });

  it('begin again together at the end when they repeat, and stop there when not', async () => {
    const { panel } = suite;
    await compare(panel);
    await setOffset(panel, -1);
    await panel.press('9', 'k');
    await panel.until(`${times}[0] > 1.2 && ${times}[0] < 2 && ${times}[1] > 0.1`);
    await panel.press('r', '9');
    await panel.page.locator('.compare').getByRole('button', { name: 'Play', exact: true }).waitFor();
    await near(panel, 5, 5);
  });

  it('let the left one have the sound', async () => {
    const { panel } = suite;
    await compare(panel);
    const muted = (): Promise<boolean[]> => panel.page.evaluate(`${videos}.map((video) => video.muted)`);
    assert.deepEqual(await muted(), [false, true]);
    await panel.press('m');
    assert.deepEqual(await muted(), [true, true]);
    await panel.press('m');
    await panel.button('Swap sides').click();
    assert.deepEqual(await muted(), [false, true]);
  });

  it('swap sides with their offset, and stay where they are', async () => {
    const { panel } = suite;
    await compare(panel);
    await setOffset(panel, 0.5);
    await panel.press('ArrowRight');
    await near(panel, 1, 1.5);
    const before = await panel.loads();
    await panel.button('Swap sides').click();
    assert.deepEqual(await panel.page.locator('h1').filter({ visible: true }).allInnerTexts(), [
      'A forest in the morning',
      'A red kite over the beach',
    ]);
    assert.equal(await panel.page.getByLabel('Offset of the right video').inputValue(), '-0.5');
    await near(panel, 1.5, 1);
    assert.equal(await panel.loads(), before);
    assert.deepEqual(await panel.page.locator('tr').nth(2).locator('td').allInnerTexts(), [
      '7',
      '3298534883328123457',
    ]);
  });

  it('have their captions off until somebody wants them', async () => {
    const { panel } = suite;
    const both = { autoPlay: false, loop: true, muted: true, captions: 'both' } as const;
    await panel.show(left(panel.origin, { playback: both }), right(panel.origin, { playback: both }));
    const modes = `${videos}.map((video) => video.textTracks[0].mode)`;
    assert.deepEqual(await panel.page.evaluate(modes), ['hidden', 'hidden']);
    await panel.button('CC Captions on the Picture').click();
    assert.deepEqual(await panel.page.evaluate(modes), ['showing', 'showing']);
  });

  it('show their details beside each other, and say in words what differs', async () => {
    const { panel } = suite;
    await compare(panel);
    const rows = await panel.page
      .getByRole('row')
      .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent)));
    assert.deepEqual(rows, [
      ['Details', 'A red kite over the beach', 'A forest in the morning'],
      ['Model', 'turbo', 'turbo'],
      ['Seed differs', '3298534883328123457', '7'],
      ['Size differs', '854×480, 30 frames per second', '640×360, 24 frames per second'],
      ['Took differs', '', '41 s'],
    ]);
  });

  it('name the keys that count for both only', async () => {
    const { panel } = suite;
    await compare(panel);
    await panel.press('?');
    const keys = await panel.page.locator('kbd').allInnerTexts();
    assert.ok(keys.includes('K') || keys.includes('Space, K'));
    assert.equal(keys.includes('Q') || keys.includes('Alt+← →'), false);
  });

  it('pause and are given back while nobody sees them, and come back', async () => {
    const { panel } = suite;
    await panel.page.clock.install();
    await panel.reload();
    await compare(panel);
    await panel.press('5');
    await near(panel, 2.5, 2.5);
    await panel.setHidden(true);
    await panel.page.clock.fastForward(61_000);
    assert.equal(await panel.page.evaluate(`${videos}.some((video) => video.hasAttribute('src'))`), false);
    await panel.setHidden(false);
    await near(panel, 2.5, 2.5);
  });

  it('say what one lacks, and still play the other', async () => {
    const { panel } = suite;
    await panel.show(left(panel.origin), { ...running, subject: 'elkapi/other' });
    await panel.until(`${videos}[0].readyState >= 4`);
    assert.ok(await panel.page.getByText('Running, 62 % · 2 min 10 s').isVisible());
    await panel.press('k');
    await panel.until(`${times}[0] > 0.2`);
  });

  it('give way to one task, and come again', async () => {
    const { panel } = suite;
    await compare(panel);
    await panel.button('Play').click();
    await panel.show(finished(panel.origin));
    assert.equal(await panel.page.evaluate(`${videos}.some((video) => video.hasAttribute('src'))`), false);
    assert.ok(await panel.page.getByRole('tab', { name: 'Details' }).isVisible());
    await panel.press('5');
    await panel.until('document.querySelector(".view:not(.compare) video").currentTime === 2.5');
    await compare(panel);
    await near(panel, 0, 0);
    assert.equal(await panel.page.getByRole('tab').count(), 0);
  });

  it('say which of them could not be played, also when they have changed places', async () => {
    const { panel } = suite;
    const lost = { id: 'lost', url: `${panel.origin}/missing.mp4` };
    await panel.show(left(panel.origin), right(panel.origin, { video: lost }));
    await panel.until('sent.some(({ type }) => type === "playbackFailed")');
    await panel.button('Swap sides').click();
    await panel.show(left(panel.origin, { video: { ...lost, id: 'first' } }), right(panel.origin));
    await panel.until('sent.filter(({ type }) => type === "playbackFailed").length === 2');
    assert.deepEqual(await panel.sent('playbackFailed'), [
      { type: 'playbackFailed', code: 4, id: 'lost', side: 1 },
      { type: 'playbackFailed', code: 4, id: 'first', side: 0 },
    ]);
  });

  for (const broken of [0, 1] as const) {
    it(`follow the one that plays when the ${broken === 0 ? 'left' : 'right'} one is broken`, async () => {
      const { panel } = suite;
      const lost = { id: 'lost', url: `${panel.origin}/missing.mp4`, durationMs: 60_000 };
      const works = 1 - broken;
      await panel.show(
        left(panel.origin, broken === 0 ? { video: lost } : {}),
        right(panel.origin, broken === 1 ? { video: lost } : {}),
      );
      await panel.until('sent.some(({ type }) => type === "playbackFailed")');
      await panel.until(`${videos}[${works}].readyState >= 4`);
      assert.equal(await panel.page.locator('.compare .seek input').getAttribute('max'), '5000');
      await panel.button('Play').click();
      await panel.until(`${times}[${works}] > 0.5`);
      await panel.button('Pause').click();
      await panel.until(
        `Math.abs(document.querySelector('.compare .seek input').value / 1000 - ${times}[${works}]) < 0.05`,
      );
      assert.equal(await panel.page.evaluate(`${times}[${works}] > 0.5`), true);
    });
  }

  it('can be tried again one by one', async () => {
    const { panel } = suite;
    await panel.page.route('**/forest.mp4', (route) => route.abort());
    await panel.show(left(panel.origin), right(panel.origin));
    await panel.button('Try Again').waitFor();
    await panel.page.unroute('**/forest.mp4');
    await panel.button('Try Again').click();
    await panel.until(`${videos}[1].readyState >= 4`);
    assert.equal(await panel.page.evaluate(`${videos}.some((video) => !video.paused)`), false);
  });

  it('offer what the card of one offers, for that one', async () => {
    const { panel } = suite;
    await panel.show(left(panel.origin), { ...linkExpired, subject: 'elkapi/other' });
    assert.ok(await panel.page.getByText('The video link has expired.').isVisible());
    await panel.button('Get a New Link').click();
    await panel.show({ ...linkExpired, subject: 'elkapi/other' }, right(panel.origin));
    await panel.button('Get a New Link').click();
    assert.deepEqual(await panel.sent('verb'), [
      { type: 'verb', verb: 'checkNow', side: 1 },
      { type: 'verb', verb: 'checkNow', side: 0 },
    ]);
  });

  it('count as watched once they play', async () => {
    const { panel } = suite;
    await compare(panel);
    assert.deepEqual(await panel.sent('watched'), []);
    await panel.button('Play').click();
    await panel.until(`${times}[0] > 0.1`);
    assert.equal((await panel.sent('watched')).length, 1);
  });
});
