import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { env, Uri, window, type WebviewPanel, type WebviewPanelSerializer } from 'vscode';
import { Emitter } from '../../src/domain/event.ts';
import { at } from '../../src/domain/json.ts';
import { isLikelyPlayable } from '../../src/domain/movie/support.ts';
import { videoFiles } from '../../src/domain/videoFiles.ts';
import { told as toldOf, type Desk } from '../../src/ui/commands/command.ts';
import { saveCaptions } from '../../src/ui/commands/saving.ts';
import { PanelPage } from '../../src/ui/panel/page.ts';
import { PanelMedia } from '../../src/ui/panel/panelMedia.ts';
import { Panels } from '../../src/ui/panel/panels.ts';
import { Posters } from '../../src/ui/panel/posters.ts';
import type { Showing } from '../../src/ui/panel/showing.ts';
import type { PanelSource } from '../../src/ui/panel/source.ts';
import { performVerb } from '../../src/ui/panel/verbs.ts';
import { details, PanelStand, rendition, start, task, told, variant } from './panelStand.ts';
import { until } from './until.ts';

const hour = 3_600_000;

/** The page cannot play what it was given. Returns the id of the task whose link is to be looked at. */
function fails(showing: Showing, side: 0 | 1 = 0): string | undefined {
  const { state, beside } = told(showing);
  const id = [state, beside][side]?.video?.id ?? assert.fail('no video');
  return showing.fail({ type: 'playbackFailed', code: 4, id, side })?.task.id;
}

