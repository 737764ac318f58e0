import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type PanelPage, usePanel } from './panelPage.ts';
import { captions, finished } from './states.ts';

const preview = 'document.querySelector(".preview video")';

/** Moves the pointer over the seek bar to a part (0..1) of it. */
async function point(panel: PanelPage, part: number): Promise<void> {
  const box = await panel.page.locator('.seek input').boundingBox();
  assert.ok(box);
  await panel.page.mouse.move(box.x + 6 + (box.width - 12) * part, box.y + box.height / 2);
}

describe('the seek bar', function () {
  this.timeout(30_000);
  const suite = usePanel();

  it('has a mark where each caption starts, out of the way of the keyboard', async () => {
    const { panel } = suite;
    await panel.showVideo(finished(panel.origin));
    const marks = panel.page.locator('.ticks span');
    assert.deepEqual(
      await marks.evaluateAll((all) => all.map((each) => Number(each.style.getPropertyValue('--at')))),
      captions.slice(1).map(({ startMs }) => startMs / 5_000),
    );
    assert.equal(await panel.page.locator('.ticks').getAttribute('aria-hidden'), 'true');
  });

  it('shows the picture, the time and the frame under the pointer, and takes no second look before', async () => {
    const { panel } = suite;
    await panel.showVideo(finished(panel.origin));
    assert.equal(await panel.page.locator('video').count(), 1);
    await point(panel, 0.5);
    await panel.until(`${preview}.readyState >= 2 && !${preview}.seeking`);
    const time = await panel.page.evaluate<number>(`${preview}.currentTime`);
    assert.ok(Math.abs(time - 2.5) < 0.02, String(time));
    assert.match(await panel.page.locator('.preview').innerText(), /^0:02\.[45] · frame 7[456]$/);
    assert.equal(await panel.page.evaluate(`${preview}.muted && ${preview}.paused`), true);
    assert.equal(await panel.video('currentTime'), 0);
    await panel.page.mouse.move(5, 5);
    assert.equal(await panel.page.locator('.preview').isVisible(), false);
  });

  it('asks for one picture at a time, and ends at the last', async () => {
    const { panel } = suite;
    await panel.showVideo(finished(panel.origin));
    await point(panel, 0.1);
    await panel.until(`${preview}.readyState >= 2 && !${preview}.seeking`);
    await panel.page.evaluate(`
      globalThis.overlapping = 0;
      const own = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'currentTime');
      Object.defineProperty(${preview}, 'currentTime', {
        get() { return own.get.call(this); },
        set(seconds) { overlapping += this.seeking ? 1 : 0; own.set.call(this, seconds); },
      });
    `);
    for (let step = 2; step <= 18; step++) {
      await point(panel, step / 20);
    }
    await panel.until(`Math.abs(${preview}.currentTime - 4.5) < 0.02 && !${preview}.seeking`);
    assert.equal(await panel.page.evaluate('overlapping'), 0);
  });

  it('shows the picture while it is dragged, and goes there', async () => {
    const { panel } = suite;
    await panel.showVideo(finished(panel.origin));
    await point(panel, 0);
    await panel.page.mouse.down();
    await point(panel, 0.8);
    assert.equal(await panel.page.locator('.preview').isVisible(), true);
    await panel.page.mouse.up();
    await panel.until('Math.abs(document.querySelector("video").currentTime - 4) < 0.05');
  });

  it('lets go of the second look with the file', async () => {
    const { panel } = suite;
    await panel.showVideo(finished(panel.origin));
    await point(panel, 0.5);
    await panel.until(`${preview}.readyState >= 1`);
    await panel.showVideo(
      finished(panel.origin, { video: { id: 'md', url: `${panel.origin}/clip-md.mp4` } }),
    );
    await panel.until(`${preview} === null`);
  });

  it('stays in sight at both ends', async () => {
    const { panel } = suite;
    await panel.showVideo(finished(panel.origin));
    for (const part of [0, 1]) {
      await point(panel, part);
      const bar = await panel.page.locator('.seek').boundingBox();
      const box = await panel.page.locator('.preview').boundingBox();
      assert.ok(bar && box && box.x >= bar.x && box.x + box.width <= bar.x + bar.width + 1);
    }
  });
});

describe('the number of the frame', function () {
  this.timeout(30_000);
  const suite = usePanel();

  it('stands beside the time', async () => {
    const { panel } = suite;
    await panel.showVideo(finished(panel.origin));
    await panel.press('5', '.');
    assert.ok(await panel.page.getByText('frame 76', { exact: true }).isVisible());
  });

  it('is not guessed', async () => {
    const { panel } = suite;
    await panel.showVideo(finished(panel.origin, { video: { id: 'a', url: `${panel.origin}/clip.mp4` } }));
    assert.equal(await panel.page.getByText(/frame \d/).count(), 0);
  });
});

describe('a server that sends the whole file only', function () {
  this.timeout(30_000);
  const suite = usePanel();
  const note = 'Jumping is not possible until the whole video is loaded.';

  it('makes the panel say why no position can be reached', async () => {
    const { panel } = suite;
    await panel.showVideo(
      finished(panel.origin, { video: { id: 'a', url: `${panel.origin}/whole/clip.mp4`, fps: 30 } }),
    );
    assert.ok(await panel.page.getByText(note).isVisible());
    assert.equal(await panel.page.getByRole('slider').isDisabled(), true);
    assert.equal(await panel.button('Next Frame').isDisabled(), true);
    await panel.press('5');
    await point(panel, 0.5);
    assert.equal(await panel.video('currentTime'), 0);
    assert.equal(await panel.page.locator('.preview video').count(), 0);
  });

  it('does not keep it from playing; the local copy goes on where it was and can be moved in', async () => {
    const { panel } = suite;
    const state = finished(panel.origin, { video: { id: 'a', url: `${panel.origin}/whole/clip.mp4` } });
    await panel.showVideo(state);
    await panel.button('Play').click();
    await panel.until('document.querySelector("video").currentTime > 0.5');
    await panel.button('Pause').click();
    const time = await panel.video<number>('currentTime');
    await panel.showVideo({ ...state, video: { id: 'b', url: `${panel.origin}/clip.mp4`, local: true } });
    assert.ok(Math.abs((await panel.video<number>('currentTime')) - time) < 0.01);
    assert.equal(await panel.page.getByText(note).isVisible(), false);
    await panel.press('9');
    assert.equal(await panel.video('currentTime'), 4.5);
  });
});

describe('a seek that goes back to where it began', function () {
  this.timeout(30_000);
  const suite = usePanel();

  it('counts as not possible', async () => {
    const { panel } = suite;
    await panel.showVideo(finished(panel.origin));
    await panel.page.evaluate(`
      const own = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'currentTime');
      Object.defineProperty(document.querySelector('video'), 'currentTime', {
        get() { return own.get.call(this); },
        set() { own.set.call(this, 0); },
      });
    `);
    await panel.press('5');
    await panel.page.getByText('Jumping is not possible').waitFor();
    assert.equal(await panel.page.getByRole('slider').isDisabled(), true);
  });
});
