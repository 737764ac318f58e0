import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { soundName, videoName } from '../../../../src/domain/movie/codecs.ts';
import { isLikelyPlayable } from '../../../../src/domain/movie/support.ts';

const video: readonly (readonly [codecs: string, name: string, playable: 'yes' | 'no' | 'maybe'])[] = [
  ['avc1 avc3 V_MPEG4/ISO/AVC', 'H.264', 'yes'],
  ['vp08 V_VP8', 'VP8', 'yes'],
  ['hvc1 hev1 dvh1 dvhe V_MPEGH/ISO/HEVC', 'HEVC', 'maybe'],
  ['av01 V_AV1', 'AV1', 'maybe'],
  ['vp09 V_VP9', 'VP9', 'maybe'],
  ['xyz1', 'xyz1', 'maybe'],
  ['constructor', 'constructor', 'maybe'],
  ['mp4v V_MPEG4/ISO/ASP', 'MPEG-4 Visual', 'no'],
  ['s263', 'H.263', 'no'],
  ['V_MPEG2', 'MPEG-2', 'no'],
  ['jpeg mjpa V_MJPEG', 'Motion JPEG', 'no'],
  ['apch apcn apcs apco ap4h ap4x V_PRORES', 'ProRes', 'no'],
  ['vvc1 vvi1', 'VVC', 'no'],
];

const sound: readonly (readonly [codecs: string, name: string])[] = [
  ['.mp3 A_MPEG/L3', 'MP3'],
  ['A_VORBIS', 'Vorbis'],
  ['fLaC A_FLAC', 'FLAC'],
  ['sowt twos in24 in32 fl32 fl64 lpcm ipcm fpcm', 'PCM'],
  ['A_PCM/INT/LIT A_PCM/INT/BIG A_PCM/FLOAT/IEEE', 'PCM'],
  ['mp4a A_AAC', 'AAC'],
  ['ac-3 A_AC3', 'AC-3'],
  ['ec-3 A_EAC3', 'E-AC-3'],
  ['ac-4', 'AC-4'],
  ['Opus A_OPUS', 'Opus'],
  ['alac A_ALAC', 'Apple Lossless'],
  ['samr sawb', 'AMR'],
  ['dtsc dtse dtsh dtsl A_DTS', 'DTS'],
  ['mlpa A_TRUEHD', 'TrueHD'],
  ['constructor', 'constructor'],
];

const objectTypes: readonly (readonly [type: number, name: string])[] = [
  [0x40, 'AAC'],
  [0x67, 'AAC'],
  [0x69, 'MP3'],
  [0x6b, 'MP3'],
  [0xa5, 'AC-3'],
  [0xa6, 'E-AC-3'],
  [0xa9, 'DTS'],
  [0xad, 'Opus'],
  [0xdd, 'Vorbis'],
  [0xff, 'mp4a'],
  [Number.NaN, 'mp4a'],
];

describe('codecs', () => {
  for (const [codecs, name, playable] of video) {
    it(`${codecs} is called ${name}; VS Code plays it: ${playable}`, () => {
      assert.deepEqual([...new Set(codecs.split(' ').map(videoName))], [name]);
      assert.equal(isLikelyPlayable(name), playable);
    });
  }

  for (const [codecs, name] of sound) {
    it(`${codecs} is called ${name}`, () => {
      assert.deepEqual([...new Set(codecs.split(' ').map((codec) => soundName(codec)))], [name]);
    });
  }

  for (const [type, name] of objectTypes) {
    it(`mp4a of object type ${type} is ${name}`, () => assert.equal(soundName('mp4a', type), name));
  }
});
