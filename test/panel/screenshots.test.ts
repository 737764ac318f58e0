import { after, before, describe, it } from 'mocha';
import { startHarness } from './panelPage.ts';
import {
  failed,
  finished,
  full,
  gone,
  kept,
  left,
  linkExpired,
  longCaptions,
  noVideo,
  right,
  running,
  silent,
} from './states.ts';
import { type ThemeName, themes } from './themes.ts';

const answer = JSON.stringify(
  {
    id: 'task_01jhjp54x0f759wceyasz6xrge',
    status: 'succeeded',
    generations: [{ url: 'https://videos.example.com/clip.mp4?sig=1', width: 854 }],
  },
  undefined,
  2,
);

describe('the panel as a person sees it', function () {
  this.timeout(60_000);
  let harness: Awaited<ReturnType<typeof startHarness>>;

  before(async () => {
    harness = await startHarness();
  });
  after(() => harness.stop());

  for (const theme of Object.keys(themes) as ThemeName[]) {
    it(`in ${theme}`, async () => {
      const panel = await harness.open({ theme });
      const states = { running, failed, linkExpired, gone, noVideo };
      for (const [name, state] of Object.entries(states)) {
        await panel.show(state);
        await panel.screenshot(`${theme}-${name}`);
      }
      await panel.showVideo(
        finished(panel.origin, {
          subject: 'elkapi/playing',
          playback: { autoPlay: false, loop: true, muted: true, captions: 'both' },
          linkExpiresAt: Date.now() + 41 * 60_000,
          copy: kept,
        }),
      );
      await panel.seek(2.7);
      await panel.screenshot(`${theme}-playing`);
      await panel.showVideo(full(panel.origin));
      await panel.page.getByRole('searchbox').fill('kite');
      await panel.press('Enter');
      await panel.page.locator('.seek').hover();
      await panel.until('document.querySelector(".preview video").readyState >= 2');
      await panel.whole(`${theme}-full`);
      await panel.show(silent(panel.origin));
      await panel.button('Keyboard').click();
      await panel.screenshot(`${theme}-keys`);
      await panel.press('Escape');
      await panel.show(left(panel.origin), right(panel.origin));
      await panel.until(
        '[...document.querySelectorAll(".compare video")].every((each) => each.readyState >= 2)',
      );
      await panel.whole(`${theme}-compare`);
      for (const width of [480, 320]) {
        await panel.page.setViewportSize({ width, height: 640 });
        await panel.whole(`${theme}-compare-${width}`);
      }
      await panel.showVideo(full(panel.origin));
      await panel.openTab('Timeline');
      await panel.whole(`${theme}-full-320`);
      await panel.page.setViewportSize({ width: 480, height: 640 });
      await panel.openTab('Raw response');
      await panel.send({ type: 'answer', subject: full('').subject, text: answer, isCut: true });
      await panel.page.getByRole('searchbox').fill('url');
      await panel.whole(`${theme}-full-480`);
      await panel.close();
    });
  }

  const sizes = {
    narrow: [320, 640],
    middle: [720, 760],
    portrait: [700, 900],
    wide: [1500, 800],
    zoomed: [480, 380],
  } as const;
  for (const [name, [width, height]] of Object.entries(sizes)) {
    it(`in a ${name} window`, async () => {
      const panel = await harness.open({ width, height });
      await panel.showVideo(finished(panel.origin, { notices: linkExpired.notices }));
      await panel.screenshot(`size-${name}`);
      await panel.showVideo(
        finished(panel.origin, {
          subject: 'elkapi/portrait',
          video: { id: 'portrait', url: `${panel.origin}/portrait.mp4` },
          aspect: 352 / 640,
          captions: longCaptions,
        }),
      );
      await panel.screenshot(`size-${name}-portrait`);
      await panel.showVideo(full(panel.origin));
      await panel.whole(`size-${name}-full`);
      await panel.show(left(panel.origin), right(panel.origin));
      await panel.until(
        '[...document.querySelectorAll(".compare video")].every((each) => each.readyState >= 2)',
      );
      await panel.whole(`size-${name}-compare`);
      await panel.press('?');
      await panel.screenshot(`size-${name}-keys`);
      await panel.press('Escape');
      for (const [state, shown] of Object.entries({ failed, gone, linkExpired })) {
        await panel.show(shown);
        await panel.screenshot(`size-${name}-${state}`);
      }
      await panel.close();
    });
  }

  it('on the full screen', async () => {
    const panel = await harness.open();
    await panel.showVideo(full(panel.origin));
    await panel.press('f');
    await panel.until('document.fullscreenElement !== null');
    await panel.screenshot('full-screen');
    await panel.press('f');
    await panel.until('document.fullscreenElement === null');
    await panel.show(left(panel.origin), right(panel.origin));
    await panel.press('f');
    await panel.until('document.fullscreenElement !== null');
    await panel.screenshot('full-screen-compare');
    await panel.close();
  });

  it('in forced colours', async () => {
    const panel = await harness.open({ forcedColors: 'active' });
    await panel.showVideo(finished(panel.origin));
    await panel.seek(2.7);
    await panel.screenshot('forced-colours');
    await panel.showVideo(full(panel.origin));
    await panel.page.getByRole('searchbox').fill('kite');
    await panel.whole('forced-colours-full');
    await panel.show(left(panel.origin), right(panel.origin));
    await panel.whole('forced-colours-compare');
    await panel.close();
  });
});
