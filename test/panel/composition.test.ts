import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Locator } from 'playwright-core';
import { type PanelPage, usePanel } from './panelPage.ts';
import { failed, finished, full, gone, linkExpired, running, silent } from './states.ts';

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

async function boxOf(locator: Locator): Promise<Box> {
  const box = await locator.boundingBox();
  assert.ok(box);
  return box;
}
const right = ({ x, width }: Box): number => x + width;
const middle = ({ y, height }: Box): number => y + height / 2;

function isInside(inner: Box, outer: Box): boolean {
  return (
    inner.x >= outer.x - 0.5 &&
    inner.y >= outer.y - 0.5 &&
    right(inner) <= right(outer) + 0.5 &&
    inner.y + inner.height <= outer.y + outer.height + 0.5
  );
}

/** Whether all of these stand in one line. */
async function areInLine(panel: PanelPage, selector: string): Promise<boolean> {
  const all = await panel.page.locator(selector).filter({ visible: true }).all();
  const boxes = await Promise.all(all.map(boxOf));
  assert.ok(boxes.length > 3, selector);
  return boxes.every((box) => Math.abs(middle(box) - middle(boxes[0] ?? box)) < 4);
}

/** What can be read of the choice of the quality while it is closed. */
async function face(panel: PanelPage): Promise<readonly string[]> {
  const box = await boxOf(panel.page.locator('.face'));
  const parts = await panel.page.locator('.face span').all();
  const boxes = await Promise.all(
    parts.map(async (part) => [await part.innerText(), await boxOf(part)] as const),
  );
  return boxes.filter(([, each]) => isInside(each, box)).map(([text]) => text);
}

describe('what stands in place of the picture', function () {
  this.timeout(60_000);
  const suite = usePanel();

  it('says once that the link has expired, on the poster, with one way out', async () => {
    const { panel } = suite;
    await panel.show(linkExpired);
    const said = await panel.page.locator('#panel .view').innerText();
    assert.equal(said.match(/expired/gi)?.length, 1);
    const card = await boxOf(panel.page.locator('.notice'));
    assert.ok(isInside(card, await boxOf(panel.page.locator('.stage'))));
    assert.ok(isInside(card, await boxOf(panel.page.locator('.backdrop img'))));
    assert.equal(await panel.page.locator('.stage button').filter({ visible: true }).count(), 1);
  });

  for (const [name, state] of Object.entries({ failed, gone, linkExpired })) {
    it(`has room for all it says at any width: ${name}`, async () => {
      for (const width of [320, 480, 720, 1100]) {
        const panel = await suite.open({ width, height: 640 });
        await panel.show(state);
        const card = await boxOf(panel.page.locator('.notice'));
        assert.ok(isInside(card, await boxOf(panel.page.locator('.stage'))), `${width}`);
        const prompt = await boxOf(panel.page.locator('.prompt'));
        assert.ok(prompt.y >= card.y + card.height, `${width}`);
        await panel.close();
      }
    });
  }

  it('stands above the picture where there is one, or one on its way', async () => {
    const { panel } = suite;
    for (const state of [silent(panel.origin), { ...running, notices: failed.notices }]) {
      await panel.show(state);
      const card = await boxOf(panel.page.locator('.notice').filter({ visible: true }));
      assert.ok(card.y + card.height <= (await boxOf(panel.page.locator('.stage'))).y);
    }
  });

  it('lets a download be given up', async () => {
    const { panel } = suite;
    const actions = [{ verb: 'cancelCopy' as const, label: 'Cancel' }];
    await panel.show({ ...running, progress: { text: 'Downloading · 1 of 4 MB', value: 0.25, actions } });
    await panel.button('Cancel').click();
    assert.deepEqual(await panel.sent('verb'), [{ type: 'verb', verb: 'cancelCopy' }]);
    await panel.show(running);
    assert.equal(await panel.button('Cancel').count(), 0);
  });

  it('leaves the choice of another quality, but nothing to play', async () => {
    const { panel } = suite;
    const { video, ...rest } = finished(panel.origin, { notices: gone.notices });
    assert.ok(video);
    await panel.show(rest);
    const controls = panel.page.locator('.controls :is(button, select, input)').filter({ visible: true });
    assert.equal(await controls.count(), 1);
    const { x, y, width, height } = await boxOf(panel.page.locator('.quality'));
    assert.equal(
      await panel.page.evaluate(`document.elementFromPoint(${x + width / 2}, ${y + height / 2}).tagName`),
      'SELECT',
    );
    await panel.page.getByLabel('Quality').selectOption('md');
    await panel.page.getByLabel('Quality').blur();
    await panel.press('q');
    assert.deepEqual(await panel.sent('quality'), [
      { type: 'quality', id: 'md' },
      { type: 'quality', id: 'ld' },
    ]);
    await panel.showVideo(finished(panel.origin));
    assert.equal(await panel.button('Play').isDisabled(), false);
  });
});

