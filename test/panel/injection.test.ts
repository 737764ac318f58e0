import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { PanelState } from '../../src/protocol/state.ts';
import { hostileAddresses, hostileTexts } from './injection.ts';
import { type PanelPage, usePanel } from './panelPage.ts';
import { full, left, right, running } from './states.ts';
import { texts } from './texts.ts';

/** A state that says the same text wherever a server's or the host's text can stand. */
function saying(text: string, state: PanelState): PanelState {
  const cues = [{ startMs: 0, endMs: 5_000, text }];
  const actions = [{ verb: 'copyId' as const, label: text, icon: 'copy' }];
  return {
    ...state,
    ...(state.progress && { progress: { text } }),
    // Another subject would load the video anew two hundred times.
    ...(state.video === undefined && { subject: `elkapi/${text}` }),
    title: text,
    summary: text,
    prompt: text,
    checked: text,
    linkExpiresAt: 4e12,
    notices: [{ tone: 'warning', title: text, text, actions }],
    captions: state.captions.length > 0 ? cues : [],
    storyboard: cues,
    details: [{ label: text, value: text, differs: true }],
    timeline: [{ label: text, at: text, lasted: text }],
    variants: state.variants.map((variant) => ({ ...variant, label: text })),
    qualities: state.qualities.map((quality) => ({ ...quality, label: text })),
    copy: { text, value: 0.5, actions },
    actions,
    playback: { ...state.playback, captions: 'both' },
    texts: Object.fromEntries(
      Object.keys(texts).map((key) => [key, key === 'keyMap' ? [{ keys: text, does: text }] : text]),
    ) as unknown as PanelState['texts'],
  };
}

interface Shape {
  /** Names of elements with the names of their attributes, in the order of the page. */
  readonly elements: readonly string[];
  readonly texts: readonly string[];
  /** Values of attributes that name something to load or to run. */
  readonly addresses: readonly string[];
}

const readShape = `(() => {
  const elements = [...document.querySelectorAll('*')];
  const walker = document.createTreeWalker(document.getElementById('panel'), NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode.data);
  const loading = /^(src|href|srcset|srcdoc|poster|data|action|formaction|ping|style|on.*)$/;
  return {
    elements: elements.map((each) => [each.localName, ...[...each.attributes].map(({ name }) => name).sort()].join(' ')),
    texts,
    addresses: elements.flatMap((each) =>
      [...each.attributes].filter(({ name }) => loading.test(name)).map(({ name, value }) => name + '=' + value)),
  };
})()`;

type Show = (panel: PanelPage, text: string) => Promise<void>;

const scenes: Readonly<Record<string, Show>> = {
  'a finished task': async (panel, text) => {
    const state = saying(text, full(panel.origin));
    await panel.show(state);
    await panel.send({ type: 'answer', subject: state.subject, text, isCut: true });
  },
  'a running task': (panel, text) => panel.show(saying(text, running)),
  'a comparison': (panel, text) =>
    panel.show(saying(text, left(panel.origin)), saying(text, right(panel.origin))),
};

const harmless = 'harmless';

describe('a hostile text', function () {
  this.timeout(120_000);
  const suite = usePanel();

  it('is one of two hundred', () => {
    assert.ok(new Set(hostileTexts).size >= 200, String(new Set(hostileTexts).size));
    assert.equal(new Set(hostileTexts).size, hostileTexts.length);
  });

  for (const [name, show] of Object.entries(scenes)) {
    it(`is shown as it is and changes nothing else in ${name} (I01, I05)`, async () => {
      const { panel } = suite;
      // Screen readers are told once in five seconds: the clock jumps there, so that what they are told is read too.
      await panel.page.clock.install({ time: 0 });
      await panel.page.clock.pauseAt(10_000);
      await panel.reload();
      await show(panel, harmless);
      // The first state puts the video in; what its events change is there with the second.
      await panel.until('[...document.querySelectorAll("video[src]")].every((each) => each.readyState >= 2)');
      const { elements, texts: said, addresses } = await panel.page.evaluate<Shape>(readShape);
      assert.ok(said.filter((text) => text === harmless).length > 8);
      for (const text of hostileTexts) {
        await show(panel, text);
        await panel.page.clock.runFor(5_000);
        await panel.until(
          '[...document.querySelectorAll("video[src]")].every((each) => each.readyState >= 2)',
        );
        const shape = await panel.page.evaluate<Shape>(readShape);
        assert.deepEqual(shape.elements, elements, text);
        assert.deepEqual(shape.addresses, addresses, text);
        assert.deepEqual(
          shape.texts,
          said.map((each) => each.replaceAll(harmless, () => text)),
          text,
        );
      }
      assert.equal(await panel.page.evaluate('globalThis.pwned'), undefined);
      assert.deepEqual(await panel.violations(), []);
    });
  }
});

describe('a place for a value', function () {
  this.timeout(30_000);
  const suite = usePanel();

  it('is none in a text of the server', async () => {
    const { panel } = suite;
    await panel.show(full(panel.origin, { timeline: [{ label: '{0}', at: '{1}', lasted: '{0}{1}' }] }));
    await panel.openTab('Timeline');
    assert.equal(await panel.page.locator('.timeline li').innerText(), '{0}\n{1}\ntook {0}{1}');
  });
});

describe('a hostile address', function () {
  this.timeout(60_000);
  const suite = usePanel();

  it('never gets to an attribute (I01, I06)', async () => {
    const { panel } = suite;
    await panel.showVideo(full(panel.origin));
    const before = await panel.page.evaluate<Shape>(readShape);
    const [variant] = full(panel.origin).variants;
    assert.ok(variant);
    for (const address of hostileAddresses.filter((each) => !each.startsWith('http'))) {
      for (const change of [
        { video: { id: 'evil', url: address } },
        { poster: address },
        { palette: [address] },
        { variants: [variant, { ...variant, id: 'evil', poster: address }] },
        { actions: [{ verb: 'copyId' as const, label: 'a', icon: address }] },
      ]) {
        await panel.show(full(panel.origin, change));
      }
    }
    assert.deepEqual((await panel.page.evaluate<Shape>(readShape)).addresses, before.addresses);
    assert.equal(await panel.page.evaluate('globalThis.pwned'), undefined);
  });
});
