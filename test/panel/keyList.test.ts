import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { usePanel } from './panelPage.ts';
import { finished, full, noVideo, variants } from './states.ts';
import { texts } from './texts.ts';

describe('the list of keys', function () {
  this.timeout(30_000);
  const suite = usePanel();

  it('opens and closes with ?, and names every key', async () => {
    const { panel } = suite;
    await panel.showVideo(full(panel.origin));
    await panel.press('?');
    const dialog = panel.page.getByRole('dialog', { name: 'Keyboard' });
    assert.deepEqual(
      await dialog.locator('kbd').allInnerTexts(),
      texts.keyMap.map(({ keys }) => keys),
    );
    await panel.press('?');
    assert.equal(await dialog.isVisible(), false);
  });

  it('leaves out what has nothing to do here', async () => {
    const { panel } = suite;
    await panel.page.evaluate(`Object.defineProperty(document, 'fullscreenEnabled', { value: false })`);
    await panel.showVideo(full(panel.origin, { qualities: [], variants: [], captions: [] }));
    await panel.press('?');
    const keys = await panel.page.locator('kbd').allInnerTexts();
    assert.deepEqual(
      texts.keyMap.map((row) => row.keys).filter((each) => !keys.includes(each)),
      ['C', 'F', 'Q', 'Alt+← →'],
    );
  });

  it('opens by its button, takes the focus, and gives it back when Escape closes it', async () => {
    const { panel } = suite;
    await panel.showVideo(finished(panel.origin));
    await panel.button('Keyboard').click();
    assert.equal(await panel.focused(), 'Close');
    await panel.press('Escape');
    assert.equal(await panel.page.getByRole('dialog').count(), 0);
    assert.equal(await panel.focused(), 'Keyboard');
  });

  it('closes by its own button and by a click beside it', async () => {
    const { panel } = suite;
    await panel.show(noVideo);
    for (const close of [() => panel.button('Close').click(), () => panel.page.mouse.click(3, 3)]) {
      await panel.press('?');
      assert.equal(await panel.page.getByRole('dialog').isVisible(), true);
      await close();
      assert.equal(await panel.page.getByRole('dialog').count(), 0);
    }
  });

  it('keeps the keys to itself while it is open', async () => {
    const { panel } = suite;
    await panel.showVideo(finished(panel.origin));
    await panel.press('?', '5', 'm', 'k');
    assert.equal(await panel.video('currentTime'), 0);
    assert.equal(await panel.video('muted'), false);
    assert.equal(await panel.video('paused'), true);
  });
});

describe('the keys of commands', function () {
  this.timeout(30_000);
  const suite = usePanel();

  it('F fills the screen, and the next one comes back', async () => {
    const { panel } = suite;
    await panel.showVideo(finished(panel.origin));
    await panel.press('f');
    await panel.until('document.fullscreenElement?.className === "player"');
    await panel.press('f');
    await panel.until('document.fullscreenElement === null');
  });

  it('F does nothing where the window refuses', async () => {
    const { panel } = suite;
    await panel.page.evaluate(`
      globalThis.unheard = 0;
      addEventListener('unhandledrejection', () => unheard++);
      Element.prototype.requestFullscreen = () => Promise.reject(new TypeError('refused'));
    `);
    await panel.showVideo(finished(panel.origin));
    await panel.press('f', 'm');
    assert.equal(await panel.video('muted'), true);
    await panel.page.evaluate('new Promise((done) => setTimeout(done))');
    assert.equal(await panel.page.evaluate('unheard'), 0);
  });

  it('Q turns to the next quality, and after the last to the first', async () => {
    const { panel } = suite;
    await panel.showVideo(finished(panel.origin));
    await panel.press('q', 'q', 'q');
    assert.deepEqual(
      (await panel.sent('quality')).map((message) => message.type === 'quality' && message.id),
      ['md', 'ld', 'source'],
    );
  });

  it('Alt and an arrow turn to another variant, and VS Code does not hear of it', async () => {
    const { panel } = suite;
    await panel.page.evaluate(`
      globalThis.heard = [];
      addEventListener('keydown', (event) => heard.push(event.key));
    `);
    await panel.showVideo(finished(panel.origin, { variants }));
    await panel.press('Alt+ArrowRight', 'Alt+ArrowRight', 'Alt+ArrowLeft', 'x');
    assert.deepEqual(
      (await panel.sent('variant')).map((message) => message.type === 'variant' && message.id),
      ['2', '3', '2'],
    );
    assert.equal(await panel.video('currentTime'), 0);
    assert.deepEqual(
      (await panel.page.evaluate<string[]>('heard')).filter((key) => key !== 'Alt'),
      ['x'],
    );
  });

  it('stand in the tooltips of the buttons that do the same', async () => {
    const { panel } = suite;
    await panel.showVideo(finished(panel.origin, { variants }));
    const titles = await panel.page
      .locator('.player :is(button, select)[title]')
      .evaluateAll((all) => all.map((each) => each.getAttribute('title')));
    assert.deepEqual(titles, [
      'Variant 1 (Alt+← →)',
      'Variant 2 (Alt+← →)',
      'Variant 3 (Alt+← →)',
      'Play (K)',
      'Previous Frame (,)',
      'Next Frame (.)',
      'Quality (Q)',
      'Speed (J L)',
      'Captions on the Picture (C)',
      'Mute (M)',
      'Repeat (R)',
      'Full Screen (F)',
      'Keyboard (?)',
    ]);
  });
});
