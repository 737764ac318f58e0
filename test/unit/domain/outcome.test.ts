import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { judge, refuseOtherTask, type Outcome } from '../../../src/domain/outcome.ts';
import type { Reading } from '../../../src/domain/ports.ts';
import type { ErrorKind } from '../../../src/domain/task.ts';
import { seen, start } from './samples.ts';

const unread = (): undefined => undefined;
const envelope = (message: string, code?: string) => (): Reading => ({
  kind: 'error',
  message,
  ...(code !== undefined && { code }),
});
const answer = (status: number, body = '{}', headers: Readonly<Record<string, string>> = {}) =>
  ({ ok: true, answer: { status, headers, body } }) as const;

function kindOf(
  status: number,
  read: (body: string) => Reading | undefined = unread,
  body = '{}',
): ErrorKind {
  const outcome = judge(answer(status, body), read, start);
  assert.equal(outcome.kind, 'error');
  return outcome.error.kind;
}

const statuses: readonly (readonly [number, ErrorKind])[] = [
  [300, 'badRequest'],
  [304, 'badRequest'],
  [400, 'badRequest'],
  [401, 'keyRejected'],
  [402, 'quota'],
  [403, 'forbidden'],
  [404, 'notFound'],
  [405, 'badRequest'],
  [407, 'proxy'],
  [408, 'timeout'],
  [410, 'notFound'],
  [422, 'badRequest'],
  [425, 'serverError'],
  [429, 'rateLimited'],
  [500, 'serverError'],
  [501, 'badRequest'],
  [502, 'serverError'],
  [503, 'serverError'],
  [524, 'serverError'],
];

const wordsOfEnvelopes: readonly (readonly [string, number, string | undefined, string, ErrorKind])[] = [
  ['B12 new-api does not know the task', 400, 'task_not_exist', 'task_not_exist', 'notFound'],
  ['a task that does not exist', 400, undefined, 'The task does not exist', 'notFound'],
  ['B06 no credit', 429, 'insufficient_quota', 'You exceeded your current quota', 'quota'],
  ['no credit in Chinese', 403, undefined, '用户额度不足', 'quota'],
  ['an invalid request with 500', 500, 'invalid_request', 'bad id', 'badRequest'],
  ['200 and not found', 200, 'NOT_FOUND', '', 'notFound'],
  ['200 and too many requests', 200, undefined, 'Rate limit reached', 'rateLimited'],
  ['200 and no credit', 200, undefined, 'insufficient balance', 'quota'],
  ['200 and a bad key', 200, undefined, 'Invalid API key', 'keyRejected'],
  ['200 and anything else', 200, 'E1', 'odd', 'badAnswer'],
];

const nothing = (): Reading => ({ kind: 'nothing' });
const oddBodies: readonly (readonly [string, string, (body: string) => Reading | undefined, ErrorKind])[] = [
  ['nothing', '', unread, 'badAnswer'],
  ['white space', ' \n', unread, 'badAnswer'],
  ['null', 'null', nothing, 'badAnswer'],
  ['an empty list', '[]', nothing, 'badAnswer'],
  ['a word', '"ok"', nothing, 'badAnswer'],
  ['a number', '1', nothing, 'badAnswer'],
  ['half of it', '{"id":', unread, 'notJson'],
  ['prose', 'It works!', unread, 'notJson'],
  ['a page', ' \n<!doctype html>', unread, 'notJson'],
];

const pages: readonly (readonly [number, ErrorKind])[] = [
  [400, 'notJson'],
  [401, 'keyRejected'],
  [402, 'quota'],
  [403, 'notJson'],
  [404, 'notJson'],
  [405, 'notJson'],
  [407, 'proxy'],
  [408, 'timeout'],
  [410, 'notJson'],
  [429, 'rateLimited'],
  [500, 'serverError'],
  [501, 'badRequest'],
  [502, 'serverError'],
];

describe('judge', () => {
  for (const [status, kind] of statuses) {
    it(`HTTP ${status} means ${kind}`, () => assert.equal(kindOf(status), kind));
  }
  for (const [title, status, code, message, kind] of wordsOfEnvelopes) {
    it(`${title}: ${kind}`, () => assert.equal(kindOf(status, envelope(message, code)), kind));
  }
  for (const [title, body, read, kind] of oddBodies) {
    it(`B14 200 with ${title}: ${kind}`, () => assert.equal(kindOf(200, read, body), kind));
  }
  for (const [status, kind] of pages) {
    it(`a page with HTTP ${status} means ${kind}`, () =>
      assert.equal(kindOf(status, unread, '<html>Sign in</html>'), kind));
  }

  it('an answer about the task is an observation, with its text', () => {
    const observation = seen('running');
    assert.deepEqual(
      judge(answer(200, 'the text'), () => ({ kind: 'task', observation }), start),
      {
        kind: 'observed',
        observation,
        body: 'the text',
      },
    );
  });

  it('a task in an answer that is an error is not used', () =>
    assert.equal(
      kindOf(500, () => ({ kind: 'task', observation: seen('succeeded') })),
      'serverError',
    ));

  describe('B18 an answer that names the task by another id', () => {
    const observation = seen('succeeded', { ids: ['task_2'], warnings: ['idDiffers'] });
    const other: Outcome = { kind: 'observed', observation, body: 'the text' };
    const refused: Outcome = {
      kind: 'error',
      error: { kind: 'otherTask', httpStatus: 200, message: '' },
      body: 'the text',
    };

    it('is believed when the gateway has never named it otherwise', () =>
      assert.equal(
        refuseOtherTask(other, false, () => false),
        other,
      ));

    it('is not used when the task was named rightly before', () =>
      assert.deepEqual(
        refuseOtherTask(other, true, () => false),
        refused,
      ));

    it('is not used when it is the id of another tracked task', () =>
      assert.deepEqual(
        refuseOtherTask(other, false, (id) => id === 'task_2'),
        refused,
      ));

    it('is no matter when the id is the right one', () => {
      const right: Outcome = { kind: 'observed', observation: seen('succeeded'), body: '' };
      assert.equal(
        refuseOtherTask(right, true, () => true),
        right,
      );
    });
  });

  it('an error keeps the words, the status and the text of the answer, and the wait', () =>
    assert.deepEqual(judge(answer(429, 'the text', { 'retry-after': '7' }), envelope('slow down'), start), {
      kind: 'error',
      error: { kind: 'rateLimited', httpStatus: 429, message: 'slow down' },
      body: 'the text',
      retryAfterMs: 7_000,
    }));

  it('B05 429 without anything', () =>
    assert.deepEqual(judge(answer(429, ''), unread, start), {
      kind: 'error',
      error: { kind: 'rateLimited', httpStatus: 429, message: '' },
      body: '',
    }));

  it('without an answer the error is that of the transport', () => {
    const error = { kind: 'dns', message: 'ENOTFOUND gate.test' } as const;
    assert.deepEqual(judge({ ok: false, error }, unread, start), { kind: 'error', error });
  });
});
