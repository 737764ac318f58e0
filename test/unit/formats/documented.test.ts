import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { at } from '../../../src/domain/json.ts';
import { documented, observe } from './bodies.ts';

const exampleFile = (name: string, role: string) => ({
  url: `https://example.com/?sample-video-${name}=1`,
  role,
  watermarked: false,
  needsKey: false,
});

describe('the documented bodies', () => {
  it('relay: a finished Sora task', () => {
    const body = documented('relay-sora-succeeded');
    const generation = Object(at(body, 'data', 'data', 'generations'))[0];
    const expiresAt = Date.parse('2025-01-20T14:28:09Z');
    const file = (role: string, bytes: number) => ({
      url: at(generation, 'encodings', role, 'path'),
      role,
      watermarked: false,
      width: 854,
      height: 480,
      durationMs: 5000,
      bytes,
      expiresAt,
      needsKey: false,
    });
    const cues = (name: string) => [
      { startMs: 0, endMs: 2500, text: at(generation, name, '0') },
      { startMs: 2500, endMs: 5000, text: at(generation, name, '75') },
    ];
    assert.deepEqual(observe(body, 'task_01jhjp54x0f759wceyasz6xrge'), {
      format: 'relay',
      ids: ['task_01jhjp54x0f759wceyasz6xrge'],
      status: 'succeeded',
      statusWord: 'SUCCESS, succeeded',
      progress: 1,
      title: 'Aerial Acrobatics Fly Man',
      prompt: 'fly man',
      model: 'turbo',
      seed: '968194097',
      createdAt: Date.parse('2025-01-14T15:15:46.724Z'),
      finishedAt: Date.parse('2025-01-14T15:17:40Z'),
      width: 854,
      height: 480,
      durationMs: 5000,
      fps: 30,
      frameCount: 150,
      moderation: 'passed',
      variants: [
        {
          id: 'gen_01jhjp646berwt0ezg1faay7mt',
          title: 'Aerial Acrobatics Fly Man',
          seed: '968194097',
          renditions: [
            file('source', 4_034_268),
            file('md', 866_705),
            file('ld', 363_718),
            {
              url: at(generation, 'url'),
              role: 'watermarked',
              watermarked: true,
              expiresAt,
              needsKey: false,
            },
          ],
          thumbnail: at(generation, 'encodings', 'thumbnail', 'path'),
          spritesheet: at(generation, 'encodings', 'spritesheet', 'path'),
          captions: cues('caption'),
          storyboard: cues('actions'),
        },
      ],
      warnings: [],
    });
  });

  it('Luma: a finished task', () => {
    const body = documented('luma-completed');
    assert.deepEqual(observe(body, 'f8ec5bf5-a860-420e-b663-5a478e0d5301'), {
      format: 'luma',
      ids: ['f8ec5bf5-a860-420e-b663-5a478e0d5301'],
      status: 'succeeded',
      statusWord: 'completed',
      progress: 1,
      width: 1360,
      height: 752,
      durationMs: 5042,
      variants: [
        {
          renditions: [
            {
              url: at(body, 'video_raw', 'url'),
              role: 'source',
              watermarked: false,
              width: 1360,
              height: 752,
              durationMs: 5042,
              needsKey: false,
            },
          ],
          thumbnail: at(body, 'thumbnail', 'url'),
          lastFrame: at(body, 'last_frame', 'url'),
          captions: [],
          storyboard: [],
        },
      ],
      palette:
        'fdfdfd fefefe fefefe fefefe fcfcfc fcfcfc fefefe fefefe fefefe fcfcfc fcfcfc fefefe fefefe fefefe fcfcfc fcfcfc fefefe fdfdfd fefefe fbfbfb fcfcfc fdfdfe fdfdfd fefefe fcfcfc'
          .split(' ')
          .map((colour) => `#${colour}`),
      warnings: [],
    });
  });

  it('unified: a pending task', () => {
    assert.deepEqual(observe(documented('unified-pending'), 'task_01k6x15vhrff09dkkqjrzwhm60'), {
      format: 'unified',
      ids: ['sora-2:task_01k6x15vhrff09dkkqjrzwhm60', 'task_01k6x15vhrff09dkkqjrzwhm60'],
      status: 'running',
      statusWord: 'pending, processing',
      progress: 0.9302178175176704,
      title: 'New Video',
      prompt: 'make animate',
      model: 'sora-2',
      createdAt: Date.parse('2025-10-06T15:10:26.875Z'),
      width: 352,
      height: 640,
      durationMs: 15_000,
      frameCount: 450,
      sizeLabel: 'small',
      orientation: 'portrait',
      moderation: 'passed',
      variants: [],
      warnings: [],
    });
  });

  it('unified: a finished task', () => {
    assert.deepEqual(observe(documented('unified-completed'), 'sora-2:task_01k6x15vhrff09dkkqjrzwhm60'), {
      format: 'unified',
      ids: ['sora-2:task_01k6x15vhrff09dkkqjrzwhm60', 'task_01k6x15vhrff09dkkqjrzwhm60'],
      status: 'succeeded',
      statusWord: 'completed',
      progress: 1,
      prompt: 'make animate',
      model: 'sora-2',
      createdAt: 1_759_763_631_223,
      finishedAt: 1_759_763_651_908,
      width: 352,
      height: 640,
      sizeLabel: 'small',
      orientation: 'portrait',
      variants: [
        {
          id: 'gen_01k6x1bffaf3dr786harh8maqt',
          renditions: [exampleFile('src', 'source'), exampleFile('md', 'md'), exampleFile('preview', 'gif')],
          thumbnail: 'https://example.com/?sample-video-thumbnail=1',
          captions: [],
          storyboard: [],
        },
      ],
      warnings: [],
    });
  });
});
