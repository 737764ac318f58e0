import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { useHost } from './host.ts';

const relayExpiry = Date.parse('2025-01-20T14:28:09Z');
const absent = undefined;

/** What each documented body says; texts are checked by their length or start where they are long. */
const documented = [
  {
    name: 'relay-sora-succeeded',
    facts: {
      id: 'task_01jhjp54x0f759wceyasz6xrge',
      status: 'succeeded',
      progress: 1,
      title: 'Aerial Acrobatics Fly Man',
      prompt: 'fly man',
      model: 'turbo',
      seed: '968194097',
      createdAt: Date.parse('2025-01-14T15:15:46.724Z'),
      finishedAt: Date.parse('2025-01-14T15:17:40Z'),
      width: 854,
      height: 480,
      durationMs: 5_000,
      fps: 30,
      warnings: [],
    },
    files: [
      ['source', 4_034_268, relayExpiry],
      ['md', 866_705, relayExpiry],
      ['ld', 363_718, relayExpiry],
      ['watermarked', absent, relayExpiry],
    ],
    captions: [
      [
        0,
        2_500,
        'wide-angle shot with a vibrant color palette and dramatic lighting, capturing a futuristic landscape',
      ],
      [
        2_500,
        5_000,
        'wide-angle shot with a vibrant color palette and dramatic lighting, capturing a futuristic urban',
      ],
    ],
    storyboard: [
      [0, 2_500, 'A man with insect-like features'],
      [2_500, 5_000, 'The fly man performs a series of agile maneuvers'],
    ],
    thumbnail: 'https://videos.openai.com/',
  },
  {
    name: 'luma-completed',
    facts: {
      id: 'f8ec5bf5-a860-420e-b663-5a478e0d5301',
      status: 'succeeded',
      progress: 1,
      width: 1_360,
      height: 752,
      durationMs: 5_042,
      warnings: [],
    },
    files: [['source', absent, absent]],
    captions: [],
    storyboard: [],
    thumbnail: 'https://imagedelivery.net/',
  },
  {
    name: 'unified-pending',
    facts: {
      id: 'sora-2:task_01k6x15vhrff09dkkqjrzwhm60',
      status: 'running',
      progress: 0.930_217_817_517_670_4,
      title: 'New Video',
      prompt: 'make animate',
      model: 'sora-2',
      createdAt: Date.parse('2025-10-06T15:10:26.875Z'),
      width: 352,
      height: 640,
      durationMs: 15_000,
      warnings: [],
    },
    files: [],
    captions: [],
    storyboard: [],
    thumbnail: absent,
  },
  {
    name: 'unified-completed',
    facts: {
      id: 'sora-2:task_01k6x15vhrff09dkkqjrzwhm60',
      status: 'succeeded',
      progress: 1,
      prompt: 'make animate',
      model: 'sora-2',
      createdAt: 1_759_763_631_223,
      finishedAt: 1_759_763_651_908,
      width: 352,
      height: 640,
      warnings: [],
    },
    files: [
      ['source', absent, absent],
      ['md', absent, absent],
      ['gif', absent, absent],
    ],
    captions: [],
    storyboard: [],
    thumbnail: 'https://example.com/?sample-video-thumbnail=1',
  },
] as const;

function fixture(name: string): string {
  return readFileSync(join(import.meta.dirname, '..', 'fixtures', `${name}.json`), 'utf8');
}

describe('the public API reads a documented body offline', () => {
  const host = useHost();

  for (const { name, facts, files, captions, storyboard, thumbnail } of documented) {
    it(name, async () => {
      const view = await host.api.read(fixture(name));
      const { renditions, captions: seen, storyboard: asked, thumbnail: poster, ...rest } = view;
      assert.deepEqual(rest, facts);
      assert.deepEqual(
        renditions.map(({ label, bytes, expiresAt }) => [label, bytes, expiresAt]),
        files,
      );
      for (const { url, needsKey, watermarked, label } of renditions) {
        assert.equal(URL.parse(url)?.protocol, 'https:');
        assert.equal(needsKey, false);
        assert.equal(watermarked, label === 'watermarked');
      }
      for (const [cues, expected] of [[seen, captions] as const, [asked, storyboard] as const]) {
        assert.deepEqual(
          cues.map(({ startMs, endMs, text }, index) => [
            startMs,
            endMs,
            text.slice(0, expected[index]?.[2].length),
          ]),
          expected,
        );
      }
      assert.equal(poster?.slice(0, thumbnail?.length), thumbnail);
      assert.deepEqual(host.api.tasks(), []);
    });

    it(`${name}, parsed already`, async () => {
      const text = fixture(name);
      assert.deepEqual(await host.api.read(JSON.parse(text)), await host.api.read(text));
    });
  }

  const circular: Record<string, unknown> = {};
  circular['self'] = circular;
  const others: readonly (readonly [what: string, body: unknown])[] = [
    ['no JSON', 'not json'],
    ['a page', '<!doctype html><title>Sign in</title>'],
    ['an empty text', ''],
    ['an object about something else', { name: 'package', version: '1.0.0' }],
    ['an error answer', { error: { message: 'Invalid token', code: '' } }],
    ['a list', []],
    ['null', null],
    ['nothing', undefined],
    ['a function', () => 'a body'],
    ['a big integer', 5n],
    ['an object in itself', circular],
  ];
  for (const [what, body] of others) {
    it(`and says about ${what} that it is none of a task`, async () => {
      await assert.rejects(host.api.read(body), /does not look like a task response/);
    });
  }
});
