import { after, before, describe, it } from 'mocha';
import { startHarness } from './panelPage.ts';
import { failed, finished, linkExpired, longCaptions, noVideo, running } from './states.ts';
import { type ThemeName, themes } from './themes.ts';

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
      const states = { running, failed, linkExpired, noVideo };
      for (const [name, state] of Object.entries(states)) {
        await panel.show(state);
        await panel.screenshot(`${theme}-${name}`);
      }
      await panel.showVideo(
        finished(panel.origin, {
          subject: 'elkapi/playing',
          playback: { autoPlay: false, loop: true, muted: true, captions: 'both' },
          linkExpiresAt: Date.now() + 41 * 60_000,
        }),
      );
      await panel.seek(2.7);
      await panel.screenshot(`${theme}-playing`);
      await panel.close();
    });
  }

  const sizes = { narrow: [320, 640], portrait: [700, 900], wide: [1500, 800], zoomed: [480, 380] } as const;
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
      await panel.close();
    });
  }

  it('in forced colours', async () => {
    const panel = await harness.open({ forcedColors: 'active' });
    await panel.showVideo(finished(panel.origin));
    await panel.seek(2.7);
    await panel.screenshot('forced-colours');
    await panel.close();
  });
});
