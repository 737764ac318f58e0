import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readSavedPanel } from '../../src/protocol/saved.ts';
import { usePanel } from './panelPage.ts';
import { finished, variants } from './states.ts';

/** The variants with another one selected. */
const select = (id: string): typeof variants =>
  variants.map((variant) => ({ ...variant, selected: variant.id === id }));

describe('the variants of a result', function () {
  this.timeout(30_000);
  const suite = usePanel();

  it('stand above the controls as a choice of posters, the selected one marked by a sign too', async () => {
    const { panel } = suite;
    await panel.showVideo(finished(panel.origin, { variants: select('2') }));
    const group = panel.page.getByRole('radiogroup', { name: 'Variants' });
    assert.deepEqual(await group.getByRole('radio').allInnerTexts(), ['Variant 1', 'Variant 2', 'Variant 3']);
    assert.equal(await group.getByRole('radio', { checked: true }).innerText(), 'Variant 2');
    assert.equal(await group.locator('.codicon-check').filter({ visible: true }).count(), 1);
    assert.equal(await group.locator('img').evaluateAll((all) => all.every((each) => 'src' in each)), true);
    const strip = await group.boundingBox();
    const controls = await panel.page.locator('.controls').boundingBox();
    assert.ok(strip && controls && strip.y + strip.height <= controls.y);
  });

  it('are not shown when there is one only', async () => {
    const { panel } = suite;
    await panel.showVideo(finished(panel.origin, { variants: variants.slice(0, 1) }));
    assert.equal(await panel.page.getByRole('radiogroup').count(), 0);
    await panel.press('Alt+ArrowRight');
    assert.deepEqual(await panel.sent('variant'), []);
  });

  it('are one stop of the Tab key; arrows choose', async () => {
    const { panel } = suite;
    await panel.showVideo(finished(panel.origin, { variants }));
    await panel.press('Tab', 'ArrowRight');
    assert.equal(await panel.focused(), 'Variant 2');
    assert.equal(await panel.page.getByRole('radio', { checked: true }).innerText(), 'Variant 2');
    assert.deepEqual(await panel.sent('variant'), [{ type: 'variant', id: '2' }]);
    await panel.show(finished(panel.origin, { variants: select('2') }));
    assert.equal(await panel.focused(), 'Variant 2');
    await panel.press('Tab');
    assert.equal(await panel.focused(), 'Position');
  });

  it('are kept over a reload, as is the quality', async () => {
    const { panel } = suite;
    const state = finished(panel.origin, { variants });
    await panel.showVideo(state);
    await panel.page.getByRole('radio', { name: 'Variant 3' }).click();
    await panel.press('q');
    await panel.reload();
    const saved: unknown = JSON.parse(await panel.page.evaluate(`sessionStorage.getItem('state')`));
    assert.deepEqual(
      [readSavedPanel(saved)?.subject, readSavedPanel(saved)?.variant, readSavedPanel(saved)?.quality],
      [state.subject, '3', 'md'],
    );
  });

  it('start at their beginning, each', async () => {
    const { panel } = suite;
    await panel.showVideo(finished(panel.origin, { variants }));
    await panel.seek(2.7);
    await panel.page.getByRole('radio', { name: 'Variant 3' }).click();
    await panel.showVideo(
      finished(panel.origin, {
        variants: select('3'),
        video: { id: 'third', url: `${panel.origin}/forest.mp4` },
      }),
    );
    await panel.until('document.querySelector("video").currentSrc.endsWith("forest.mp4")');
    assert.equal(await panel.video('currentTime'), 0);
  });

  it('keep the position when only the quality of one changes', async () => {
    const { panel } = suite;
    await panel.showVideo(finished(panel.origin, { variants }));
    await panel.seek(2.7);
    await panel.showVideo(
      finished(panel.origin, { variants, video: { id: 'md', url: `${panel.origin}/clip-md.mp4` } }),
    );
    assert.equal(await panel.video('currentTime'), 2.7);
  });
});
