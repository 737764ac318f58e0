import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { cueAt, firstSentence, readCaptions, type Timing } from '../../../src/domain/captions.ts';

const cue = (startMs: number, endMs: number, text: string) => ({ startMs, endMs, text });
const full: Timing = { frameCount: 150, durationMs: 5000 };

describe('readCaptions', () => {
  const rows: readonly {
    readonly name: string;
    readonly value: unknown;
    readonly timing?: Timing;
    readonly cues: readonly object[];
    readonly outside?: number;
    readonly assumedRate?: boolean;
  }[] = [
    {
      name: 'places texts by frame',
      value: { 75: 'b', 0: 'a' },
      cues: [cue(0, 2500, 'a'), cue(2500, 5000, 'b')],
    },
    { name: 'takes one string for the whole video', value: 'a', cues: [cue(0, 5000, 'a')] },
    {
      name: 'assumes 30 frames a second without a duration',
      value: { 0: 'a', 225: 'b' },
      timing: { frameCount: 450 },
      cues: [cue(0, 7500, 'a'), cue(7500, 15_000, 'b')],
      assumedRate: true,
    },
    {
      name: 'assumes 30 frames a second without a frame count',
      value: { 0: 'a', 30: 'b', 600: 'c' },
      timing: { durationMs: 5000 },
      cues: [cue(0, 1000, 'a'), cue(1000, 5000, 'b')],
      outside: 1,
      assumedRate: true,
    },
    {
      name: 'needs no rate for a text at frame 0',
      value: { 0: 'a' },
      timing: { durationMs: 5000 },
      cues: [cue(0, 5000, 'a')],
    },
    {
      name: 'keeps texts that cannot be placed',
      value: { 0: 'a', 90: 'b' },
      timing: {},
      cues: [cue(0, 0, 'a'), cue(0, 0, 'b')],
    },
    {
      name: 'leaves out what points outside',
      value: { 0: 'a', 150: 'b', 9999: 'c' },
      cues: [cue(0, 5000, 'a')],
      outside: 2,
    },
    {
      name: 'leaves out what is no frame number',
      value: { '-1': 'x', '1e3': 'x', '007': 'x', ' 1': 'x', '1.5': 'x', '9999999999': 'x', '3': 'a' },
      cues: [cue(100, 5000, 'a')],
      outside: 6,
    },
    {
      name: 'ignores what is no text',
      value: { 0: null, 1: 5, 2: '', 3: ['x'], 4: '\u0000', 6: ' <b>a</b> ' },
      cues: [cue(200, 5000, '<b>a</b>')],
    },
    { name: 'ignores null', value: null, cues: [] },
    { name: 'ignores a list', value: ['a'], cues: [] },
    { name: 'ignores an empty string', value: '', cues: [] },
  ];
  for (const { name, value, timing = full, cues, outside = 0, assumedRate = false } of rows) {
    it(name, () =>
      assert.deepEqual(readCaptions(value, timing), { cues, outside, assumedRate, truncated: false }),
    );
  }

  it('keeps 2,000 cues of 2,000 characters', () => {
    const many = Object.fromEntries(Array.from({ length: 3000 }, (_, frame) => [frame, 'x']));
    const read = readCaptions(many, { frameCount: 3000, durationMs: 100_000 });
    assert.equal(read.cues.length, 2000);
    assert.equal(read.truncated, true);
    assert.equal(read.cues[1999]?.endMs, 66_667);
    const long = readCaptions('y'.repeat(2001), full);
    assert.equal(long.cues[0]?.text.length, 2000);
    assert.equal(long.truncated, true);
  });

  it('yields cues in order and inside the video, whatever comes', () => {
    const entries = fc.dictionary(
      fc.oneof(fc.string(), fc.nat().map(String)),
      fc.oneof(fc.string(), fc.jsonValue()),
    );
    const timing = fc.record(
      { frameCount: fc.integer({ min: 1, max: 1e9 }), durationMs: fc.integer({ min: 1, max: 86_400_000 }) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(entries, fc.jsonValue()), timing, (value, length) => {
        const { cues } = readCaptions(value, length);
        const end = cues.at(-1)?.endMs ?? 0;
        for (const [index, { startMs, endMs }] of cues.entries()) {
          assert.ok(startMs >= 0 && startMs <= endMs && endMs <= end);
          assert.ok(startMs >= (cues[index - 1]?.endMs ?? 0));
        }
      }),
    );
  });
});

describe('firstSentence', () => {
  const rows: readonly (readonly [string, string])[] = [
    ['A cat. A dog.', 'A cat.'],
    ['Is it a cat? Yes.', 'Is it a cat?'],
    ['Version 2.5 runs! Fast', 'Version 2.5 runs!'],
    ['一只猫。一只狗。', '一只猫。'],
    ['no end', 'no end'],
    ['two\nlines. x', 'two lines.'],
    ['  ', ''],
    ['a long sentence without an end', 'a long sentence wit…'],
  ];
  for (const [text, expected] of rows) {
    it(`${JSON.stringify(text)} → ${expected}`, () => assert.equal(firstSentence(text, 20), expected));
  }
});

describe('cueAt', () => {
  const cues = [cue(100, 200, 'a'), cue(200, 300, 'b'), cue(400, 500, 'c')];
  const rows: readonly (readonly [number, number])[] = [
    [0, -1],
    [99, -1],
    [100, 0],
    [199, 0],
    [200, 1],
    [300, -1],
    [450, 2],
    [500, -1],
  ];
  for (const [ms, index] of rows) {
    it(`finds ${index} at ${ms} ms`, () => assert.equal(cueAt(cues, ms), index));
  }
  it('finds nothing where there is nothing', () => assert.equal(cueAt([], 0), -1));
});
