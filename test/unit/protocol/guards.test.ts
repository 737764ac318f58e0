import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { readMessageToHost, readMessageToPanel } from '../../../src/protocol/guards.ts';
import { verbs } from '../../../src/protocol/state.ts';
import { failed, finished, full, left, linkExpired, noVideo, right, running } from '../../panel/states.ts';

const whole = finished('https://videos.example.com', {
  poster: 'data:image/webp;base64,AAAA',
  linkExpiresAt: 1,
  captionsNote: '2 captions point outside the video and are hidden.',
  noSound: 'This video has no sound track.',
  checkedAt: 1,
  playback: { autoPlay: false, play: true, loop: true, muted: false, captions: 'list' },
});

const states = {
  whole,
  full: full('https://videos.example.com', {
    video: { id: 'a', url: 'https://a.example/a.mp4', local: true },
  }),
  running,
  failed,
  linkExpired,
  noVideo,
};

describe('a message to the host', () => {
  for (const message of [
    { type: 'ready' },
    { type: 'quality', id: 'source' },
    { type: 'playbackFailed', code: 4, id: 'a', side: 0 },
    { type: 'playbackFailed', code: 4, id: 'a', side: 1 },
    { type: 'watched' },
    { type: 'variant', id: '2' },
    { type: 'answer' },
    { type: 'sound', isDecoded: false },
    ...verbs.map((verb) => ({ type: 'verb', verb })),
    { type: 'verb', verb: 'newLink', side: 1 },
  ]) {
    it(`is taken: ${JSON.stringify(message)}`, () => assert.deepEqual(readMessageToHost(message), message));
  }

  for (const message of [
    undefined,
    null,
    'ready',
    [],
    {},
    { type: 'open', url: 'https://example.com' },
    { type: 'verb' },
    { type: 'verb', verb: 'workbench.action.quit' },
    { type: 'verb', verb: 'constructor' },
    { type: 'verb', verb: 'newLink', side: 2 },
    { type: 'quality' },
    { type: 'quality', id: '' },
    { type: 'quality', id: 'x'.repeat(201) },
    { type: 'variant', id: '' },
    { type: 'sound' },
    { type: 'sound', isDecoded: 'yes' },
    ...['x', 0, 1.5, Number.NaN].map((code) => ({ type: 'playbackFailed', code, id: 'a', side: 0 })),
    ...['1', -1, 2, 0.5, undefined].map((side) => ({ type: 'playbackFailed', code: 4, id: 'a', side })),
    ...['', 'x'.repeat(201), undefined].map((id) => ({ type: 'playbackFailed', code: 4, id, side: 0 })),
  ]) {
    it(`is dropped: ${JSON.stringify(message)?.slice(0, 60)}`, () =>
      assert.equal(readMessageToHost(message), undefined));
  }

  it('loses what does not belong to it', () =>
    assert.deepEqual(readMessageToHost({ type: 'ready', command: 'x' }), { type: 'ready' }));

  it('never makes the reader throw (I14)', () =>
    fc.assert(fc.property(fc.anything(), (value) => void readMessageToHost(value))));
});

