import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { box, fullBox, movieOf, uint, zeros } from './files.ts';
import { esds, file, movieClock, soundEntry, track, type TrackFields } from './mp4Files.ts';

describe('readMp4, sound:', () => {
  const stereo = Buffer.from('1190', 'hex');
  const entries: readonly (readonly [title: string, fields: TrackFields, name: string, channels?: number])[] =
    [
      ['AAC states its channels', { entry: soundEntry('mp4a', 0, esds(0x40, stereo)) }, 'AAC', 2],
      ['AAC mono', { entry: soundEntry('mp4a', 0, esds(0x40, Buffer.from('1188', 'hex'))) }, 'AAC', 1],
      ['AAC 7.1', { entry: soundEntry('mp4a', 0, esds(0x40, Buffer.from('11b8', 'hex'))) }, 'AAC', 8],
      [
        'AAC of an extended object type: those of the entry',
        { entry: soundEntry('mp4a', 0, esds(0x40, Buffer.from('f988', 'hex'))) },
        'AAC',
        2,
      ],
      [
        'AAC of a free sample rate: those of the entry',
        { entry: soundEntry('mp4a', 0, esds(0x40, Buffer.from('1788', 'hex'))) },
        'AAC',
        2,
      ],
      ['AAC without configuration', { entry: soundEntry('mp4a', 0, esds(0x40, zeros(0))) }, 'AAC', 2],
      ['MP3 of MPEG-2', { entry: soundEntry('mp4a', 0, esds(0x69, zeros(0))) }, 'MP3'],
      ['MP3 of QuickTime', { entry: soundEntry('.mp3', 0) }, 'MP3', 2],
      ['an object type that nobody knows', { entry: soundEntry('mp4a', 0, esds(0xc0, stereo)) }, 'mp4a', 2],
      [
        'a description that is cut',
        { entry: soundEntry('mp4a', 0, fullBox('esds', 0, uint(3, 1))) },
        'mp4a',
        2,
      ],
      ['AC-3 without its own box', { entry: soundEntry('ac-3', 0) }, 'AC-3', 2],
      ['AC-3 5.1', { entry: soundEntry('ac-3', 0, box('dac3', Buffer.from('103d40', 'hex'))) }, 'AC-3', 6],
      [
        'E-AC-3 mono',
        { entry: soundEntry('ec-3', 0, box('dec3', Buffer.from('06002002', 'hex'))) },
        'E-AC-3',
        1,
      ],
      [
        'an entry of version 1 in a table of version 1, which is no longer than others',
        { tableVersion: 1, entry: soundEntry('mp4a', 1, esds(0x6b, zeros(0))) },
        'MP3',
      ],
      [
        'an entry of version 1 in QuickTime, which is 16 bytes longer',
        { entry: soundEntry('mp4a', 1, zeros(16), box('wave', esds(0x6b, zeros(0)))) },
        'MP3',
      ],
      [
        'an entry of version 2 in QuickTime, which is 36 bytes longer',
        { entry: soundEntry('mp4a', 2, zeros(36), box('wave', esds(0x6b, zeros(0)))) },
        'MP3',
      ],
      ['an entry of version 2 that is cut', { entry: soundEntry('lpcm', 2) }, 'PCM'],
      [
        'an entry of a version that nobody knows',
        { entry: soundEntry('mp4a', 9, esds(0x6b, zeros(0))) },
        'MP3',
      ],
    ];
  for (const [title, fields, name, channels] of entries) {
    it(title, async () => {
      const movie = await movieOf(file(movieClock(1000), track({ handler: 'soun', ...fields })));
      assert.deepEqual([movie?.audio?.name, movie?.audio?.channels], [name, channels]);
    });
  }
});