describe('what a panel plays', () => {
  let stand: PanelStand;
  beforeEach(() => {
    stand = new PanelStand();
  });

  it('is another video for another link, however alike their ends are', () => {
    const end = 'x'.repeat(300);
    const links = [rendition(`https://m.test/1${end}`), rendition(`https://m.test/2${end}`, { role: 'md' })];
    const showing = stand.show(stand.add('a', details(variant(links), variant(links.toReversed()))));
    const ids = new Set([told(showing).state.video?.id]);
    showing.choose({ quality: videoFiles(stand.tasks.get('studio/a')?.details)[1]?.id ?? '' });
    ids.add(told(showing).state.video?.id);
    showing.choose({ variant: 'variant-1' });
    ids.add(told(showing).state.video?.id);
    assert.equal(ids.size, 3);
    assert.ok([...ids].every((id) => id !== undefined && id.length <= 200));
  });

  describe('when its link has ended', () => {
    const link = rendition('https://m.test/a', { expiresAt: start + hour });
    const expired = ['The video link has expired.', ['newLink']];
    let showing: Showing;
    const cards = (): readonly unknown[] =>
      told(showing).state.notices.flatMap(({ title, actions }) => [title, actions.map(({ verb }) => verb)]);
    beforeEach(() => {
      const source = stand.add('a', details(variant([link])), { linkExpiresAt: start + hour });
      showing = stand.show(source);
    });

    it('plays on in a page that has it', () => {
      assert.equal(told(showing).state.video?.url, link.url);
      stand.now += 2 * hour;
      assert.equal(told(showing).state.video?.url, link.url);
      stand.held = { state: 'failed', problem: { kind: 'expired' } };
      assert.equal(told(showing).state.video?.url, link.url);
      assert.deepEqual(cards(), []);
    });

    it('is gone once it fails', () => {
      told(showing);
      stand.now += 2 * hour;
      assert.equal(fails(showing), 'a');
      assert.equal(told(showing).state.video, undefined);
      assert.deepEqual(cards(), expired);
    });

    it('is not given to a new page', () => {
      told(showing);
      stand.now += 2 * hour;
      showing.forgetGiven();
      assert.equal(told(showing).state.video, undefined);
      assert.deepEqual(cards(), expired);
    });
  });

  for (const [problem, title, ...ways] of [
    [{ kind: 'refused' }, 'The link leads to a private address and was not opened.', 'showRaw'],
    [
      { kind: 'notVideo', found: 'html' },
      'The link did not return a video but a web page.',
      'showRaw',
      'keepCopy',
    ],
  ] as const) {
    it(`is nothing that the extension itself has not taken: ${problem.kind}`, () => {
      const showing = stand.show(stand.add('a', details(variant([rendition('https://m.test/a')]))));
      told(showing);
      stand.held = { state: 'failed', problem };
      const { video, notices } = told(showing).state;
      assert.equal(video, undefined);
      assert.deepEqual(
        notices.map((card) => [card.title, card.actions.map(({ verb }) => verb)]),
        [[title, ways]],
      );
    });
  }

  it('is offered again when the copy of it is damaged', () => {
    stand.held = { state: 'kept', bytes: 1, path: '/a.mp4' };
    stand.movie = { video: { codec: 'avc1', name: 'H.264' } };
    assert.equal(isLikelyPlayable('H.264'), 'yes');
    const showing = stand.show(stand.add('a', details(variant([rendition('https://m.test/a')]))));
    assert.deepEqual(told(showing).state.notices, []);
    assert.equal(fails(showing), undefined);
    assert.deepEqual(told(showing).state.notices, [
      {
        tone: 'warning',
        title: 'The file is incomplete or damaged.',
        actions: [
          { verb: 'reloadCopy', label: 'Download Again', icon: 'refresh' },
          { verb: 'openDefaultPlayer', label: 'Open in Default Player' },
        ],
      },
    ]);
    showing.forgetFailed();
    assert.deepEqual(told(showing).state.notices, []);
  });

  it('is not blamed for what another file could not do', () => {
    const files = [rendition('https://m.test/a'), rendition('https://m.test/b', { role: 'md' })];
    const found = details(variant(files));
    stand.held = { state: 'kept', bytes: 1, path: '/a.mp4' };
    stand.movie = { video: { codec: 'hvc1', name: 'HEVC' } };
    const showing = stand.show(stand.add('a', found));
    const first = told(showing).state.video?.id ?? '';
    fails(showing);
    assert.equal(told(showing).state.notices.length, 1);
    showing.choose({ quality: videoFiles(found)[1]?.id ?? '' });
    assert.deepEqual(told(showing).state.notices, []);
    showing.fail({ type: 'playbackFailed', code: 4, id: first, side: 0 });
    assert.deepEqual(told(showing).state.notices, []);
  });

  it('stays the chosen one when the same is opened again, and only then', () => {
    const both = details(variant([rendition('https://m.test/a')]), variant([rendition('https://m.test/b')]));
    const source = stand.add('a', both);
    const showing = stand.show(source);
    showing.choose({ variant: 'variant-1' });
    showing.turn(source, true);
    assert.equal(told(showing).state.video?.url, 'https://m.test/b');
    showing.turn(stand.add('b', both), true);
    assert.equal(told(showing).state.video?.url, 'https://m.test/a');
  });

  it('is read from the list once for a state', () => {
    const showing = stand.show(stand.add('a', details(variant([rendition('https://m.test/a')]))));
    told(showing);
    assert.deepEqual(stand.calls, ['details studio/a']);
  });

  it('is known on both sides of a comparison', async () => {
    const [left, right] = ['a', 'b'].map((id) =>
      stand.add(id, details(variant([rendition(`https://m.test/${id}`)]))),
    );
    assert.ok(left && right);
    const source: PanelSource = { kind: 'compare', left: left.key, right: right.key };
    const showing = stand.show(source);
    assert.equal(fails(showing, 0), 'a');
    assert.equal(fails(showing, 1), 'b');
    const stale = { type: 'playbackFailed', code: 4, id: 'shown no more' } as const;
    assert.equal(showing.fail({ ...stale, side: 0 }), undefined);
    assert.equal(showing.fail({ ...stale, side: 1 }), undefined);

    stand.held = { state: 'kept', bytes: 1, path: '/a.mp4' };
    stand.movie = { video: { codec: 'avc1', name: 'H.264', fps: 24 } };
    const changes: string[] = [];
    const media = new PanelMedia(stand.parts, () => changes.push('changed'));
    media.open(source);
    media.show(showing.all() ?? assert.fail());
    await until('both are read', () => changes.length === 2);
    for (const { task: each, file } of showing.all() ?? []) {
      assert.equal(media.movieOf(each.key, file?.id ?? '')?.video?.fps, 24);
    }
    media.dispose();
  });
});

