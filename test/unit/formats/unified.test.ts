import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { generation, observe, soraTask } from './bodies.ts';

const stamp = 1_767_225_600_000;

function unified(fields: object = {}, detail: object = {}): object {
  return { id: 'm-1:task_B', status: 'pending', status_update_time: stamp, detail, ...fields };
}

const sized = (size: string) => {
  const { width, height, sizeLabel } = observe(unified({}, { input: { size } }));
  return [width, height, sizeLabel];
};

const urls = (fields: object, detail: object) =>
  observe(unified({ status: 'completed', ...fields }, detail)).variants.flatMap(({ renditions }) =>
    renditions.map(({ url, role }) => `${role} ${url}`),
  );

describe('the unified format', () => {
  it('needs a status, and its time or a detail', () => {
    assert.equal(observe({ id: 'x', status: 'queued', status_update_time: null }).format, 'unified');
    assert.equal(observe({ id: 'x', status: 'queued', detail: {} }).format, 'unified');
    assert.equal(observe({ id: 'x', status: 'queued', detail: 'text' }).format, 'generic');
  });

  it('lets the inside refine the status', () => {
    const rows: readonly (readonly [object, object, string])[] = [
      [{}, {}, 'queued'],
      [{}, { status: 'processing' }, 'running'],
      [{}, { pending_info: { status: 'processing' } }, 'running'],
      [{ status: 'completed' }, { pending_info: { status: 'processing' } }, 'succeeded'],
      [{ status: null }, {}, 'unknown'],
      [{}, { draft_info: { kind: 'sora_error', reason_str: 'no' } }, 'failed'],
      [{ status: 'completed' }, { draft_info: { kind: 'sora_error' } }, 'failed'],
    ];
    for (const [fields, detail, status] of rows) {
      assert.equal(observe(unified(fields, detail)).status, status);
    }
    assert.equal(observe(unified({ status: null })).statusWord, 'null');
  });

  it('takes a progress that is a string in percent', () => {
    assert.equal(observe(unified({ status: 'processing', progress: '45' })).progress, 0.45);
  });

  it('takes times in seconds and milliseconds', () => {
    const seen = observe(
      unified({ status: 'completed', created_at: stamp / 1000, status_update_time: stamp / 1000 }),
    );
    assert.deepEqual([seen.createdAt, seen.finishedAt], [stamp, stamp]);
    assert.equal(observe(unified()).finishedAt, undefined);
  });

  it('takes the model from the id, else from what was asked', () => {
    assert.equal(observe(unified()).model, 'm-1');
    assert.equal(observe(unified({ id: 'task_B' }, { input: { model: 'sy_ore' } })).model, 'sy_ore');
    assert.equal(observe(unified({ id: 5 }, { pending_info: { model: 'sy_8' } })).model, 'sy_8');
  });

  it('tells a size in pixels from a word', () => {
    assert.deepEqual(sized('720x1280'), [720, 1280, undefined]);
    assert.deepEqual(sized('small'), [undefined, undefined, 'small']);
  });

  it('finds the video in every place', () => {
    assert.deepEqual(urls({ video_url: 'https://m.test/a' }, {}), ['other https://m.test/a']);
    assert.deepEqual(urls({}, { url: 'https://m.test/a', gif_url: 'https://m.test/g' }), [
      'other https://m.test/a',
      'gif https://m.test/g',
    ]);
    assert.deepEqual(
      urls({}, { draft_info: { downloadable_url: 'https://m.test/d', url: 'https://m.test/u' } }),
      ['other https://m.test/d', 'other https://m.test/u'],
    );
    assert.deepEqual(urls({}, { pending_info: soraTask({ generations: [generation()] }) }), [
      'source https://m.test/s.mp4',
      'watermarked https://m.test/wm.mp4',
    ]);
  });

  it('takes the poster from the top when the draft has none', () => {
    const seen = observe(
      unified({
        status: 'completed',
        video_url: 'https://m.test/a',
        width: 4,
        height: 2,
        thumbnail_url: 'https://m.test/t',
      }),
    );
    assert.deepEqual(seen.variants, [
      {
        renditions: [
          {
            url: 'https://m.test/a',
            role: 'other',
            watermarked: false,
            width: 4,
            height: 2,
            needsKey: false,
          },
        ],
        thumbnail: 'https://m.test/t',
        captions: [],
        storyboard: [],
      },
    ]);
  });

  it('finds the reason of a failure in every place', () => {
    const rows: readonly (readonly [object, object, object])[] = [
      [{}, { error: { code: 'c', message: 'm' } }, { code: 'c', message: 'm' }],
      [{}, { error: 'm' }, { message: 'm' }],
      [{ error: { code: '', message: 'm' } }, {}, { message: 'm' }],
      [{}, { pending_info: { failure_reason: 'm' } }, { message: 'm' }],
      [{}, { draft_info: { error_reason: 'm' } }, { message: 'm' }],
    ];
    for (const [fields, detail, failure] of rows) {
      assert.deepEqual(observe(unified({ status: 'failed', ...fields }, detail)).failure, failure);
    }
  });
});
