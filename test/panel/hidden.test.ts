import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { usePanel } from './panelPage.ts';
import { finished } from './states.ts';

describe('a hidden panel', function () {
  this.timeout(30_000);
  const suite = usePanel();

  it('gives its video back after a minute, and shows it again where it was, not playing', async () => {
    const { panel } = suite;
    await panel.page.clock.install();
    await panel.reload();
    await panel.showVideo(finished(panel.origin));
    await panel.seek(2.7);
    await panel.setHidden(true);
    await panel.page.clock.fastForward(59_000);
    assert.equal(await panel.video('hasAttribute("src")'), true);
    await panel.page.clock.fastForward(2_000);
    assert.equal(await panel.video('hasAttribute("src")'), false);
    assert.equal(await panel.video('networkState'), 0);
    await panel.setHidden(false);
    await panel.until('document.querySelector("video").readyState >= 2');
    assert.equal(await panel.video('currentTime'), 2.7);
    assert.equal(await panel.video('paused'), true);
    assert.ok(await panel.page.getByText('0:02.7 / 0:05.0').isVisible());
  });

  it('keeps its video when it is seen again before', async () => {
    const { panel } = suite;
    await panel.page.clock.install();
    await panel.reload();
    await panel.showVideo(finished(panel.origin));
    await panel.setHidden(true);
    await panel.page.clock.fastForward(30_000);
    await panel.setHidden(false);
    await panel.page.clock.fastForward(90_000);
    assert.equal(await panel.video('hasAttribute("src")'), true);
    assert.equal(await panel.loads(), 1);
  });

  it('takes a new file only when it is seen', async () => {
    const { panel } = suite;
    await panel.page.clock.install();
    await panel.reload();
    await panel.showVideo(finished(panel.origin));
    await panel.seek(1.5);
    await panel.setHidden(true);
    await panel.page.clock.fastForward(61_000);
    await panel.show(finished(panel.origin, { video: { id: 'md', url: `${panel.origin}/clip-md.mp4` } }));
    assert.equal(await panel.video('hasAttribute("src")'), false);
    await panel.setHidden(false);
    await panel.until('document.querySelector("video").videoWidth === 640');
    assert.equal(await panel.video('currentTime'), 1.5);
  });

  it('keeps no timer but that one', async () => {
    const { panel } = suite;
    await panel.page.evaluate(`
      globalThis.timers = new Set();
      const { setTimeout: set, clearTimeout: clear } = globalThis;
      globalThis.setTimeout = (run, ms, ...rest) => {
        const id = set(() => { timers.delete(id); run(); }, ms, ...rest);
        timers.add(id);
        return id;
      };
      globalThis.clearTimeout = (id) => { timers.delete(id); clear(id); };
    `);
    await panel.showVideo(finished(panel.origin, { linkExpiresAt: Date.now() + 3_600_000 }));
    await panel.show(finished(panel.origin, { linkExpiresAt: Date.now() + 3_600_000, summary: 'News' }));
    assert.equal(await panel.page.evaluate('timers.size'), 2);
    await panel.setHidden(true);
    assert.equal(await panel.page.evaluate('timers.size'), 1);
    await panel.setHidden(false);
    assert.equal(await panel.page.evaluate('timers.size'), 2);
  });

  it('gives its video back at once when the page goes for good', async () => {
    const { panel } = suite;
    await panel.showVideo(finished(panel.origin));
    await panel.page.evaluate(`dispatchEvent(new Event('pagehide'))`);
    assert.equal(await panel.video('hasAttribute("src")'), false);
  });
});

describe('the sound of a video', function () {
  this.timeout(30_000);
  const suite = usePanel();

  for (const [clip, isDecoded] of [
    ['clip', false],
    ['clip-sound', true],
  ] as const) {
    it(`is told once per file after a second, also when muted: ${clip}`, async () => {
      const { panel } = suite;
      const state = finished(panel.origin, {
        video: { id: clip, url: `${panel.origin}/${clip}.mp4` },
        playback: { autoPlay: false, loop: true, muted: true, captions: 'list' },
      });
      await panel.showVideo(state);
      const canDecode = await panel.page.evaluate<boolean>(
        `document.createElement('video').canPlayType('video/mp4; codecs="mp4a.40.2"') !== ''`,
      );
      await panel.button('Play').click();
      await panel.until('document.querySelector("video").currentTime > 0.6');
      assert.deepEqual(await panel.sent('sound'), []);
      await panel.until('sent.some((message) => message.type === "sound")');
      await panel.until('document.querySelector("video").currentTime > 2');
      assert.deepEqual(await panel.sent('sound'), [{ type: 'sound', isDecoded: isDecoded && canDecode }]);
    });
  }

  it('is told again for another file', async () => {
    const { panel } = suite;
    await panel.showVideo(finished(panel.origin));
    await panel.button('Play').click();
    await panel.until('sent.some((message) => message.type === "sound")');
    await panel.show(finished(panel.origin, { video: { id: 'md', url: `${panel.origin}/clip-md.mp4` } }));
    await panel.until('sent.filter((message) => message.type === "sound").length === 2');
  });
});
