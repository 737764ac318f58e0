import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import type { PanelState } from '../../src/protocol/state.ts';
import { type PanelPage, startHarness } from './panelPage.ts';
import {
  downloading,
  failed,
  finished,
  full,
  linkExpired,
  longCaptions,
  noVideo,
  running,
  silent,
} from './states.ts';
import { texts } from './texts.ts';

const attack =
  '<img src=x onerror="sent.push({type:\'pwned\'})"><script>sent.push({type:"pwned"})</script>&amp;';

/** Every text of a state replaced by markup that would tell on itself if it were read as such. */
function hostile(state: PanelState): PanelState {
  const cue = { startMs: 0, endMs: 5_000, text: attack };
  return {
    ...state,
    title: attack,
    summary: attack,
    prompt: attack,
    checked: attack,
    notices: [{ tone: 'error', title: attack, text: attack, actions: [{ verb: 'checkNow', label: attack }] }],
    captions: [cue],
    storyboard: [cue],
    details: [{ label: attack, value: attack }],
    actions: [{ verb: 'copyId', label: attack }],
    qualities: state.qualities.map((quality) => ({ ...quality, label: attack })),
    playback: { ...state.playback, captions: 'both' },
    texts: Object.fromEntries(
      Object.keys(texts).map((key) => [key, key === 'keyMap' ? [{ keys: attack, does: attack }] : attack]),
    ) as unknown as PanelState['texts'],
  };
}

