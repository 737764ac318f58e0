import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { subRip, webVtt } from '../../../src/domain/captionFiles.ts';
import { readCaptions } from '../../../src/domain/captions.ts';
import type { Cue } from '../../../src/domain/media.ts';

const cues: readonly Cue[] = [
  { startMs: 0, endMs: 2_500, text: 'A cat stands on the kerb' },
  { startMs: 2_500, endMs: 3_723_004, text: 'It pushes off\nand lands' },
];

/** What a player makes of a cue's text in WebVTT. */
function unescape(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

describe('captions as WebVTT', () => {
  it('have a head, times in hours, and an empty line between them', () => {
    assert.equal(
      webVtt(cues),
      'WEBVTT\n\n00:00:00.000 --> 00:00:02.500\nA cat stands on the kerb\n\n' +
        '00:00:02.500 --> 01:02:03.004\nIt pushes off\nand lands\n',
    );
  });

  it('are a file also where there are none', () => {
    assert.equal(webVtt([]), 'WEBVTT\n');
  });

  it('show markup, entities and arrows as they were written', () => {
    const text = '<v Bob>a & b</v> --> &amp; <script>';
    const written = webVtt([{ startMs: 0, endMs: 1, text }]).split('\n')[3] ?? '';
    assert.doesNotMatch(written, /[<>]/);
    assert.equal(unescape(written), text);
  });

  it('are not ended early by empty lines, whatever ends a line', () => {
    const [cue] = webVtt([{ startMs: 0, endMs: 1, text: '\n\na\r\n\r\nNOTE b\r \rc\n' }])
      .split('\n\n')
      .slice(1);
    assert.equal(cue, '00:00:00.000 --> 00:00:00.001\na\nNOTE b\nc\n');
  });

  it('last a moment where no length is known', () => {
    const { cues: untimed } = readCaptions({ '0': 'first', '30': 'second' }, {});
    assert.match(webVtt(untimed), /00:00:00\.000 --> 00:00:00\.001\nfirst/);
  });

  it('hold as many cues as they are made of, in their times, whatever the texts', () => {
    const anyCue = fc.record({
      startMs: fc.nat(10_000_000),
      endMs: fc.nat(10_000_000),
      text: fc.oneof(fc.string(), fc.stringMatching(/^[\r\n<>&a -]*$/)),
    });
    fc.assert(
      fc.property(fc.array(anyCue, { maxLength: 5 }), (all) => {
        for (const [text, time] of [
          [webVtt(all), /^\d\d:\d\d:\d\d\.\d{3} --> \d\d:\d\d:\d\d\.\d{3}$/gm],
          [subRip(all), /^\d\d:\d\d:\d\d,\d{3} --> \d\d:\d\d:\d\d,\d{3}$/gm],
        ] as const) {
          assert.equal(text.match(time)?.length ?? 0, all.length);
          assert.equal(text.match(/-->/g)?.length ?? 0, all.length);
        }
      }),
    );
  });
});

describe('captions as SubRip', () => {
  it('are numbered from 1, with a comma before the milliseconds', () => {
    assert.equal(
      subRip(cues),
      '1\n00:00:00,000 --> 00:00:02,500\nA cat stands on the kerb\n\n' +
        '2\n00:00:02,500 --> 01:02:03,004\nIt pushes off\nand lands\n',
    );
    assert.equal(subRip([]), '');
  });

  it('hold no markup: look-alikes stand for it', () => {
    const text = subRip([{ startMs: 0, endMs: 1, text: '<i>a</i> --> b & c' }]);
    assert.equal(text, '1\n00:00:00,000 --> 00:00:00,001\n‹i›a‹/i› → b & c\n');
  });
});