describe('the right edges', function () {
  this.timeout(60_000);
  const suite = usePanel();

  for (const width of [320, 480, 720, 960, 1100]) {
    it(`line up at ${width} px`, async () => {
      const panel = await suite.open({ width, height: 700 });
      const state = full(panel.origin, { notices: silent(panel.origin).notices });
      await panel.showVideo(state);
      const edge = right(await boxOf(panel.page.locator('.stage')));
      for (const part of ['.notice:visible', '.seek', '.copy']) {
        assert.ok(Math.abs(right(await boxOf(panel.page.locator(part))) - edge) < 1, part);
      }
      const tabs = await boxOf(panel.page.locator('.tabs'));
      assert.ok(width < 1100 ? Math.abs(right(tabs) - edge) < 1 : tabs.x > edge, 'tabs');
      // The icons at the end of these rows stand there, their invisible boxes stick out.
      for (const part of ['.prompt', '.bar > :last-child']) {
        assert.ok(Math.abs(right(await boxOf(panel.page.locator(part))) - edge - 6) < 1, part);
      }
      await panel.close();
    });
  }
});

describe('rows of buttons', function () {
  this.timeout(60_000);
  const suite = usePanel();

  for (const width of [720, 960, 1500]) {
    it(`take one line at ${width} px`, async () => {
      const panel = await suite.open({ width });
      await panel.showVideo(full(panel.origin));
      assert.ok(await areInLine(panel, '.bar :is(button, select, .time)'), 'controls');
      assert.ok(await areInLine(panel, 'footer :is(button, p)'), 'footer');
      await panel.close();
    });
  }

  it('show the less used ones by their icons alone, named, and reached by keyboard', async () => {
    const { panel } = suite;
    await panel.showVideo(full(panel.origin));
    const icons = panel.page.locator('footer .compact button');
    assert.deepEqual(
      await icons.evaluateAll((all) => all.map((each) => each.textContent)),
      Array(8).fill(''),
    );
    const names = await icons.evaluateAll((all) =>
      all.map((each) => [each.getAttribute('aria-label'), each.getAttribute('title')]),
    );
    assert.deepEqual(names[4], ['Copy Task ID', 'Copy Task ID']);
    assert.ok(names.every(([label, title]) => label !== null && label !== '' && label === title));
    await panel.button('Export Bundle...').focus();
    await panel.press('Tab');
    assert.equal(await panel.focused(), 'Save Captions...');
    await panel.press('Enter');
    assert.deepEqual(await panel.sent('verb'), [{ type: 'verb', verb: 'saveCaptions' }]);
  });
});

describe('the choice of the quality', function () {
  this.timeout(60_000);
  const suite = usePanel();

  it('is short while closed, and tells all in the list', async () => {
    const { panel } = suite;
    await panel.showVideo(finished(panel.origin));
    assert.deepEqual(await face(panel), ['source', '· 854×480']);
    assert.deepEqual(await panel.page.getByLabel('Quality').locator('option').allInnerTexts(), [
      'source · 854×480 · 273 KB',
      'medium · 640×360 · 119 KB',
      'low · 426×240 · 54 KB',
    ]);
    await panel.press('q');
    assert.deepEqual(await face(panel), ['medium', '· 640×360']);
  });

  it('shows the name, and no half of a size, where there is no room', async () => {
    const panel = await suite.open({ width: 320 });
    await panel.showVideo(full(panel.origin));
    assert.deepEqual(await face(panel), ['source']);
    await panel.close();
  });
});

describe('the picture under the pointer', function () {
  this.timeout(60_000);
  const suite = usePanel();

  for (const width of [320, 720]) {
    it(`covers the picture and nothing else at ${width} px`, async () => {
      const panel = await suite.open({ width });
      await panel.showVideo(full(panel.origin));
      const bar = await boxOf(panel.page.locator('.seek'));
      for (const part of [0.002, 0.5, 0.998]) {
        await panel.page.mouse.move(bar.x + bar.width * part, middle(bar));
        const box = await boxOf(panel.page.locator('.preview'));
        assert.ok(isInside(box, await boxOf(panel.page.locator('.stage'))), `${part}`);
        assert.equal(await panel.page.locator('.start').isVisible(), false);
      }
      await panel.page.mouse.move(0, 0);
      assert.equal(await panel.page.locator('.start').isVisible(), true);
      await panel.close();
    });
  }
});
