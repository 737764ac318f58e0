import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Movie, SoundTrack, VideoTrack } from '../../../../src/domain/movie/movie.ts';
import { box, clip, clipNames, movieOf, readCounted, uint } from './files.ts';

const h264: VideoTrack = { codec: 'avc1', name: 'H.264', width: 64, height: 48, fps: 30, frameCount: 30 };
const aac: SoundTrack = { codec: 'mp4a', name: 'AAC', channels: 2, sampleRate: 48_000 };
const ntsc = 30_000 / 1001;

/** As ffprobe has them, but for `fps` of a variable rate: the most frequent one. */
const clips: Readonly<Record<string, Movie>> = {
  'h264-aac.mp4': { durationMs: 1000, video: h264, audio: aac },
  'h264-aac-mono-moov-last.mp4': { durationMs: 1000, video: h264, audio: { ...aac, channels: 1 } },
  'h264-ac3.mp4': { durationMs: 1019, video: h264, audio: { ...aac, codec: 'ac-3', name: 'AC-3' } },
  'h264-eac3.mp4': {
    durationMs: 1019,
    video: h264,
    audio: { codec: 'ec-3', name: 'E-AC-3', channels: 6, sampleRate: 48_000 },
  },
  'h264-mp3.mp4': {
    durationMs: 1000,
    video: h264,
    audio: { codec: 'mp4a', name: 'MP3', sampleRate: 48_000 },
  },
  'h264-flac.mp4': {
    durationMs: 200,
    video: { ...h264, frameCount: 6 },
    audio: { codec: 'fLaC', name: 'FLAC', channels: 1, sampleRate: 48_000 },
  },
  'h264-opus.mp4': { durationMs: 1000, video: h264, audio: { ...aac, codec: 'Opus', name: 'Opus' } },
  'h264-silent.mp4': { durationMs: 1000, video: h264 },
  'hevc.mp4': { durationMs: 1000, video: { ...h264, codec: 'hvc1', name: 'HEVC' } },
  'av1.mp4': {
    durationMs: 1000,
    video: { codec: 'av01', name: 'AV1', width: 64, height: 48, fps: 24, frameCount: 24 },
  },
  'rotated.mp4': { durationMs: 1000, video: { ...h264, width: 48, height: 64 } },
  'fragmented.mp4': { durationMs: 1067, video: h264, audio: aac },
  'fragmented-hybrid.mp4': { durationMs: 1067, video: h264, audio: aac },
  'fragmented-silent.mp4': { durationMs: 1000, video: h264 },
  'rate-29.97.mp4': { durationMs: 1001, video: { ...h264, fps: ntsc } },
  'rate-in-ms.mp4': { durationMs: 1000, video: h264 },
  'variable-rate.mp4': { durationMs: 1600, video: h264 },
  'quicktime-aac.mov': { durationMs: 1000, video: h264, audio: aac },
  'quicktime-pcm.mov': {
    durationMs: 100,
    video: { ...h264, frameCount: 3 },
    audio: { codec: 'sowt', name: 'PCM', channels: 1, sampleRate: 48_000 },
  },
  'quicktime-96khz.mov': {
    durationMs: 67,
    video: { ...h264, frameCount: 2 },
    audio: { codec: 'lpcm', name: 'PCM', channels: 1, sampleRate: 96_000 },
  },
  'vp9-opus.webm': {
    durationMs: 1008,
    video: { codec: 'V_VP9', name: 'VP9', width: 64, height: 48, fps: 30 },
    audio: { codec: 'A_OPUS', name: 'Opus', channels: 1, sampleRate: 48_000 },
  },
  'vp8-vorbis-live.webm': {
    video: { codec: 'V_VP8', name: 'VP8', width: 64, height: 48, fps: ntsc },
    audio: { codec: 'A_VORBIS', name: 'Vorbis', channels: 1, sampleRate: 48_000 },
  },
  'h264-flac.mkv': {
    durationMs: 200,
    video: { codec: 'V_MPEG4/ISO/AVC', name: 'H.264', width: 64, height: 48, fps: 30 },
    audio: { codec: 'A_FLAC', name: 'FLAC', channels: 1, sampleRate: 48_000 },
  },
};

/** The same file with the length of its samples in 64 bits: ffmpeg leaves eight bytes in front for that. */
function withLongSamples(file: Buffer): Buffer {
  const free = file.indexOf('free') - 4;
  const samples = free + 8;
  assert.equal(file.toString('latin1', samples + 4, samples + 8), 'mdat');
  const length = file.readUInt32BE(samples) + 8;
  const start = Buffer.concat([uint(1, 4), Buffer.from('mdat'), uint(length, 8)]);
  return Buffer.concat([file.subarray(0, free), start, file.subarray(free + 16)]);
}

describe('readMovie, of real clips', () => {
  for (const [name, movie] of Object.entries(clips)) {
    it(`reads ${name}`, async () => assert.deepEqual(await movieOf(clip(name)), movie));
  }

  it('is tested with every clip there is', () =>
    assert.deepEqual(clipNames.toSorted(), Object.keys(clips).toSorted()));

  it('reads a file whose samples have a length of 64 bits', async () => {
    const file = withLongSamples(clip('h264-aac-mono-moov-last.mp4'));
    assert.deepEqual(await movieOf(file), clips['h264-aac-mono-moov-last.mp4']);
  });

  it('reads a file whose last box goes to the end', async () => {
    const file = clip('h264-aac.mp4');
    const samples = file.indexOf('mdat') - 4;
    file.writeUInt32BE(0, samples);
    assert.deepEqual(await movieOf(file), clips['h264-aac.mp4']);
    const last = clip('h264-aac-mono-moov-last.mp4');
    last.writeUInt32BE(0, last.indexOf('moov') - 4);
    assert.deepEqual(await movieOf(last), clips['h264-aac-mono-moov-last.mp4']);
  });

  it('reads a file that was cut after its description', async () => {
    const file = clip('h264-aac.mp4');
    assert.deepEqual(await movieOf(file.subarray(0, 4096)), clips['h264-aac.mp4']);
    assert.equal(await movieOf(file.subarray(0, 1024)), undefined);
  });

  it('does not sum up the fragments of a file that was cut', async () => {
    const file = clip('fragmented.mp4');
    const { fps, codec, name, width = 0, height = 0 } = { ...h264 };
    assert.deepEqual(await movieOf(file.subarray(0, 4096)), {
      video: { codec, name, width, height, fps },
      audio: aac,
    });
  });

  it('takes a sound track for real when the fragments with its samples were cut off', async () => {
    const file = clip('fragmented.mp4');
    assert.deepEqual((await movieOf(file.subarray(0, file.indexOf('moof') + 4)))?.audio, aac);
  });

  it('fetches a description in front with one read, one at the end with two', async () => {
    const front = await readCounted(Buffer.concat([clip('h264-aac.mp4'), box('free'), box('free')]));
    assert.deepEqual({ reads: front.reads, bytes: front.bytes }, { reads: 1, bytes: 4096 });
    const file = clip('h264-aac-mono-moov-last.mp4');
    const end = await readCounted(file);
    const description = file.length - (file.indexOf('moov') + 4);
    assert.deepEqual({ reads: end.reads, bytes: end.bytes }, { reads: 2, bytes: 4096 + description });
  });
});
