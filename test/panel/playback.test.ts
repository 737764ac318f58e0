import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import { type PanelPage, startHarness } from './panelPage.ts';
import { captions, finished, longCaptions, running } from './states.ts';

describe('playback in the panel', function () {
  this.timeout(30_000);
  let harness: Awaited<ReturnType<typeof startHarness>>;
  let panel: PanelPage;

  before(async () => {
    harness = await startHarness();
  });
  after(() => harness.stop());
  beforeEach(async () => {
    panel = await harness.open();
  });
  afterEach(() => panel.close());

  for (const [seconds, index] of [
    [0, 0],
    [0.99, 0],
    [1, 1],
    [2.5, 2],
    [4.9, 3],
  ] as const) {
    it(`marks the caption at ${seconds} s`, async () => {
      await panel.showVideo(finished(panel.origin));
      if (seconds > 0) {
        await panel.seek(seconds);
      }
      assert.equal(await panel.current(), captions[index]?.text);
    });
  }

  it('moves the mark while it plays, and says once that it is watched', async () => {
    await panel.showVideo(finished(panel.origin));
    await panel.button('Play').click();
    await panel.until('document.querySelector("[aria-current] .time")?.textContent === "0:01.0"');
    await panel.button('Pause').click();
    await panel.button('Play').click();
    assert.equal((await panel.sent('watched')).length, 1);
  });

  it('goes to the start of a caption that is clicked, or chosen by keyboard', async () => {
    await panel.showVideo(finished(panel.origin));
    await panel.page.getByText(captions[2]?.text ?? '').click();
    assert.equal(await panel.video('currentTime'), 2.5);
    await panel.press('ArrowDown', 'Enter');
    assert.equal(await panel.video('currentTime'), 4);
  });

  it('goes to a caption by keyboard while text is selected, but not by a click that selects in it', async () => {
    await panel.showVideo(finished(panel.origin));
    const select = (selector: string): Promise<void> =>
      panel.page.evaluate(
        `getSelection().selectAllChildren(document.querySelector(${JSON.stringify(selector)}))`,
      );
    await panel.page.getByRole('button', { name: captions[2]?.text ?? '' }).focus();
    await select('h1');
    await panel.press('Enter');
    assert.equal(await panel.video('currentTime'), 2.5);
    await panel.page.getByText(captions[3]?.text ?? '').dblclick();
    assert.notEqual(await panel.page.evaluate('getSelection().toString()'), '');
    await panel.page.evaluate(`document.querySelector('video').currentTime = 0`);
    await select('.cues li:last-child .text');
    await panel.page.locator('.cues').first().locator('li').last().dispatchEvent('click', { detail: 1 });
    assert.equal(await panel.video('currentTime'), 0);
  });

  it('shows the first sentence on the picture, as it is written', async () => {
    const text = 'Salt & <b>pepper</b>. And more.';
    await panel.showVideo(finished(panel.origin, { captions: [{ startMs: 0, endMs: 5_000, text }] }));
    await panel.button('CC Captions on the Picture').click();
    assert.equal(await panel.video('textTracks[0].mode'), 'showing');
    assert.equal(
      await panel.video('textTracks[0].cues[0].getCueAsHTML().textContent'),
      'Salt & <b>pepper</b>.',
    );
  });

  it('keeps the current one of long captions in view', async () => {
    await panel.showVideo(finished(panel.origin, { captions: longCaptions }));
    await panel.seek(4.5);
    await panel.until(`(() => {
      const list = document.querySelector('.cues').getBoundingClientRect();
      const item = document.querySelector('[aria-current]').getBoundingClientRect();
      return item.top >= list.top - 1 && item.top < list.bottom;
    })()`);
  });

  it('does not move the list under the pointer', async () => {
    await panel.showVideo(finished(panel.origin, { captions: longCaptions }));
    await panel.page.locator('.cues').first().hover();
    await panel.seek(4.5);
    await panel.until(`(() => {
      const items = [...document.querySelector('.cues').children];
      return items.findIndex((item) => item.ariaCurrent === 'true') > items.length / 2;
    })()`);
    const twoFrames =
      'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))';
    await panel.page.evaluate(twoFrames);
    assert.equal(await panel.page.evaluate('document.querySelector(".cues").scrollTop'), 0);
  });

  it('leaves the video alone when a new state names the same file', async () => {
    await panel.showVideo(finished(panel.origin));
    await panel.button('Play').click();
    await panel.until('document.querySelector("video").currentTime > 0.3');
    await panel.show(finished(panel.origin, { checked: 'Checked 20 s ago' }));
    await panel.show(
      finished(panel.origin, { video: { id: 'source', url: `${panel.origin}/clip.mp4?renewed` } }),
    );
    assert.equal(await panel.loads(), 1);
    assert.equal(await panel.video('paused'), false);
    assert.ok((await panel.video<number>('currentTime')) > 0.3);
  });

  it('goes on at the same time in another quality', async () => {
    await panel.showVideo(finished(panel.origin));
    await panel.seek(3.2);
    await panel.page.getByLabel('Quality').selectOption('md');
    assert.deepEqual(await panel.sent('quality'), [{ type: 'quality', id: 'md' }]);
    await panel.showVideo(
      finished(panel.origin, { video: { id: 'md', url: `${panel.origin}/clip-md.mp4` } }),
    );
    await panel.until('document.querySelector("video").videoWidth === 640');
    assert.equal(await panel.video('currentTime'), 3.2);
    assert.equal(await panel.video('paused'), true);
  });

  it('keeps playing in another quality', async () => {
    await panel.showVideo(finished(panel.origin));
    await panel.button('Play').click();
    await panel.show(finished(panel.origin, { video: { id: 'ld', url: `${panel.origin}/clip-ld.mp4` } }));
    await panel.until('document.querySelector("video").videoWidth === 426');
    await panel.until('!document.querySelector("video").paused');
  });

  it('comes back after a reload as it was left', async () => {
    await panel.showVideo(finished(panel.origin));
    await panel.seek(2.7);
    await panel.press('c', 'l', 'm');
    await panel.page.getByRole('tab', { name: 'Details' }).click();
    await panel.reload();
    await panel.showVideo(finished(panel.origin));
    assert.equal(await panel.video('currentTime'), 2.7);
    assert.equal(await panel.video('playbackRate'), 1.25);
    assert.equal(await panel.video('muted'), true);
    assert.equal(await panel.video('textTracks[0].mode'), 'showing');
    assert.ok(await panel.page.getByText('3298534883328123457').isVisible());
  });

  it('starts afresh with another subject', async () => {
    await panel.showVideo(finished(panel.origin));
    await panel.seek(2.7);
    await panel.reload();
    await panel.showVideo(finished(panel.origin, { subject: 'elkapi/other' }));
    assert.equal(await panel.video('currentTime'), 0);
  });

  it('stands at the top for another subject, and stays where it is for the same one', async () => {
    await panel.page.setViewportSize({ width: 480, height: 400 });
    await panel.showVideo(finished(panel.origin));
    await panel.page.evaluate('scrollTo(0, 200)');
    await panel.showVideo(finished(panel.origin, { title: 'Renamed' }));
    assert.equal(await panel.page.evaluate('scrollY'), 200);
    await panel.showVideo(finished(panel.origin, { subject: 'elkapi/other' }));
    assert.equal(await panel.page.evaluate('scrollY'), 0);
  });

  it('plays by itself when wanted, also when the result arrives later', async () => {
    await panel.show(running);
    await panel.showVideo(
      finished(panel.origin, { playback: { autoPlay: true, loop: true, muted: true, captions: 'list' } }),
    );
    await panel.until('document.querySelector("video").currentTime > 0');
  });

  describe('that the person asked for', () => {
    const asked = { autoPlay: false, play: true, loop: false, muted: true, captions: 'list' } as const;

    it('goes on where it was left', async () => {
      await panel.showVideo(finished(panel.origin));
      await panel.seek(2.7);
      await panel.reload();
      await panel.show(finished(panel.origin, { playback: asked }));
      await panel.until(
        '!document.querySelector("video").paused && document.querySelector("video").currentTime > 2.7',
      );
    });

    it('begins anew when it was at its end', async () => {
      await panel.showVideo(finished(panel.origin, { playback: { ...asked, play: false } }));
      await panel.seek(60);
      assert.equal(await panel.video('ended'), true);
      await panel.reload();
      await panel.show(finished(panel.origin, { playback: asked }));
      await panel.until(
        '!document.querySelector("video").paused && document.querySelector("video").currentTime > 0',
      );
      assert.ok((await panel.video<number>('currentTime')) < 4);
    });

    it('begins when the file comes later than the wish', async () => {
      await panel.showVideo(finished(panel.origin));
      await panel.seek(1);
      await panel.reload();
      await panel.show({ ...running, subject: finished('').subject, playback: asked });
      await panel.show(finished(panel.origin, { playback: asked }));
      await panel.until('!document.querySelector("video").paused');
    });
  });

  for (const [refused, muted, paused] of [
    ['sound', true, false],
    ['all', true, true],
  ] as const) {
    it(`gives up ${refused === 'sound' ? 'sound' : 'and says so'} when the browser refuses ${refused}`, async () => {
      await panel.page.evaluate(`{
        const { play } = HTMLMediaElement.prototype;
        HTMLMediaElement.prototype.play = function () {
          const refused = ${refused === 'all'} || !this.muted;
          return refused ? Promise.reject(new DOMException('', 'NotAllowedError')) : play.call(this);
        };
      }`);
      await panel.showVideo(
        finished(panel.origin, { playback: { autoPlay: true, loop: true, muted: false, captions: 'list' } }),
      );
      await panel.until('document.querySelector("video").muted');
      assert.equal(await panel.video('muted'), muted);
      assert.equal(await panel.video('paused'), paused);
      assert.equal(await panel.page.getByText('Press Play to start.').isVisible(), refused === 'all');
    });
  }

  it('pauses when it is hidden', async () => {
    await panel.showVideo(finished(panel.origin));
    await panel.button('Play').click();
    await panel.setHidden(true);
    assert.equal(await panel.video('paused'), true);
  });

  it('says that a file cannot be played (I16)', async () => {
    await panel.show(finished(panel.origin, { video: { id: 'x', url: `${panel.origin}/missing.mp4` } }));
    await panel.page.getByText('VS Code cannot play this file.').waitFor();
    assert.deepEqual(await panel.sent('playbackFailed'), [
      { type: 'playbackFailed', code: 4, id: 'x', side: 0 },
    ]);
  });

  it('can be tried again after a failure, and goes on where it was', async () => {
    await panel.showVideo(finished(panel.origin));
    await panel.seek(2);
    await panel.reload();
    await panel.page.route('**/clip.mp4', (route) => route.abort());
    await panel.show(finished(panel.origin));
    await panel.button('Try Again').waitFor();
    await panel.page.unroute('**/clip.mp4');
    await panel.button('Try Again').click();
    await panel.until(
      '!document.querySelector("video").paused && document.querySelector("video").currentTime > 2',
    );
    assert.equal(await panel.button('Try Again').isVisible(), false);
    assert.equal(await panel.video('hidden'), false);
  });

  it('does not take the end of a video for a failure', async () => {
    await panel.showVideo(finished(panel.origin));
    await panel.show(running);
    assert.deepEqual(await panel.sent('playbackFailed'), []);
    assert.equal(await panel.video('hidden'), true);
  });
});
