import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import type { Rendition } from '../../../src/domain/media.ts';
import type { Movie } from '../../../src/domain/movie/movie.ts';
import type { CopyState } from '../../../src/engine/copyParts.ts';
import type { Parts } from '../../../src/ui/parts.ts';
import type { PanelChoice } from '../../../src/ui/panel/choice.ts';
import type * as Video from '../../../src/ui/panel/video.ts';
import { sampleTask } from '../domain/samples.ts';
import { installFakeVscode } from '../manifest/fakeVscode.ts';

const now = 1_000_000;
const link = { watermarked: false, needsKey: false };
const source: Rendition = { ...link, url: 'https://example.com/source.mp4', role: 'source' };
const md: Rendition = { ...link, url: 'https://example.com/md.mp4', role: 'md' };
const ld: Rendition = { ...link, url: 'https://example.com/ld.mp4', role: 'ld' };
const kept = (name: string): CopyState => ({ state: 'kept', bytes: 1, path: `/copies/${name}.mp4` });
const hevc: Movie = { video: { codec: 'hvc1', name: 'HEVC' } };

interface Scene {
  readonly files?: readonly Rendition[];
  /** By the role of the file. */
  readonly held?: Readonly<Record<string, CopyState>>;
  readonly choice?: Partial<Pick<PanelChoice, 'before' | 'quality'>> & {
    /** What the copies say of themselves. */
    readonly movie?: Movie;
    /** Id of a video that the page could not play. */
    readonly failed?: string;
    /** Id of a video that the page has. */
    readonly given?: string;
  };
}

/** What can be done, wherever it is offered. */
const verbs = ({ notice, state }: Video.Playable): readonly string[] =>
  [...(notice?.actions ?? []), ...(state.copy?.actions ?? []), ...(state.progress?.actions ?? [])].map(
    ({ verb, label }) => `${verb}: ${label}`,
  );

