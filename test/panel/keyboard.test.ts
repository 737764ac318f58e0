import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import { type PanelPage, startHarness } from './panelPage.ts';
import { finished } from './states.ts';

const time = (panel: PanelPage): Promise<number> => panel.video('currentTime');
const near = (actual: number, expected: number): void =>
  assert.ok(Math.abs(actual - expected) < 0.001, `${actual} is not ${expected}`);

describe('the keys of the panel', function () {
  this.timeout(30_000);
  let harness: Awaited<ReturnType<typeof startHarness>>;
  let panel: PanelPage;

  before(async () => {
    harness = await startHarness();
  });
  after(() => harness.stop());
  beforeEach(async () => {
    panel = await harness.open();
    await panel.showVideo(finished(panel.origin));
  });
  afterEach(() => panel.close());

  for (const [keys, seconds] of [
    [['ArrowRight'], 1],
    [['ArrowRight', 'ArrowRight', 'ArrowLeft'], 1],
    [['ArrowLeft'], 0],
    [['Shift+ArrowRight'], 5],
    [['Shift+ArrowRight', 'Shift+ArrowLeft'], 0],
    [['5'], 2.5],
    [['9'], 4.5],
    [['5', '0'], 0],
    [['.'], 1 / 30],
    [['5', '.'], 76 / 30],
    [['5', ','], 74 / 30],
    [['5', '.', '.', ',', ','], 2.5],
  ] as const) {
    it(`${keys.join(' ')} goes to ${seconds.toFixed(3)} s`, async () => {
      await panel.press(...keys);
      near(await time(panel), seconds);
    });
  }

  for (const key of [' ', 'k']) {
    it(`${JSON.stringify(key)} plays and pauses`, async () => {
      await panel.press(key);
      assert.equal(await panel.video('paused'), false);
      await panel.press(key);
      assert.equal(await panel.video('paused'), true);
    });
  }

  it('J and L change the speed', async () => {
    await panel.press('l', 'l');
    assert.equal(await panel.video('playbackRate'), 1.5);
    await panel.press('j', 'j', 'j');
    assert.equal(await panel.page.getByLabel('Speed').inputValue(), '0.75');
  });

  it('C, M and R switch captions, sound and repeat, and their buttons show it', async () => {
    await panel.press('c', 'm', 'r');
    assert.equal(await panel.video('textTracks[0].mode'), 'showing');
    assert.equal(await panel.video('muted'), true);
    assert.equal(await panel.video('loop'), false);
    assert.equal(await panel.button('CC Captions on the Picture').getAttribute('aria-pressed'), 'true');
    assert.equal(await panel.button('Repeat').getAttribute('aria-pressed'), 'false');
    assert.ok(await panel.button('Unmute').isVisible());
  });

  it('belong to a select while it has the focus', async () => {
    await panel.page.getByLabel('Speed').focus();
    await panel.press('5', 'm');
    assert.equal(await time(panel), 0);
    assert.equal(await panel.video('muted'), false);
  });

  it('leave Space to a button that has the focus, and Ctrl to VS Code', async () => {
    await panel.button('Mute').focus();
    await panel.press(' ', 'Control+k');
    assert.equal(await panel.video('paused'), true);
    assert.equal(await panel.video('muted'), true);
  });

  it('move between tabs without moving the video', async () => {
    await panel.page.getByRole('tab', { name: 'Captions' }).focus();
    await panel.press('ArrowRight', 'ArrowRight');
    assert.equal(await time(panel), 0);
    assert.ok(await panel.page.getByRole('tabpanel', { name: 'Details' }).isVisible());
    await panel.press('Home');
    assert.ok(await panel.page.getByRole('tabpanel', { name: 'Captions' }).isVisible());
  });

  it('reach everything in the order in which it stands', async () => {
    const names: string[] = [];
    await panel.page.evaluate('document.body.focus()');
    for (let stop = 0; stop < 13; stop++) {
      await panel.press('Tab');
      names.push(await panel.focused());
    }
    assert.deepEqual(names.slice(0, 11), [
      'Position',
      'Play',
      'Previous Frame',
      'Next Frame',
      'Quality',
      'Speed',
      'CC Captions on the Picture',
      'Mute',
      'Repeat',
      'Full Screen',
      'Keyboard',
    ]);
    assert.match(names[11] ?? '', /^Prompt/);
    assert.equal(names[12], 'Copy Prompt');
  });

  it('tell the position in words', async () => {
    await panel.press('5');
    const slider = panel.page.getByRole('slider', { name: 'Position' });
    assert.equal(await slider.getAttribute('aria-valuetext'), '2.5 of 5 seconds, frame 75');
    assert.ok(await panel.page.getByText('0:02.5 / 0:05.0').isVisible());
  });
});