describe('a message to the panel', () => {
  for (const [name, state] of Object.entries(states)) {
    it(`is taken unchanged: ${name}`, () =>
      assert.deepEqual(readMessageToPanel({ type: 'state', state }), { type: 'state', state }));
  }

  for (const [name, change] of Object.entries({
    'a script': { video: { id: 'a', url: 'javascript:alert(1)' } },
    'a file': { video: { id: 'a', url: 'file:///etc/passwd' } },
    'plain http': { video: { id: 'a', url: 'http://192.168.0.1/a.mp4' } },
    'plain http to a name of this machine': { video: { id: 'a', url: 'http://localhost/a.mp4' } },
    'no address': { video: { id: 'a', url: '' } },
    'a video with too long an id': { video: { id: 'x'.repeat(201), url: 'https://a.example/a.mp4' } },
    'a copy without a text': { copy: { actions: [] } },
    'a remote poster': { poster: 'https://example.com/poster.png' },
    'a drawing as the poster': { poster: 'data:image/svg+xml;base64,AAAA' },
    'a colour that is none': { palette: ['url(https://example.com)'] },
    'a flat picture': { aspect: 0 },
    'an end of time': { linkExpiresAt: Infinity },
  })) {
    it(`loses a part that cannot be used, and only that: ${name}`, () => {
      const message = { type: 'state', state: { ...whole, ...change } };
      const rest = Object.entries(whole).filter(([part]) => !(part in change));
      assert.deepEqual(readMessageToPanel(message), { type: 'state', state: Object.fromEntries(rest) });
    });
  }

  const good = {
    qualities: { id: 'a', name: 'a', label: 'a', selected: true },
    actions: { verb: 'copyId', label: 'a' },
    captions: { startMs: 0, endMs: 1, text: 'a' },
    variants: { id: '1', label: 'a', selected: true },
    notices: { tone: 'info', title: 'a', actions: [] },
  };
  for (const [name, part, bad] of [
    [
      'a file with too long an id',
      'qualities',
      { id: 'x'.repeat(201), name: 'a', label: 'a', selected: false },
    ],
    ['an unknown verb', 'actions', { verb: 'quit', label: 'a' }],
    ['an icon that is none', 'actions', { verb: 'copyId', label: 'a', icon: 'x onclick' }],
    ['time without end', 'captions', { startMs: Infinity, endMs: 1, text: 'a' }],
    [
      'a remote poster',
      'variants',
      { id: '2', label: 'a', selected: false, poster: 'https://a.example/p.png' },
    ],
    ['an unknown tone', 'notices', { tone: 'loud', title: 'a', actions: [] }],
  ] as const) {
    it(`loses an item that cannot be used, and only that: ${name}`, () => {
      const state = { ...whole, [part]: [bad, good[part]] };
      assert.deepEqual(readMessageToPanel({ type: 'state', state }), {
        type: 'state',
        state: { ...whole, [part]: [good[part]] },
      });
    });
  }

  it('loses a button that may do anything, and keeps the line beside it', () => {
    const state = { ...whole, copy: { text: 'a', actions: [{ verb: 'quit', label: 'a' }] } };
    assert.deepEqual(readMessageToPanel({ type: 'state', state }), {
      type: 'state',
      state: { ...whole, copy: { text: 'a', actions: [] } },
    });
  });

  for (const [name, change] of Object.entries({
    'no word on an answer': { hasAnswer: 'yes' },
    'no texts': { texts: {} },
    'no subject': { subject: undefined },
  })) {
    it(`is dropped with ${name}`, () =>
      assert.equal(readMessageToPanel({ type: 'state', state: { ...whole, ...change } }), undefined));
  }

  for (const url of ['http://127.0.0.1:8080/a.mp4', 'http://127.0.0.2/a.mp4', 'http://[::1]:1/a.mp4']) {
    it(`may play from loopback: ${url}`, () => {
      const state = { ...whole, video: { id: 'a', url } };
      assert.deepEqual(readMessageToPanel({ type: 'state', state }), { type: 'state', state });
    });
  }

  it('may be about a file with as long a path as there is', () => {
    const state = { ...whole, subject: `file:file:///${encodeURIComponent('映'.repeat(1_365))}` };
    assert.deepEqual(readMessageToPanel({ type: 'state', state }), { type: 'state', state });
  });

  it('may bring a second state to compare with', () => {
    const message = {
      type: 'state',
      state: left('https://videos.example.com'),
      beside: right('https://videos.example.com'),
    };
    assert.deepEqual(readMessageToPanel(message), message);
  });

  it('is dropped as a whole when the second state is none', () =>
    assert.equal(
      readMessageToPanel({ type: 'state', state: whole, beside: { ...whole, texts: {} } }),
      undefined,
    ));

  it('may be an answer, cut at 256,000 characters', () => {
    const answer = { type: 'answer', subject: 'a', text: 'x'.repeat(300_000), isCut: true };
    assert.deepEqual(readMessageToPanel(answer), { ...answer, text: 'x'.repeat(256_000) });
  });

  for (const answer of [
    { type: 'answer', subject: 'a', text: 'x' },
    { type: 'answer', subject: 'a', text: 1, isCut: false },
    { type: 'answer', text: 'x', isCut: false },
  ]) {
    it(`is dropped: ${JSON.stringify(answer)}`, () => assert.equal(readMessageToPanel(answer), undefined));
  }

  it('is cut where it is too long, and kept in range', () => {
    const cue = { startMs: 0, endMs: 1, text: 'x'.repeat(3_000) };
    const state = {
      ...whole,
      title: 'x'.repeat(1_000),
      captions: Array.from({ length: 3_000 }, () => cue),
      progress: { text: 'a', value: 7 },
      copy: { text: 'a', value: -1, actions: [] },
      variants: Array.from({ length: 20 }, (_, index) => ({ id: `${index}`, label: 'a', selected: false })),
    };
    const message = readMessageToPanel({ type: 'state', state });
    const read = message?.type === 'state' ? message.state : undefined;
    assert.equal(read?.title.length, 500);
    assert.equal(read?.captions.length, 2_000);
    assert.equal(read?.captions[0]?.text.length, 2_000);
    assert.equal(read?.progress?.value, 1);
    assert.equal(read?.copy?.value, 0);
    assert.equal(read?.variants.length, 16);
  });

  it('never makes the reader throw', () =>
    fc.assert(
      fc.property(fc.anything(), (value) => void readMessageToPanel({ type: 'state', state: value })),
    ));
});
