import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { observe, read } from './bodies.ts';

const urlsOf = (fields: object) =>
  observe({ id: 'x', status: 'succeeded', ...fields }).variants.flatMap(({ renditions }) =>
    renditions.map(({ url }) => url),
  );

const reasonOf = (fields: object) => observe({ id: 'x', status: 'failed', ...fields }).failure;

describe('bodies of no known family', () => {
  it('need a status word, and an id or a video', () => {
    assert.equal(read({ status: 'ok' }).kind, 'nothing');
    assert.equal(read({ id: 'x' }).kind, 'nothing');
    assert.equal(read({ id: 'x', status: 404 }).kind, 'nothing');
    assert.equal(read({ status: 'ok', result: { image: { url: 'https://m.test/a.png' } } }).kind, 'nothing');
    assert.equal(observe({ id: 'x', status: null }).status, 'unknown');
    assert.equal(observe({ taskId: 'x', taskStatus: 'mystery' }).statusWord, 'mystery');
    assert.equal(observe({ status: 'done', output: 'https://m.test/a.mp4' }).status, 'succeeded');
  });

  it('give what their fields say', () => {
    const seen = observe({
      id: 'x',
      status: 'processing',
      progress: 45,
      title: 't',
      prompt: 'p',
      model: 'm',
      seed: 1,
      createdAt: '2026-01-01T00:00:00Z',
      width: 4,
      height: 2,
    });
    assert.deepEqual(seen, {
      format: 'generic',
      ids: ['x'],
      status: 'running',
      statusWord: 'processing',
      progress: 0.45,
      title: 't',
      prompt: 'p',
      model: 'm',
      seed: '1',
      createdAt: Date.UTC(2026, 0, 1),
      width: 4,
      height: 2,
      variants: [],
      warnings: [],
    });
  });

  it('give links under names that mean a result', () => {
    assert.deepEqual(
      urlsOf({
        result: { videos: [{ url: 'https://m.test/a.mp4' }], cover: { url: 'https://m.test/a.jpg?x' } },
      }),
      ['https://m.test/a.mp4'],
    );
    assert.deepEqual(urlsOf({ output: ['https://m.test/a', 'https://m.test/a', 5] }), ['https://m.test/a']);
    assert.deepEqual(urlsOf({ share: 'https://m.test/a.mp4' }), []);
    assert.deepEqual(urlsOf({ a: { b: { c: { url: 'https://m.test/a' } } } }), ['https://m.test/a']);
    assert.deepEqual(urlsOf({ a: { b: { c: { d: { e: { url: 'https://m.test/a' } } } } } }), []);
    assert.deepEqual(urlsOf({ output: 'some prose' }), []);
  });

  it('give the reason of a failure', () => {
    assert.deepEqual(reasonOf({ error: { code: 5, message: 'm' } }), { code: '5', message: 'm' });
    assert.deepEqual(reasonOf({ error: { code: 0, message: 'm' } }), { message: 'm' });
    assert.deepEqual(reasonOf({ error: 'm' }), { message: 'm' });
    assert.deepEqual(reasonOf({ error: '', failure_reason: 'm' }), { message: 'm' });
    assert.deepEqual(reasonOf({ fail_reason: 'm' }), { message: 'm' });
    assert.equal(reasonOf({}), undefined);
  });
});
