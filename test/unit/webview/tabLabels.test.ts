import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { labelTabs } from '../../../src/webview/tabLabels.ts';
import { captions, finished, full, longCaptions } from '../../panel/states.ts';

const all = finished('https://example.com');

describe('the tabs', () => {
  for (const [name, change, labels] of [
    ['of a full answer', {}, { captions: 'Captions', storyboard: 'Storyboard', details: 'Details' }],
    [
      'of long captions',
      { captions: longCaptions, storyboard: [] },
      { captions: 'Scenes', details: 'Details' },
    ],
    [
      'of all there can be',
      { timeline: full('https://example.com').timeline, hasAnswer: true },
      {
        captions: 'Captions',
        storyboard: 'Storyboard',
        timeline: 'Timeline',
        details: 'Details',
        answer: 'Raw response',
      },
    ],
    [
      'of hidden captions alone',
      { captions: [], storyboard: [], captionsNote: 'a' },
      { captions: 'Captions', details: 'Details' },
    ],
    [
      'of a storyboard, and hidden captions',
      { captions: [], captionsNote: 'a' },
      { storyboard: 'Storyboard', details: 'Details' },
    ],
    ['of nothing', { captions: [], storyboard: [], details: [] }, {}],
  ] as const) {
    it(name, () => assert.deepEqual(labelTabs({ ...all, ...change }), labels));
  }

  for (const [mode, listed] of [
    ['list', true],
    ['both', true],
    ['overlay', false],
    ['off', false],
  ] as const) {
    it(`${listed ? 'hold' : 'leave out'} the captions when the setting is ${mode}`, () =>
      assert.equal(
        'captions' in labelTabs({ ...all, captions, playback: { ...all.playback, captions: mode } }),
        listed,
      ));
  }
});
