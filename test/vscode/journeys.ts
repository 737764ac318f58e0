// One task on each built-in provider, and what the public API says about it on the way.
import type { SimulatedTask } from '../gateway/tasks.ts';

/** A task of a built-in provider. Links in the views have lost their query. */
export interface Journey {
  readonly provider: string;
  readonly task: SimulatedTask;
  /** What is asked of the gateway. */
  readonly path: string;
  /** What is known while it runs, besides names, status and progress. */
  readonly running: object;
  /** What is known in the end. `media` is where the files are. */
  readonly finished: (media: string) => object;
}

/** The gateway's time, epoch ms. */
export const now = Date.UTC(2026, 10, 21, 12);
const ageMs = 60_000;
const createdAt = now - ageMs;
const expiresAt = now + (6 * 24 + 1) * 3_600_000;

const soraId = 'task_01m7ht1ar0f8wr6n0zt4yhx5ac';
const lumaId = '3f9d1c6e-52b8-4a07-9e64-c1d7a80b25f3';
const unifiedId = 'sora-2:task_01m7htjrn6a9nq2c5xw8rmt0hz';

const nothing = { renditions: [], captions: [], storyboard: [], warnings: [] };
const clip = { width: 854, height: 480, durationMs: 5_000 };
const balloon = { title: 'Balloon', prompt: 'A balloon rises' };
const lights = { title: 'Northern Lights', prompt: 'Northern lights over a ridge', model: 'turbo' };
const portrait = { width: 352, height: 640, durationMs: 5_000 };

const scenes = (first: string, second: string) => [
  { startMs: 0, endMs: 2_500, text: first },
  { startMs: 2_500, endMs: 5_000, text: second },
];

const soraFiles = [
  { label: 'source', file: 'clip.mp4', size: { width: 854, height: 480, bytes: 270_184 } },
  { label: 'md', file: 'clip-md.mp4', size: { width: 640, height: 360, bytes: 117_185 } },
  { label: 'ld', file: 'clip-ld.mp4', size: { width: 426, height: 240, bytes: 53_730 } },
  { label: 'watermarked', file: 'clip-watermarked.mp4', size: {} },
];

function sora(provider: string): Journey {
  return {
    provider,
    path: `/sora/v1/videos/${soraId}`,
    task: {
      id: soraId,
      format: 'relay',
      ...lights,
      seed: 968_194_097,
      ageMs,
      captions: { '0': 'Green light.', '75': 'Violet light.' },
      storyboard: { '0': 'A green curtain.', '75': 'A violet band.' },
    },
    running: { ...nothing, ...lights, ...clip, createdAt },
    finished: (media) => ({
      ...lights,
      ...clip,
      fps: 30,
      seed: '968194097',
      createdAt,
      finishedAt: now,
      renditions: soraFiles.map(({ label, file, size }) => ({
        url: `${media}/${file}`,
        label,
        watermarked: label === 'watermarked',
        needsKey: false,
        expiresAt,
        ...size,
      })),
      thumbnail: `${media}/poster.webp`,
      captions: scenes('Green light.', 'Violet light.'),
      storyboard: scenes('A green curtain.', 'A violet band.'),
      warnings: [],
    }),
  };
}

export const journeys: readonly Journey[] = [
  sora('elkapi-sora'),
  sora('cometapi-sora'),
  sora('sora-relay'),
  {
    provider: 'elkapi-luma',
    path: `/dream-machine/v1/generations/${lumaId}`,
    task: { id: lumaId, format: 'luma', ageMs },
    running: nothing,
    finished: (media) => ({
      ...nothing,
      ...clip,
      renditions: [
        {
          url: `${media}/clip.mp4`,
          label: 'source',
          watermarked: false,
          needsKey: false,
          width: 854,
          height: 480,
        },
      ],
      thumbnail: `${media}/poster`,
    }),
  },
  {
    provider: 'unified',
    path: `/v1/videos/video_id?id=${encodeURIComponent(unifiedId)}`,
    task: { id: unifiedId, format: 'unified', ...balloon, ageMs },
    running: { ...nothing, ...balloon, ...portrait, model: 'sora-2', createdAt },
    finished: (media) => ({
      ...nothing,
      ...balloon,
      ...portrait,
      model: 'sora-2',
      createdAt,
      finishedAt: now,
      renditions: [
        { url: `${media}/portrait.mp4`, label: 'source', watermarked: false, needsKey: false },
        { url: `${media}/portrait.gif`, label: 'gif', watermarked: false, needsKey: false },
      ],
      thumbnail: `${media}/portrait.jpg`,
    }),
  },
];