describe('the policy of a page', () => {
  const webview = { options: {}, html: '', cspSource: 'self', asWebviewUri: (uri: Uri) => uri };
  const panel = { webview, visible: true };
  const page = new PanelPage(panel as unknown as WebviewPanel, Uri.file('/x'), Uri.file('/c'));

  it('names other addresses than needed while the page can be seen, and no longer', () => {
    page.load(['https://a.test', 'https://b.test']);
    assert.match(webview.html, /media-src self https:\/\/a\.test https:\/\/b\.test"/);
    assert.deepEqual(
      [true, false].map((visible) => {
        panel.visible = visible;
        return [[], ['https://b.test'], ['https://a.test', 'https://b.test'], ['https://c.test']].map(
          (origins) => page.fits(origins),
        );
      }),
      [
        [true, true, true, false],
        [false, false, true, false],
      ],
    );
  });
});

const nothing = (): object => ({ dispose: () => undefined });

describe('a panel after a reload of the window', () => {
  it('shows the variant and the file that were chosen', async () => {
    const stand = new PanelStand();
    const files = ['b', 'c'].map((name) => rendition(`https://m.test/${name}`));
    const found = details(variant([rendition('https://m.test/a')]), variant(files));
    stand.add('a', found);
    const heard: unknown[] = [];
    const page = new Emitter<unknown>(stand.parts.log);
    const webview = {
      asWebviewUri: (uri: Uri) => uri,
      onDidReceiveMessage: page.event,
      postMessage: (message: unknown) => heard.push(message),
    };
    const view = { webview, visible: true, onDidChangeViewState: nothing, onDidDispose: nothing };
    let serializer: WebviewPanelSerializer | undefined;
    const { registerWebviewPanelSerializer } = window;
    Object.assign(window, {
      registerWebviewPanelSerializer: (_: string, given: WebviewPanelSerializer) => {
        serializer = given;
        return nothing();
      },
    });
    try {
      const duties = { parts: stand.parts, extension: Uri.file('/x'), perform: nothing, watched: nothing };
      const panels = new Panels(duties, async () => undefined);
      const quality = videoFiles(found)[2]?.id;
      const saved = { subject: 'task:studio/a', variant: 'variant-1', quality, timeMs: 2_000 };
      await serializer?.deserializeWebviewPanel(view as unknown as WebviewPanel, saved);
      page.fire({ type: 'ready' });
      panels.dispose();
    } finally {
      Object.assign(window, { registerWebviewPanelSerializer });
    }
    assert.deepEqual(
      heard.map((message) => at(message, 'state', 'video', 'url')),
      ['https://m.test/c'],
    );
  });
});

describe('the posters of a panel', () => {
  it('are fetched once, again when they could not be had and the panel is opened anew, and forgotten with it', async () => {
    const stand = new PanelStand();
    const posters = new Posters(stand.parts.images, () => undefined);
    posters.open('a');
    await posters.fetch(['https://m.test/1']);
    stand.image = { mediaType: 'image/png', bytes: new Uint8Array(1) };
    await posters.fetch(['https://m.test/1']);
    assert.equal(posters.found.size, 0);
    posters.open('a');
    await posters.fetch(['https://m.test/1']);
    assert.equal(posters.found.size, 1);
    posters.open('a');
    assert.equal(posters.found.size, 1);
    posters.open('b');
    assert.equal(posters.found.size, 0);
    posters.dispose();
  });
});

describe('the buttons of a panel', () => {
  const found = details(
    variant([rendition('https://m.test/a'), rendition('https://m.test/md', { role: 'md' })], {
      captions: [{ startMs: 0, endMs: 1_000, text: 'The first.' }],
    }),
    variant([rendition('https://m.test/b')], {
      captions: [{ startMs: 0, endMs: 1_000, text: 'The second.' }],
    }),
  );
  const original = { ...window };
  let stand: PanelStand;
  let desk: Desk;
  beforeEach(() => {
    stand = new PanelStand();
    desk = { parts: stand.parts, showLog: () => undefined } as unknown as Desk;
  });
  afterEach(() => {
    const { showOpenDialog, showSaveDialog } = original;
    Object.assign(window, { showOpenDialog, showSaveDialog });
  });

  const verbs = (source: PanelSource): readonly string[] =>
    told(stand.show(source)).state.actions.map(({ verb }) => verb);
  const ofLinks = ['saveVideo', 'exportBundle', 'copyLink', 'openInBrowser'];
  const snapshot = { task: task('q'), details: found };

  it('are those that can do something', () => {
    const shown = {
      task: verbs(stand.add('a', found)),
      query: verbs({ kind: 'query', snapshot }),
      file: verbs({ kind: 'file', uri: 'file:///a.json', snapshot }),
      sample: verbs({ kind: 'file', uri: 'file:///a.json', snapshot, video: '/a.mp4' }),
    };
    assert.deepEqual(
      Object.entries(shown).map(([kind, all]) => [
        kind,
        ofLinks.every((verb) => all.includes(verb)),
        all.includes('saveCaptions'),
        all.includes('compare'),
        all.includes('checkNow'),
      ]),
      [
        ['task', true, true, true, true],
        ['query', true, true, false, false],
        ['file', true, true, false, false],
        ['sample', false, true, false, false],
      ],
    );
    assert.ok(ofLinks.every((verb) => !shown.sample.includes(verb)));
  });

  const cards = (source: PanelSource): readonly unknown[] =>
    told(stand.show(source)).state.notices.map(({ actions }) => actions.map(({ verb }) => verb));

  it('do not ask for a new link of a saved response', () => {
    const old = details(variant([rendition('https://m.test/a', { expiresAt: start - 1 })]));
    const content = { task: task('q', { linkExpiresAt: start - 1 }), details: old };
    assert.deepEqual(cards({ kind: 'query', snapshot: content }), [['newLink']]);
    assert.deepEqual(cards({ kind: 'file', uri: 'file:///a.json', snapshot: content }), [[]]);
  });

  for (const kind of ['task', 'query', 'file'] as const) {
    it(`act on what is shown, also of a ${kind}`, async () => {
      const source: PanelSource =
        kind === 'task' ? stand.add('q', found) : { kind, uri: 'file:///a.json', snapshot };
      const showing = stand.show(source);
      const folder = await mkdtemp(join(tmpdir(), 'video-tasks-panel-'));
      const file = join(folder, 'captions.vtt');
      Object.assign(window, {
        showOpenDialog: async () => [Uri.file(folder)],
        showSaveDialog: async () => Uri.file(file),
      });
      const perform = async (verb: Parameters<typeof performVerb>[1]): Promise<void> => {
        const [shown] = showing.all() ?? assert.fail();
        await performVerb(desk, verb, source, shown);
      };
      try {
        showing.choose({ quality: videoFiles(found)[1]?.id ?? '' });
        await perform('copyLink');
        assert.equal(await env.clipboard.readText(), 'https://m.test/md');
        showing.choose({ variant: 'variant-1' });
        await perform('copyLink');
        assert.equal(await env.clipboard.readText(), 'https://m.test/b');
        await perform('saveCaptions');
        assert.match(await readFile(file, 'utf8'), /The second\./);
        const copy = join(folder, 'copy.mp4');
        await writeFile(copy, 'a video');
        stand.held = { state: 'kept', bytes: 7, path: copy };
        await perform('exportBundle');
        stand.held = { state: 'none' };
        const bundle = (await readdir(folder)).find((name) => name.startsWith('studio-q-')) ?? '';
        assert.deepEqual((await readdir(join(folder, bundle))).toSorted(), [
          'captions-2.vtt',
          'captions.vtt',
          'task.json',
          'video-2.mp4',
          'video.mp4',
        ]);
        const text = await readFile(join(folder, bundle, 'task.json'), 'utf8');
        assert.equal(text, kind === 'task' ? 'of the list' : 'outside the list');
        stand.calls.length = 0;
        await perform('saveVideo');
        await perform('reloadCopy');
        assert.deepEqual(
          stand.calls.filter((call) => !call.startsWith('details')),
          ['save', 'remove', 'keep'].map((what) => `${what} studio/q 1 source 0 0`),
        );
      } finally {
        await rm(folder, { recursive: true });
      }
    });
  }

  it('open the video that comes with its file where it lies, and offer nothing else that cannot be', async () => {
    const source: PanelSource = { kind: 'file', uri: 'file:///a.json', snapshot, video: '/a.mp4' };
    stand.movie = { video: { codec: 'hvc1', name: 'HEVC' } };
    const showing = stand.show(source);
    fails(showing);
    assert.deepEqual(cards(source), []);
    const [card] = told(showing).state.notices;
    assert.deepEqual(
      card?.actions.map(({ verb }) => verb),
      ['openDefaultPlayer'],
    );
    const opened: string[] = [];
    const { openExternal } = env;
    Object.assign(env, { openExternal: async (uri: Uri) => opened.push(uri.toString()) > 0 });
    try {
      const [shown] = showing.all() ?? assert.fail();
      await performVerb(desk, 'openDefaultPlayer', source, shown);
    } finally {
      Object.assign(env, { openExternal });
    }
    assert.deepEqual(opened, ['file:///a.mp4']);
    assert.deepEqual(
      stand.calls.filter((call) => !call.startsWith('details')),
      [],
    );
  });

  const remove = async (linkExpiresAt: number): Promise<number> => {
    const source = stand.add('q', found, { linkExpiresAt });
    const [shown] = stand.show(source).all() ?? assert.fail();
    await performVerb(desk, 'removeCopy', source, shown);
    return stand.calls.filter((call) => call.startsWith('remove')).length;
  };

  it('ask before a copy goes whose link has ended, and only then', async () => {
    const asked: string[] = [];
    const { showWarningMessage } = window;
    const answers = [undefined, 'Remove'];
    Object.assign(window, {
      showWarningMessage: async (text: string) => {
        asked.push(text);
        return answers.shift();
      },
    });
    try {
      assert.equal(await remove(start + hour), 1);
      assert.deepEqual(asked, []);
      assert.equal(await remove(start), 1);
      assert.equal(await remove(start), 2);
      assert.equal(asked.length, 2);
    } finally {
      Object.assign(window, { showWarningMessage });
    }
  });

  it('say that they did not work', async () => {
    const said: string[] = [];
    const { showWarningMessage } = window;
    Object.assign(window, { showWarningMessage: async (text: string) => void said.push(text) });
    try {
      await toldOf(desk, 'saveVideo', () => Promise.reject(new Error('no')));
    } finally {
      Object.assign(window, { showWarningMessage });
    }
    assert.deepEqual(stand.calls, ['Command saveVideo failed']);
    assert.deepEqual(said, ['That did not work. See the log for details.']);
  });

  it('have no captions to save where there are none', async () => {
    const said: string[] = [];
    const { showWarningMessage } = window;
    Object.assign(window, { showWarningMessage: async (text: string) => void said.push(text) });
    try {
      await saveCaptions(snapshot, 7);
    } finally {
      Object.assign(window, { showWarningMessage });
    }
    assert.deepEqual(said, ['This task has no captions.']);
  });
});