describe('what the panel shows', function () {
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

  it('is text, whatever it looks like', async () => {
    await panel.showVideo(hostile(finished(panel.origin)));
    await panel.seek(1);
    assert.equal(await panel.page.locator('h1').innerText(), attack);
    assert.equal(await panel.current(), attack);
    assert.equal(await panel.page.locator('main img[src="x"], main script').count(), 0);
    assert.deepEqual(
      (await panel.page.evaluate<{ type: string }[]>('sent')).filter((message) => message.type === 'pwned'),
      [],
    );
    await panel.show(hostile(running));
    assert.equal(await panel.page.locator('main img[src="x"], main script').count(), 0);
  });

  it('needs nothing that the policy forbids (I03)', async () => {
    for (const state of [running, failed, linkExpired, noVideo]) {
      await panel.show(state);
    }
    await panel.showVideo(finished(panel.origin, { linkExpiresAt: Date.now() + 60_000 }));
    await panel.press('k', 'c', '.');
    assert.deepEqual(await panel.violations(), []);
    assert.equal(await panel.page.locator('[style*="javascript"], style').count(), 0);
  });

  it('ignores messages that are none, and links that may not be loaded (I06, I12)', async () => {
    await panel.showVideo(finished(panel.origin));
    for (const message of [undefined, 'state', {}, { type: 'state' }, { type: 'eval', code: '1' }]) {
      await panel.send(message ?? null);
    }
    await panel.show(finished(panel.origin, { video: { id: 'evil', url: 'javascript:alert(1)' } }));
    await panel.show(finished(panel.origin, { video: { id: 'evil', url: 'http://192.168.0.1/clip.mp4' } }));
    assert.equal(await panel.video('currentSrc'), `${panel.origin}/clip.mp4`);
  });

  it('asks the host by verbs', async () => {
    await panel.show(linkExpired);
    await panel.button('Get a New Link').click();
    await panel.button('Copy Prompt').click();
    await panel.button('Show Raw Response').click();
    assert.deepEqual(await panel.sent('verb'), [
      { type: 'verb', verb: 'checkNow' },
      { type: 'verb', verb: 'copyPrompt' },
      { type: 'verb', verb: 'showRaw' },
    ]);
  });

  it('names the captions Scenes when they are long, and shows no tab for what is not there', async () => {
    const tabs = (): Promise<string[]> => panel.page.getByRole('tab').allInnerTexts();
    await panel.show(finished(panel.origin, { captions: longCaptions }));
    assert.deepEqual(await tabs(), ['Scenes', 'Storyboard', 'Details']);
    await panel.show(finished(panel.origin, { storyboard: [] }));
    assert.deepEqual(await tabs(), ['Captions', 'Details']);
    await panel.show(noVideo);
    assert.deepEqual(await tabs(), ['Details']);
  });

  it('says under the lists how many texts are hidden', async () => {
    const note = panel.page.getByText('2 captions point outside the video and are hidden.');
    await panel.show(
      finished(panel.origin, { captionsNote: '2 captions point outside the video and are hidden.' }),
    );
    for (const tab of ['Captions', 'Storyboard']) {
      await panel.page.getByRole('tab', { name: tab }).click();
      assert.equal(await note.filter({ visible: true }).count(), 1, tab);
    }
    await panel.show(finished(panel.origin));
    assert.equal(await note.filter({ visible: true }).count(), 0);
    const captionsNote = '2 captions point outside the video and are hidden.';
    await panel.show(finished(panel.origin, { captions: [], storyboard: [], captionsNote }));
    await panel.page.getByRole('tab', { name: 'Captions' }).click();
    assert.equal(await note.filter({ visible: true }).count(), 1);
    assert.equal(await panel.page.getByRole('searchbox').count(), 0);
  });

  it('says quietly that steps assume a frame rate', async () => {
    const titles = (): Promise<(string | null)[]> =>
      panel.page
        .locator('.bar [aria-label$="Frame"]')
        .evaluateAll((all) => all.map((each) => each.getAttribute('title')));
    await panel.showVideo(finished(panel.origin, { video: { id: 'x', url: `${panel.origin}/clip.mp4` } }));
    assert.deepEqual(await titles(), [
      'Previous Frame (,) · frame rate assumed',
      'Next Frame (.) · frame rate assumed',
    ]);
    await panel.showVideo(finished(panel.origin));
    assert.deepEqual(await titles(), ['Previous Frame (,)', 'Next Frame (.)']);
  });

  it('says on the button of the sound why there is none, and lets the card about it be closed', async () => {
    const noSound = 'No sound: AAC is not supported here';
    await panel.showVideo(silent(panel.origin));
    const button = panel.button(noSound);
    assert.equal(await button.isDisabled(), true);
    assert.equal(await button.getAttribute('title'), noSound);
    assert.equal(await button.locator('.codicon-mute').count(), 1);
    await panel.button("Don't Show Again").click();
    assert.deepEqual(await panel.sent('verb'), [{ type: 'verb', verb: 'hideSoundNotice' }]);
    await panel.show(finished(panel.origin));
    assert.equal(await panel.button('Mute').isDisabled(), false);
    assert.equal(await button.count(), 0);
  });

  it('counts a link down, and says when it is over', async () => {
    await panel.show(finished(panel.origin, { linkExpiresAt: Date.now() + 1_500 }));
    await panel.page.getByText('Link expires in 0:02').waitFor();
    await panel.page.getByText('Link expired').waitFor();
  });

  it('keeps focus and open parts over a state that says the same', async () => {
    await panel.show(failed);
    await panel.page.locator('summary').click();
    await panel.page.locator('.notice').getByRole('button', { name: 'Copy Task ID' }).focus();
    await panel.show({ ...failed, checked: 'Checked 20 s ago' });
    assert.equal(await panel.page.evaluate('document.activeElement.textContent'), 'Copy Task ID');
    assert.ok(await panel.page.evaluate('document.querySelector("details").open'));
  });

  it('shows progress only where the provider tells it', async () => {
    await panel.show(running);
    assert.equal(await panel.page.getByRole('progressbar').getAttribute('value'), '0.62');
    await panel.show({ ...running, progress: { text: 'Running · 2 min 10 s' } });
    assert.equal(await panel.page.getByRole('progressbar').count(), 0);
  });

  it('has a polite region for what changed', async () => {
    await panel.show(failed);
    const said = await panel.page.getByRole('status').textContent();
    assert.equal(said, `${failed.summary}. The request was refused by the content filter.`);
  });

  it('can be selected, all of it but buttons', async () => {
    const state = full(panel.origin, { notices: linkExpired.notices });
    await panel.show(state);
    for (const [text, count] of [
      [state.title, 1],
      [state.summary, 1],
      [state.notices[0]?.title, 1],
      [state.notices[0]?.text, 1],
      [downloading.text, 1],
      [state.captions[3]?.text, 1],
      [state.checked, 1],
      ['Cancel', 0],
    ] as const) {
      await panel.page.evaluate('getSelection().selectAllChildren(document.querySelector(".view"))');
      const selected = await panel.page.evaluate<string>('getSelection().toString()');
      assert.equal(selected.split(text ?? '').length - 1, count, text);
    }
  });

  it('names every button', async () => {
    await panel.showVideo(finished(panel.origin));
    const nameless = await panel.page.evaluate(
      `[...document.querySelectorAll('button:not([aria-hidden]), select, input')].filter((each) =>
        !each.hidden && !each.textContent.trim() && !each.getAttribute('aria-label')).length`,
    );
    assert.equal(nameless, 0);
  });

  it('does not move what lies below when the picture arrives', async () => {
    const top = (): Promise<number> =>
      panel.page.evaluate('document.querySelector(".controls").getBoundingClientRect().top');
    await panel.show(finished(panel.origin));
    const empty = await top();
    await panel.showVideo(finished(panel.origin));
    assert.equal(await top(), empty);
  });
});
