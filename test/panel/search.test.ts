import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type PanelPage, usePanel } from './panelPage.ts';
import { captions, finished, longCaptions } from './states.ts';

/** The texts that are marked, and the one that is marked most. */
async function marked(panel: PanelPage): Promise<readonly [readonly string[], readonly string[]]> {
  return panel.page.evaluate(`['match', 'current-match'].map((name) =>
    [...(CSS.highlights.get(name) ?? [])].map((range) => range.toString()))`);
}

describe('the search in captions', function () {
  this.timeout(30_000);
  const suite = usePanel();

  it('marks and counts what it finds, and hides nothing', async () => {
    const { panel } = suite;
    await panel.showVideo(finished(panel.origin));
    await panel.page.getByRole('searchbox').fill('KITE');
    assert.deepEqual(await marked(panel), [['kite', 'kite', 'kite'], ['kite']]);
    assert.ok(await panel.page.getByText('1 of 3', { exact: true }).isVisible());
    assert.equal(await panel.page.locator('.cues li').filter({ visible: true }).count(), captions.length);
  });

  it('goes round with Enter and Shift+Enter, and does not move the video', async () => {
    const { panel } = suite;
    await panel.showVideo(finished(panel.origin));
    await panel.page.getByRole('searchbox').fill('kite');
    for (const [key, count] of [
      ['Enter', '2 of 3'],
      ['Enter', '3 of 3'],
      ['Enter', '1 of 3'],
      ['Shift+Enter', '3 of 3'],
    ] as const) {
      await panel.press(key);
      assert.ok(await panel.page.getByText(count, { exact: true }).isVisible(), count);
    }
    await panel.button('Next match').click();
    await panel.button('Previous match').click();
    assert.ok(await panel.page.getByText('3 of 3', { exact: true }).isVisible());
    assert.equal(await panel.video('currentTime'), 0);
  });

  it('brings what it found into view', async () => {
    const { panel } = suite;
    const last = { startMs: 4_500, endMs: 5_000, text: 'And a lighthouse.' };
    await panel.showVideo(finished(panel.origin, { captions: [...longCaptions, last] }));
    await panel.page.getByRole('searchbox').fill('lighthouse');
    await panel.until(`(() => {
      const list = document.querySelector('.cues').getBoundingClientRect();
      const [found] = CSS.highlights.get('current-match');
      const { top, bottom } = found.getBoundingClientRect();
      return top >= list.top && bottom <= list.bottom;
    })()`);
  });

  it('says when there is nothing', async () => {
    const { panel } = suite;
    await panel.showVideo(finished(panel.origin));
    await panel.page.getByRole('searchbox').fill('(.*');
    assert.ok(await panel.page.getByText('No matches').isVisible());
    assert.deepEqual(await marked(panel), [[], []]);
    assert.equal(await panel.button('Next match').isDisabled(), true);
  });

  it('holds over a state that says the same, and is forgotten with the subject', async () => {
    const { panel } = suite;
    await panel.showVideo(finished(panel.origin));
    await panel.page.getByRole('searchbox').fill('kite');
    await panel.show(finished(panel.origin, { checked: 'Checked 20 s ago' }));
    assert.equal((await marked(panel))[0].length, 3);
    await panel.show(finished(panel.origin, { subject: 'elkapi/other' }));
    assert.equal(await panel.page.getByRole('searchbox').inputValue(), '');
    assert.deepEqual(await marked(panel), [[], []]);
  });

  it('keeps its keys from the player, and the list in place while the video goes on', async () => {
    const { panel } = suite;
    await panel.showVideo(finished(panel.origin, { captions: longCaptions }));
    await panel.page.getByRole('searchbox').focus();
    await panel.press('m', '5', ' ');
    assert.equal(await panel.video('muted'), false);
    await panel.seek(4.5);
    await panel.until('document.querySelector(".cues li:last-child").ariaCurrent === "true"');
    assert.equal(await panel.page.evaluate('document.querySelector(".cues").scrollTop'), 0);
  });
});

describe('the text of the captions', function () {
  this.timeout(30_000);
  const suite = usePanel();

  it('can be selected with the pointer, which does not move the video', async () => {
    const { panel } = suite;
    await panel.showVideo(finished(panel.origin));
    const text = panel.page.getByText(captions[2]?.text ?? '', { exact: true });
    await text.evaluate((target) => target.scrollIntoView({ block: 'center' }));
    const box = await text.boundingBox();
    assert.ok(box);
    await panel.page.mouse.move(box.x + 1, box.y + box.height / 2);
    await panel.page.mouse.down();
    await panel.page.mouse.move(box.x + 150, box.y + box.height / 2, { steps: 5 });
    await panel.page.mouse.up();
    const selected = await panel.page.evaluate<string>('getSelection().toString()');
    assert.ok(selected.length > 10 && captions[2]?.text.startsWith(selected), selected);
    assert.equal(await panel.video('currentTime'), 0);
  });
});
