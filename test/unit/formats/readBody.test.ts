import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { observe, read, soraTask, wrapped } from './bodies.ts';

const wordOf = (status: unknown) => observe(wrapped(null, { status })).statusWord;

describe('readBody', () => {
  describe('an answer about no task', () => {
    const errors: readonly (readonly [unknown, string | undefined, string])[] = [
      [{ code: 'task_not_exist', message: 'task_not_exist', data: null }, 'task_not_exist', 'task_not_exist'],
      [{ error: { message: 'bad key', type: 'new_api_error', code: '' } }, 'new_api_error', 'bad key'],
      [{ error: { message: 'bad key', code: 401 } }, '401', 'bad key'],
      [{ error: { message: 'm', code: null } }, undefined, 'm'],
      [{ error: 'm' }, undefined, 'm'],
      [{ success: false, message: 'm', code: 'AUTH_X' }, 'AUTH_X', 'm'],
      [{ message: 'm' }, undefined, 'm'],
      [{ code: 500, msg: 'm' }, '500', 'm'],
      [{ error_msg: 'm' }, undefined, 'm'],
      [{ err: 'm' }, undefined, 'm'],
      [{ detail: 'm' }, undefined, 'm'],
      [{ detail: [{ msg: 'm', loc: [] }] }, undefined, 'm'],
      [{ base_resp: { status_code: 1004, status_msg: 'm' } }, undefined, 'm'],
      [{ header: { message: 'm' } }, undefined, 'm'],
      [{ response: { error: { message: 'm' } } }, undefined, 'm'],
      [{ description: 'm' }, undefined, 'm'],
      [{ title: 'm' }, undefined, 'm'],
      [{ status: 404, error: 'Not Found', path: '/x' }, undefined, 'Not Found'],
      [{ error: { message: 'Incorrect key sk-abc123' } }, undefined, 'Incorrect key sk-…'],
      [{ error: { message: '', code: 0 }, message: 'm' }, '0', 'm'],
      [{ code: 'fail', message: 'm', data: {} }, 'fail', 'm'],
    ];
    for (const [body, code, message] of errors) {
      it(`gives the server's words: ${JSON.stringify(body)}`, () =>
        assert.deepEqual(read(body), { kind: 'error', message, ...(code !== undefined && { code }) }));
    }

    const nothings: readonly unknown[] = [
      { code: 'success', data: null },
      { code: 0, message: 'ok', data: {} },
      { code: 200, msg: 'ok' },
      { code: '', message: 'hello' },
      { error: { code: 0, message: '' } },
      { error: '' },
      {},
      [],
      [{}],
      null,
      true,
      'text',
      5,
    ];
    for (const body of nothings) {
      it(`finds nothing in ${JSON.stringify(body)}`, () => assert.deepEqual(read(body), { kind: 'nothing' }));
    }
  });

  describe('a batch', () => {
    const first = soraTask({ id: 'task_1', prompt: 'one' });
    const second = soraTask({ id: 'task_2', prompt: 'two' });

    it('is searched for the task', () => {
      assert.equal(observe([first, second], 'task_2').prompt, 'two');
      assert.equal(observe([first, second], 'm-1:task_2').prompt, 'two');
      assert.equal(observe({ object: 'list', data: [first, second] }, 'task_2').prompt, 'two');
      assert.equal(observe([{ task_id: 'task_3', status: 'QUEUED' }], 'task_3').status, 'queued');
    });
    it('of one needs no id', () => assert.equal(observe([first]).prompt, 'one'));
    it('without the task says nothing', () => {
      assert.equal(read([first, second], 'task_9').kind, 'nothing');
      assert.equal(read([first, second]).kind, 'nothing');
      assert.equal(read([first], 'task_9').kind, 'nothing');
    });
  });

  it('opens an envelope whatever its code', () => {
    for (const code of ['success', 0, 200, 10_000, 'odd']) {
      assert.equal(observe({ code, data: { task_id: 'x', status: 'SUCCESS' } }).status, 'succeeded');
    }
    assert.equal(observe({ timestamp: 1, data: { task_id: 'x', status: 'pending' } }).status, 'queued');
    assert.equal(
      observe({ status: 'success', data: JSON.stringify({ id: 'x', status: 'running' }) }).status,
      'running',
    );
  });

  it('warns when the answer names another task', () => {
    assert.deepEqual(observe(wrapped(null), 'task_B').warnings, ['idDiffers']);
    assert.deepEqual(observe(wrapped(null), 'm-1:task_A').warnings, []);
    assert.deepEqual(observe({ status: 'done', output: 'https://m.test/a' }, 'task_B').warnings, []);
  });

  it('does not lose the digits of an id', () => {
    const seen = observe({ task_id: Number('123456789012345678901'), id: 'x', status: 'queued' });
    assert.deepEqual([seen.ids, seen.warnings], [[], ['numbersImprecise']]);
  });

  it('keeps status words that mean nothing to us', () => {
    assert.deepEqual([' odd ', '', null, 3, true, {}, '\u0001'].map(wordOf), [
      'odd',
      '""',
      'null',
      '3',
      'true',
      '{}',
      String.raw`"\u0001"`,
    ]);
    assert.equal(wordOf('x'.repeat(1000)).length, 64);
    assert.equal(observe(wrapped(null, { status: 'odd' })).status, 'unknown');
  });
});
