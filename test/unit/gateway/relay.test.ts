import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import documented from '../../fixtures/relay-sora-succeeded.json' with { type: 'json' };
import { at, get, keyPaths, pick, withGateway } from './client.ts';

const id = 'task_01m7ht1ar0f8wr6n0zt4yhx5ac';
const path = `/sora/v1/videos/${id}`;
const states = ['data/status', 'data/progress', 'data/data/status', 'data/data/progress_pct'] as const;

describe('gateway: relay format', () => {
  it('has every documented field of a finished task and none of its values that name the sample', () =>
    withGateway(async (gateway) => {
      gateway.addTask({
        id,
        format: 'relay',
        prompt: 'a fox',
        title: 'Fox',
        seed: 7,
        captions: { '0': 'a fox waits', '75': 'the fox leaves' },
        storyboard: { '0': 'wait', '75': 'leave' },
      });
      const text = await (await get(gateway, path)).text();
      const body: unknown = JSON.parse(text);
      assert.deepEqual(
        [...keyPaths(documented)].filter((key) => !keyPaths(body).has(key)),
        [],
      );
      assert.doesNotMatch(text, /fly man|insect|openai\.com|01jhjp5|2025-01-14/i);
      assert.deepEqual(at(body, 'data/data/generations/0/caption'), {
        '0': 'a fox waits',
        '75': 'the fox leaves',
      });
      assert.deepEqual(at(body, 'data/data/generations/0/actions'), { '0': 'wait', '75': 'leave' });
      assert.deepEqual(
        [
          'data/task_id',
          'data/data/id',
          'data/data/title',
          'data/data/generations/0/seed',
          'data/data/prompt',
        ].map((key) => at(body, key)),
        [id, id, 'Fox', 7, 'a fox'],
      );
      assert.match(String(at(body, 'data/data/user')), /^user-/);
      assert.match(String(at(body, 'data/data/generations/0/user/id')), /^user-/);
    }));

  it('gives sizes and links of real files, the watermarked one apart', () =>
    withGateway(async (gateway) => {
      gateway.addTask({ id, format: 'relay', width: 1280, height: 720, nFrames: 300, durationSecs: 10 });
      const generation = 'data/data/generations/0';
      const [encodings, url, frames] = await pick(
        gateway,
        path,
        `${generation}/encodings`,
        `${generation}/url`,
        `${generation}/n_frames`,
      );
      for (const name of ['source', 'md', 'ld']) {
        const video = await fetch(String(at(encodings, `${name}/path`)));
        assert.equal((await video.arrayBuffer()).byteLength, at(encodings, `${name}/size`));
      }
      for (const name of ['thumbnail', 'spritesheet']) {
        assert.equal((await fetch(String(at(encodings, `${name}/path`)))).status, 200);
      }
      assert.match(String(url), /clip-watermarked\.mp4\?st=.*&se=.*&sig=/);
      assert.deepEqual(
        [at(encodings, 'source/width'), at(encodings, 'source/duration_secs'), frames],
        [1280, 10, 300],
      );
      assert.equal(at(encodings, 'ld/width'), 426);
    }));

  it('leaves out the renditions a clip does not have', () =>
    withGateway(async (gateway) => {
      gateway.addTask({ id, format: 'relay', clip: 'forest' });
      const [encodings] = await pick(gateway, path, 'data/data/generations/0/encodings');
      assert.equal(at(encodings, 'md'), null);
      assert.match(String(at(encodings, 'source/path')), /forest\.mp4/);
    }));

  it('speaks every status', () =>
    withGateway(async (gateway) => {
      gateway.addTask({ id, format: 'relay', failReason: 'blocked by moderation' });
      const expected = [
        ['notStarted', 'NOT_START', '0%', undefined, undefined],
        ['submitted', 'SUBMITTED', '10%', 'queued', null],
        ['queued', 'QUEUED', '20%', 'queued', null],
        ['running', 'IN_PROGRESS', '42%', 'running', 0.42],
        ['succeeded', 'SUCCESS', '100%', 'succeeded', null],
        ['failed', 'FAILURE', '100%', 'failed', null],
        ['cancelled', 'FAILURE', '100%', 'canceled', null],
      ] as const;
      for (const [status, ...row] of expected) {
        gateway.setStatus(id, status, 0.42);
        assert.deepEqual(await pick(gateway, path, ...states), row, status);
      }
    }));

  it('has no generations before the end, and the reason on a failure', () =>
    withGateway(async (gateway) => {
      gateway.addTask({ id, format: 'relay', failReason: 'blocked by moderation' });
      const keys = [
        'data/data/generations',
        'data/finish_time',
        'data/fail_reason',
        'data/data/failure_reason',
      ];
      gateway.setStatus(id, 'running');
      assert.deepEqual(await pick(gateway, path, ...keys), [[], 0, '', null]);
      gateway.setStatus(id, 'failed');
      const [generations, finished, ...reasons] = await pick(gateway, path, ...keys);
      assert.deepEqual(generations, []);
      assert.ok(Number(finished) > 1_700_000_000);
      assert.deepEqual(reasons, ['blocked by moderation', 'blocked by moderation']);
    }));
});