describe('what a panel plays, or why it plays nothing', () => {
  let panel: typeof Video;
  before(async () => {
    installFakeVscode();
    panel = await import('../../../src/ui/panel/video.ts');
  });

  function show({ files = [source], held = {}, choice: wish = {} }: Scene): Video.Playable {
    const task = sampleTask({ status: 'succeeded', playable: true, finishedAt: 1_000 });
    const details = {
      format: 'relay',
      warnings: [],
      variants: [{ renditions: files, captions: [], storyboard: [] }],
    };
    const parts = {
      clock: { now: () => now },
      settings: { word: () => 'source', providers: () => [] },
      copies: { state: (_key: string, id: string) => held[id.split(' ')[1] ?? ''] ?? { state: 'none' } },
    } as unknown as Parts;
    const { movie, failed, given, ...chosen } = wish;
    const choice: PanelChoice = {
      play: false,
      posters: new Map(),
      failed: new Set(failed === undefined ? [] : [failed]),
      given: new Set(given === undefined ? [] : [given]),
      movieOf: () => movie,
      addressOf: (path) => `page:${path}`,
      ...chosen,
    };
    const shown = panel.shownOf({ task, details }, choice, parts);
    return panel.shownVideo({ kind: 'task', key: task.key }, shown, choice, parts);
  }

  it('says once that a link has expired, whatever became of the copy', () => {
    for (const held of [{ state: 'none' }, { state: 'failed', problem: { kind: 'expired' } }] as const) {
      const shown = show({ files: [{ ...source, expiresAt: now }], held: { source: held } });
      assert.equal(shown.notice?.title, 'The video link has expired.');
      assert.deepEqual(verbs(shown), ['newLink: Get a New Link']);
      assert.deepEqual(Object.keys(shown.state), ['qualities']);
    }
  });

  it('says why what opens with the key only has no copy, and what to do, once', () => {
    for (const [problem, title, ...ways] of [
      [{ kind: 'gone' }, '{0} no longer stores this video. It was finished {1}.'],
      [{ kind: 'interrupted', bytes: 1, total: 2 }, 'The download stopped at {0}.', 'keepCopy: Resume'],
      [{ kind: 'noSpace' }, 'Not enough disk space for the local copy.', 'keepCopy: Try Again'],
      [
        { kind: 'notVideo', found: 'html' },
        'The link did not return a video but {0}.',
        'showRaw: Show Raw Response',
        'keepCopy: Try Again',
      ],
      [
        { kind: 'tooLarge', bytes: 5, limit: 4 },
        'This video is {0}. Automatic copies stop at {1}.',
        'keepCopy: Download Anyway',
      ],
    ] as const) {
      const shown = show({
        files: [{ ...source, needsKey: true }],
        held: { source: { state: 'failed', problem } },
      });
      assert.equal(shown.notice?.title, title);
      assert.deepEqual(verbs(shown), ways);
      assert.equal(shown.state.video, undefined);
    }
  });

  it('offers a copy of what opens with the key only', () => {
    const shown = show({ files: [{ ...source, needsKey: true }] });
    assert.equal(shown.notice?.title, 'This video can be played from a local copy only.');
    assert.deepEqual(verbs(shown), ['keepCopy: Keep a Local Copy']);
  });

  it('plays a link whose copy has failed, until that fails as well', () => {
    const held = { source: { state: 'failed', problem: { kind: 'noSpace' } } } as const;
    const first = show({ held });
    assert.equal(first.notice, undefined);
    assert.equal(first.state.copy?.text, 'Not enough disk space for the local copy.');
    const after = show({ held, choice: { failed: first.state.video?.id ?? '' } });
    assert.equal(after.notice?.title, 'Not enough disk space for the local copy.');
    assert.deepEqual(Object.keys(after.state), ['qualities']);
    const renewed = { ...source, url: 'https://example.com/source.mp4?sig=2' };
    const again = show({ files: [renewed], held, choice: { failed: first.state.video?.id ?? '' } });
    assert.equal(again.state.video?.url, renewed.url);
  });

  it('keeps from the page what has ended, is no video or is not public', () => {
    for (const kind of ['expired', 'gone', 'refused'] as const) {
      assert.equal(show({ held: { source: { state: 'failed', problem: { kind } } } }).state.video, undefined);
    }
    const problem = { kind: 'notVideo', found: 'html' } as const;
    assert.equal(show({ held: { source: { state: 'failed', problem } } }).state.video, undefined);
  });

  it('goes on with a link that has ended in a page that has it, until it fails', () => {
    const files = [{ ...source, expiresAt: now }];
    const { id = '' } = show({}).state.video ?? {};
    assert.equal(show({ files, choice: { given: id } }).state.video?.id, id);
    assert.equal(show({ files, choice: { given: id, failed: id } }).state.video, undefined);
  });

  it('goes on with a link that the page has while a copy of it is on its way, and tells how that comes on', () => {
    const held = { source: { state: 'loading', bytes: 1, total: 4 } } as const;
    const { id = '' } = show({}).state.video ?? {};
    const { state } = show({ held, choice: { given: id } });
    assert.equal(state.video?.id, id);
    assert.equal(state.copy?.value, 0.25);
    assert.equal(show({ held, choice: { given: id, failed: id } }).state.video, undefined);
    assert.equal(show({ held }).state.video, undefined);
  });

  it('tells how the first copy comes on in one place, with the way to give it up', () => {
    const shown = show({ held: { source: { state: 'loading', bytes: 1, total: 4 } } });
    assert.equal(shown.state.progress?.value, 0.25);
    assert.deepEqual(verbs(shown), ['cancelCopy: Cancel']);
    assert.equal(shown.state.copy, undefined);
  });

  it('goes on with the file that was played while another quality is on its way, or cannot be had', () => {
    const ids = show({ files: [source, md, ld] }).state.qualities.map(({ id }) => id);
    const [, middle = '', quality = ''] = ids;
    for (const state of [{ state: 'queued' }, { state: 'failed', problem: { kind: 'expired' } }] as const) {
      const shown = show({
        files: [source, md, { ...ld, expiresAt: now }],
        held: { source: kept('source'), md: kept('md'), ld: state },
        choice: { before: middle, quality },
      });
      assert.equal(shown.state.video?.url, 'page:/copies/md.mp4');
      assert.equal(shown.state.qualities.find(({ selected }) => selected)?.id, quality);
      assert.equal(shown.notice, undefined);
      assert.equal(verbs(shown).length, 1);
    }
  });

  it('says before the attempt, or after it, that VS Code cannot play a codec, and leaves the choice of another', () => {
    const held = { source: kept('source') };
    const files = [source, md];
    const { video } = show({ files, held, choice: { movie: hevc } }).state;
    assert.ok(video);
    const shown = show({ files, held, choice: { movie: hevc, failed: video.id } });
    assert.equal(shown.notice?.title, 'VS Code cannot play {0} video.');
    assert.deepEqual(verbs(shown), [
      'openDefaultPlayer: Open in Default Player',
      'saveVideo: Save Video As...',
    ]);
    assert.equal(shown.state.video, undefined);
    assert.equal(shown.state.qualities.length, 2);
    const never = show({ held, choice: { movie: { video: { codec: 'mp4v', name: 'MPEG-4 Visual' } } } });
    assert.equal(never.state.video, undefined);
  });

  it('offers to download again what is damaged', () => {
    const held = { source: kept('source') };
    const { video } = show({ held }).state;
    const shown = show({ held, choice: { failed: video?.id ?? '' } });
    assert.equal(shown.notice?.title, 'The file is incomplete or damaged.');
    assert.deepEqual(verbs(shown), [
      'reloadCopy: Download Again',
      'openDefaultPlayer: Open in Default Player',
    ]);
  });

  it('names the choices shortly, and in full', () => {
    const sized = { ...source, width: 854, height: 480, bytes: 270_184 };
    const [first, second] = show({ files: [sized, md] }).state.qualities;
    assert.deepEqual([first?.name, first?.size], ['source', '854×480']);
    assert.equal(first?.label, 'source · 854×480 · 270.2 KB');
    assert.deepEqual([second?.name, second?.size, second?.label], ['medium', undefined, 'medium']);
  });
});
