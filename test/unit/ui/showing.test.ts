import assert from 'node:assert/strict';
import { before, beforeEach, describe, it } from 'mocha';
import type { hideSoundNotice } from '../../../src/ui/panel/soundNotice.ts';
import type * as StandModule from '../../vscode/panelStand.ts';
import { installFakeVscode } from '../manifest/fakeVscode.ts';

const kept = { state: 'kept', bytes: 1, path: '/a.mp4' } as const;

describe('what a panel is told', () => {
  let stand: StandModule.PanelStand;
  let told: typeof StandModule.told;
  let make: () => ReturnType<StandModule.PanelStand['show']>;
  let module: typeof StandModule;
  let hide: typeof hideSoundNotice;
  before(async () => {
    installFakeVscode();
    module = await import('../../vscode/panelStand.ts');
    ({ told } = module);
    ({ hideSoundNotice: hide } = await import('../../../src/ui/panel/soundNotice.ts'));
  });
  beforeEach(() => {
    const { details, PanelStand, rendition, variant } = module;
    stand = new PanelStand();
    const source = stand.add('a', details(variant([rendition('https://m.test/a')])), { checkedAt: 5_000 });
    make = () => {
      const showing = stand.show(source);
      showing.turn(source, true);
      return showing;
    };
  });

  it('is once to play at once, apart from the setting', () => {
    const showing = make();
    assert.deepEqual(
      [told(showing).state.playback.play, told(showing).state.playback.play],
      [true, undefined],
    );
    showing.forgetGiven();
    assert.equal(told(showing).state.playback.play, undefined);
    assert.equal(told(showing).state.playback.autoPlay, false);
  });

  it('is to play at once until there is a video', () => {
    const showing = make();
    stand.held = { state: 'loading', bytes: 1, total: 4 };
    assert.equal(told(showing).state.video, undefined);
    assert.equal(told(showing).state.playback.play, true);
    stand.held = kept;
    assert.equal(told(showing).state.playback.play, true);
    assert.equal(told(showing).state.playback.play, undefined);
  });

  it('is when the provider was asked, in milliseconds and in words', () => {
    const { checkedAt, checked } = told(make()).state;
    assert.equal(checkedAt, 5_000);
    assert.ok(checked);
  });

  it('is what each side of a comparison can do, and what it does concerns that side alone', async () => {
    const { details, rendition, variant } = module;
    const { hear } = await import('../../../src/ui/panel/messages.ts');
    const { sourceOf } = await import('../../../src/ui/panel/source.ts');
    stand.add('b', details(variant([rendition('https://m.test/b', { expiresAt: stand.now - 1 })])));
    const source = { kind: 'compare', left: 'studio/a', right: 'studio/b' } as const;
    const showing = stand.show(source);
    assert.deepEqual(
      told(showing).beside?.notices.map(({ actions }) => actions.map(({ verb }) => verb)),
      [['newLink']],
    );
    const asked: unknown[] = [];
    const hands = {
      perform: (verb: string, side: 0 | 1) => {
        const shown = showing.all()?.[side] ?? assert.fail('nothing is shown');
        asked.push(verb, sourceOf(source, shown));
      },
    };
    hear(
      { type: 'verb', verb: 'newLink', side: 1 },
      { isReady: true },
      hands as unknown as Parameters<typeof hear>[2],
    );
    hear(
      { type: 'verb', verb: 'showRaw' },
      { isReady: true },
      hands as unknown as Parameters<typeof hear>[2],
    );
    assert.deepEqual(asked, [
      'newLink',
      { kind: 'task', key: 'studio/b' },
      'showRaw',
      { kind: 'task', key: 'studio/a' },
    ]);
  });

  it('is why there is no sound, and once it is known the card only while it is wanted', async () => {
    const video = { codec: 'avc1', name: 'H.264' };
    stand.held = kept;
    stand.movie = { video };
    const showing = make();
    assert.equal(told(showing).state.noSound, 'This video has no sound track.');
    stand.movie = { video, audio: { codec: 'mp4a', name: 'AAC' } };
    assert.equal(told(showing).state.noSound, undefined);
    showing.choose({ isSilent: true });
    assert.equal(told(showing).state.noSound, 'No sound: {0} is not supported here');
    assert.deepEqual(
      told(showing).state.notices.map(({ actions }) => actions.map(({ verb }) => verb)),
      [['openDefaultPlayer', 'saveVideo', 'hideSoundNotice']],
    );
    await hide(stand.parts);
    assert.deepEqual(told(showing).state.notices, []);
    assert.equal(told(showing).state.noSound, 'No sound: {0} is not supported here');
  });
});
