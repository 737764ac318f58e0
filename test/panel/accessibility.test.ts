import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { before, describe, it } from 'mocha';
import { type PanelPage, usePanel } from './panelPage.ts';
import { failed, finished, full, left, linkExpired, noVideo, right, running, silent } from './states.ts';
import { type ThemeName, themes } from './themes.ts';

interface Finding {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** What brings the panel into a state, by its name. */
const scenes: Readonly<Record<string, (panel: PanelPage) => Promise<void>>> = {
  running: (panel) => panel.show(running),
  'finished with everything': (panel) => panel.showVideo(full(panel.origin)),
  failed: (panel) => panel.show(failed),
  expired: (panel) => panel.show(linkExpired),
  'without a video': (panel) => panel.show(noVideo),
  'with sound that cannot be played': (panel) => panel.showVideo(silent(panel.origin)),
  'from a server without ranges': (panel) =>
    panel.showVideo(finished(panel.origin, { video: { id: 'a', url: `${panel.origin}/whole/clip.mp4` } })),
  'with a timeline': async (panel) => {
    await panel.showVideo(full(panel.origin));
    await panel.openTab('Timeline');
  },
  'with a raw response that is searched': async (panel) => {
    await panel.showVideo(full(panel.origin));
    await panel.openTab('Raw response');
    await panel.send({
      type: 'answer',
      subject: full(panel.origin).subject,
      text: '{"status": "done"}\n'.repeat(100),
      isCut: true,
    });
    await panel.page.getByRole('searchbox').fill('done');
  },
  compared: async (panel) => {
    await panel.show(left(panel.origin), right(panel.origin));
    await panel.until(
      '[...document.querySelectorAll(".compare video")].every((each) => each.readyState >= 2)',
    );
  },
  'with the list of keys': async (panel) => {
    await panel.showVideo(full(panel.origin));
    await panel.press('?');
  },
};

async function findings(panel: PanelPage, axe: string): Promise<readonly string[]> {
  await panel.page.evaluate(axe);
  const found = await panel.page.evaluate<Finding[]>('axe.run().then(({ violations }) => violations)');
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary = '' }) => `${id}: ${help}: ${html}: ${failureSummary}`),
  );
}

describe('axe-core finds nothing in the panel', function () {
  this.timeout(60_000);
  const suite = usePanel();
  let axe = '';

  before(async () => {
    axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  });

  it('but does find what is wrong', async () => {
    const { panel } = suite;
    await panel.show(failed);
    await panel.page.evaluate(`document.querySelector('main').append(document.createElement('button'))`);
    assert.match((await findings(panel, axe)).join('\n'), /^button-name: /);
  });

  async function findInAll(panel: PanelPage): Promise<readonly string[]> {
    const all: string[] = [];
    for (const [name, show] of Object.entries(scenes)) {
      await show(panel);
      all.push(...(await findings(panel, axe)).map((finding) => `${name}: ${finding}`));
      await panel.press('Escape');
    }
    return all;
  }

  for (const theme of Object.keys(themes) as ThemeName[]) {
    it(`in ${theme}`, async () => {
      const panel = await suite.open({ theme });
      assert.deepEqual(await findInAll(panel), []);
      await panel.close();
    });
  }

  it('in a narrow window', async () => {
    const panel = await suite.open({ width: 320 });
    assert.deepEqual(await findInAll(panel), []);
    await panel.close();
  });
});
