import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { generation, observe, read, soraTask, wrapped } from './bodies.ts';

const done = { status: 'SUCCESS', progress: '100%' };

const urlsOf = (fields: object) =>
  observe(wrapped(null, fields)).variants.flatMap(({ renditions }) => renditions.map(({ url }) => url));

const envelope = (data: unknown): unknown => ({ code: 'success', data });

describe('the relay wrapper', () => {
  it('takes the truer progress of the upstream task', () => {
    assert.equal(observe(wrapped(soraTask({ progress_pct: 0.37 }), { progress: '30%' })).progress, 0.37);
    assert.equal(observe(wrapped(soraTask({ progress_pct: null }), { progress: '30%' })).progress, 0.3);
  });

  it('does not believe in 100 % before the end, nor after a failure', () => {
    assert.equal(observe(wrapped(null, { progress: '100%' })).progress, 0.99);
    assert.equal(observe(wrapped(null, { status: 'FAILURE', progress: '100%' })).progress, undefined);
    assert.equal(observe(wrapped(null, { status: 'SUCCESS' })).progress, 1);
  });

  it('takes the time of the end from an ended task only', () => {
    assert.equal(observe(wrapped(null, { finish_time: 1_700_000_000 })).finishedAt, undefined);
    assert.equal(
      observe(wrapped(null, { ...done, finish_time: 1_700_000_000 })).finishedAt,
      1_700_000_000_000,
    );
  });

  it('falls back to its own times', () => {
    const { createdAt, startedAt } = observe(
      wrapped(null, { submit_time: '1700000000', start_time: 1_700_000_005 }),
    );
    assert.deepEqual([createdAt, startedAt], [1_700_000_000_000, 1_700_000_005_000]);
  });

  it('tells the place in the queue while the task waits', () => {
    const upstream = soraTask({ status: 'queued', progress_pos_in_queue: 3 });
    assert.equal(observe(wrapped(upstream, { status: 'QUEUED' })).queuePosition, 3);
    assert.equal(observe(wrapped(upstream, done)).queuePosition, undefined);
  });

  describe('reads its overloaded fields by the status', () => {
    it('a link as the reason of a success is the result', () => {
      assert.deepEqual(urlsOf({ ...done, fail_reason: 'https://m.test/a.mp4' }), ['https://m.test/a.mp4']);
    });
    it('a file id as the reason of a success says nothing', () => {
      const seen = observe(wrapped(null, { ...done, fail_reason: '2049' }));
      assert.deepEqual([seen.status, seen.variants, seen.warnings], ['succeeded', [], []]);
    });
    it('prose as the reason of a success is worth a warning', () => {
      const seen = observe(wrapped(null, { ...done, fail_reason: 'timed out' }));
      assert.deepEqual(
        [seen.status, seen.failure, seen.warnings],
        ['succeeded', undefined, ['failureTextOnSuccess']],
      );
    });
    it('a reason in the place of a link is no link', () => {
      const seen = observe(
        wrapped(null, { status: 'FAILURE', fail_reason: 'no', result_url: 'no', metadata: { url: 'no' } }),
      );
      assert.deepEqual([seen.failure, seen.variants, seen.warnings], [{ message: 'no' }, [], []]);
    });
    it('a link as the reason of a failure is neither played nor shown', () => {
      const seen = observe(wrapped(null, { status: 'FAILURE', fail_reason: 'https://m.test/a.mp4' }));
      assert.deepEqual([seen.status, seen.failure, seen.variants], ['failed', undefined, []]);
    });
    it('links before the end do not count', () => {
      assert.deepEqual(urlsOf({ status: 'IN_PROGRESS', result_url: 'https://m.test/a.mp4' }), []);
    });
    it('a link of the gateway itself needs the key', () => {
      const { variants } = observe(wrapped(null, { ...done, result_url: '/v1/videos/task_A/content' }));
      assert.deepEqual(variants[0]?.renditions, [
        {
          url: 'https://gate.test/v1/videos/task_A/content',
          role: 'other',
          watermarked: false,
          needsKey: true,
        },
      ]);
    });
  });

  it('prefers the files of the upstream task', () => {
    const seen = observe(
      wrapped(soraTask({ status: 'succeeded', generations: [generation()] }), {
        ...done,
        result_url: 'https://m.test/again.mp4',
      }),
    );
    assert.deepEqual(
      seen.variants.map(({ renditions }) => renditions.map(({ role }) => role)),
      [['source', 'watermarked']],
    );
  });

  it('is a failure when the upstream task failed without a file', () => {
    const seen = observe(wrapped(soraTask({ status: 'failed', failure_reason: 'filtered' }), done));
    assert.deepEqual([seen.status, seen.failure], ['failed', { message: 'filtered' }]);
  });

  it('shows no file of a failed task', () => {
    assert.deepEqual(
      observe(wrapped(soraTask({ generations: [generation()] }), { status: 'FAILURE' })).variants,
      [],
    );
  });

  for (const [name, data] of Object.entries({
    null: null,
    'a list': [],
    text: 'x',
    'broken JSON': '{"id":',
    'an unknown object': { a: 1 },
  })) {
    it(`stands alone when the upstream answer is ${name}`, () => {
      const seen = observe(wrapped(data));
      assert.deepEqual([seen.format, seen.ids, seen.status], ['relay', ['task_A'], 'running']);
    });
  }

  it('reads an upstream answer that is JSON in a string', () => {
    assert.equal(observe(wrapped(JSON.stringify(soraTask({ prompt: 'p' })))).prompt, 'p');
  });

  it('reads a gateway behind a gateway behind a gateway', () => {
    const upstream = soraTask({ prompt: 'deep', status: 'succeeded', generations: [generation()] });
    const seen = observe(wrapped(wrapped(wrapped(upstream, done))));
    assert.deepEqual([seen.prompt, seen.status, seen.variants.length], ['deep', 'succeeded', 1]);
  });

  it('does not look deeper than that', () => {
    const upstream = soraTask({ prompt: 'too deep' });
    assert.equal(observe(wrapped(wrapped(wrapped(wrapped(upstream))))).prompt, undefined);
    assert.equal(observe(envelope(envelope(wrapped(null)))).status, 'running');
    assert.equal(read(envelope(envelope(envelope(envelope(wrapped(null)))))).kind, 'nothing');
  });

  it('reads the bare forms of new-api', () => {
    const simple = observe({
      code: 'success',
      data: {
        task_id: 'task_C',
        status: 'succeeded',
        url: 'https://m.test/c.mp4',
        metadata: null,
        error: null,
      },
    });
    assert.deepEqual(
      [simple.status, simple.variants[0]?.renditions[0]?.url],
      ['succeeded', 'https://m.test/c.mp4'],
    );
    const failed = observe({
      task_id: 'task_C',
      status: 'failed',
      metadata: { duration: 5, fps: 24, width: 4, height: 2, seed: 1 },
      error: { code: 1, message: 'why' },
    });
    assert.deepEqual(failed, {
      format: 'relay',
      ids: ['task_C'],
      status: 'failed',
      statusWord: 'failed',
      seed: '1',
      width: 4,
      height: 2,
      durationMs: 5000,
      fps: 24,
      failure: { code: '1', message: 'why' },
      variants: [],
      warnings: [],
    });
    const noLink = observe({
      task_id: 'task_C',
      status: 'SUCCESS',
      progress: '100%',
      created_at: 1,
      finished_at: 2,
    });
    assert.deepEqual([noLink.status, noLink.variants, noLink.createdAt], ['succeeded', [], undefined]);
  });

  it('reads what was asked from the properties', () => {
    const properties = { input: 'p', upstream_model_name: 'u', origin_model_name: 'o' };
    const { prompt, model } = observe(wrapped(null, { properties }));
    assert.deepEqual([prompt, model], ['p', 'o']);
  });

  it('keeps nothing about the account', () => {
    const account = {
      user_id: 1,
      username: 'nobody',
      group: 'g',
      channel_id: 7,
      quota: 9,
      notify_hook: 'https://n.test',
    };
    const seen = JSON.stringify(observe(wrapped(soraTask({ user: 'user-nobody' }), account)));
    assert.doesNotMatch(seen, /nobody|n\.test|"g"|quota|channel/);
  });
});
