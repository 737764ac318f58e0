import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { PanelState } from '../../src/protocol/state.ts';
import { type PanelPage, usePanel } from './panelPage.ts';
import { finished, full, left, right, running, silent } from './states.ts';
import { texts } from './texts.ts';

const long = 'word'.repeat(100);

/** A state with endless words everywhere. */
function endless(state: PanelState): PanelState {
  const actions = [{ verb: 'copyId' as const, label: long }];
  return {
    ...state,
    title: long,
    summary: long,
    prompt: long,
    details: [{ label: long, value: long, differs: true }],
    notices: [{ tone: 'info', title: long, text: long, actions }],
    captions: [{ startMs: 0, endMs: 1, text: long }],
    timeline: [{ label: long, at: long, lasted: long }],
    variants: state.variants.map((variant) => ({ ...variant, label: long })),
    qualities: state.qualities.map((quality) => ({ ...quality, label: long })),
    copy: { text: long, value: 0.5, actions },
    ...(state.progress && { progress: { text: long, value: 0.5 } }),
    texts: { ...texts, offset: `${texts.offset} ${texts.offset}`, frame: 'the frame with the number {0}' },
  };
}

/** What sticks out at either side, but for what is cut on purpose. */
async function outside(panel: PanelPage): Promise<readonly string[]> {
  return panel.page.evaluate(`[...document.querySelectorAll('#panel *')]
    .filter((each) => each.checkVisibility() && !each.closest('.unseen, option, .backdrop, .prompt .text, .variants .name'))
    .map((each) => [each, each.getBoundingClientRect()])
    .filter(([, { left, right, width }]) => width > 0 && (left < -0.5 || right > innerWidth + 0.5))
    .map(([each, { left, right }]) => each.localName + '.' + each.className + ' ' + left + '..' + right)`);
}

describe('the panel fits', function () {
  this.timeout(60_000);
  const suite = usePanel();

  for (const width of [300, 320, 480, 640, 960]) {
    it(`into ${width} px, whatever it has to say`, async () => {
      const panel = await suite.open({ width, height: 640 });
      const shown = async (name: string): Promise<void> => {
        assert.equal(await panel.page.evaluate('document.documentElement.scrollWidth'), width, name);
        assert.deepEqual(await outside(panel), [], name);
      };
      for (const [name, state] of Object.entries({
        running,
        full: full(panel.origin),
        silent: silent(panel.origin),
      })) {
        for (const each of [state, endless(state)]) {
          await panel.show(each);
          await shown(name);
        }
      }
      for (const tab of ['Timeline', 'Details', 'Raw response']) {
        await panel.show(endless(full(panel.origin)));
        await panel.openTab(tab);
        await panel.send({ type: 'answer', subject: full('').subject, text: long, isCut: true });
        await shown(tab);
      }
      await panel.button('Keyboard').click();
      await shown('keys');
      await panel.press('Escape');
      await panel.show(left(panel.origin), right(panel.origin));
      await shown('compare');
      await panel.show(endless(left(panel.origin)), endless(right(panel.origin)));
      await shown('compare, endless');
      await panel.close();
    });
  }

  it('with every control in sight when it is twice as large', async () => {
    const panel = await suite.open({ width: 480, height: 380 });
    await panel.showVideo(full(panel.origin));
    const names = await panel.page
      .locator('.controls :is(button, select, input)')
      .evaluateAll((all) => all.filter((each) => each.checkVisibility()).length);
    assert.equal(names, 11);
    assert.deepEqual(await outside(panel), []);
    await panel.close();
  });
});

describe('the order of the Tab key', function () {
  this.timeout(60_000);
  const suite = usePanel();

  for (const [name, show] of Object.entries({
    'a task with everything': (panel: PanelPage) => panel.showVideo(full(panel.origin)),
    'a comparison': (panel: PanelPage) => panel.show(left(panel.origin), right(panel.origin)),
  })) {
    it(`is that of the eye in ${name}`, async () => {
      const { panel } = suite;
      await show(panel);
      const places: { readonly top: number; readonly bottom: number; readonly left: number }[] = [];
      for (;;) {
        await panel.press('Tab');
        const place = await panel.page.evaluate<(typeof places)[number] | null>(`(() => {
          const stop = document.activeElement;
          if (stop === document.body) return null;
          const { top, bottom, left } = stop.getBoundingClientRect();
          return { top: top + scrollY, bottom: bottom + scrollY, left };
        })()`);
        if (place === null) {
          break;
        }
        places.push(place);
      }
      assert.ok(places.length > 8);
      for (const [index, { top, left: x }] of places.slice(1).entries()) {
        const last = places[index];
        assert.ok(last && (top >= last.bottom - 1 || x > last.left), `stop ${index + 1}`);
      }
    });
  }
});

describe('what is moved', function () {
  this.timeout(60_000);
  const suite = usePanel();

  it('does not glide for whoever wants less motion, by VS Code or by the system', async () => {
    const { panel } = suite;
    await panel.showVideo(finished(panel.origin));
    const behavior = (): Promise<string> =>
      panel.page.evaluate('getComputedStyle(document.querySelector(".cues")).scrollBehavior');
    assert.equal(await behavior(), 'smooth');
    await panel.page.evaluate('document.body.classList.add("vscode-reduce-motion")');
    assert.equal(await behavior(), 'auto');
    await panel.page.evaluate('document.body.classList.remove("vscode-reduce-motion")');
    await panel.page.emulateMedia({ reducedMotion: 'reduce' });
    assert.equal(await behavior(), 'auto');
  });
});
