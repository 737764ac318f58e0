import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  hiddenText,
  linkState,
  rowText,
  shortId,
  statusText,
  taskTitle,
  warningText,
} from '../../../src/domain/describe.ts';
import type { TaskStatus } from '../../../src/domain/status.ts';
import type { Task, Warning } from '../../../src/domain/task.ts';
import { sampleTask, start } from './samples.ts';
import { english, t } from './words.ts';

const minute = 60_000;
const hour = 60 * minute;
const now = start + 5 * minute;
const prompt = 'A very long prompt about a frozen lake under the northern lights at dawn';

const statusLabels = {
  queued: 'Queued',
  running: 'Running',
  succeeded: 'Finished',
  failed: 'Failed',
  cancelled: 'Cancelled',
  expired: 'Expired',
  notFound: 'Not found',
  unknown: 'Unrecognised',
} satisfies Record<TaskStatus, string>;

const warnings = {
  idDiffers: 'The answer names the task by another id.',
  linkRefused: 'A link in the answer was not safe to open and is left out.',
  captionsAssumedRate: 'The times of the captions assume 30 frames per second.',
  truncated: 'The answer was longer than what is shown.',
  numbersImprecise: 'A number in the answer is too large to be read exactly.',
  failureTextOnSuccess: 'The task is finished, but the answer also holds an error text.',
  zonelessTime: 'A time without a time zone was read as UTC.',
} satisfies Record<Exclude<Warning, 'captionsOutside'>, string>;

describe('statusText', () => {
  for (const [status, expected] of Object.entries(statusLabels)) {
    it(`${status}: ${expected}`, () => assert.equal(statusText(status as TaskStatus, t), expected));
  }
});

describe('warningText', () => {
  for (const [warning, expected] of Object.entries(warnings)) {
    it(`${warning}: ${expected}`, () =>
      assert.equal(warningText(warning as keyof typeof warnings, t), expected));
  }
});

describe('hiddenText', () => {
  it('of one caption', () =>
    assert.equal(hiddenText(1, t), '1 caption points outside the video and is hidden.'));
  it('of more', () => assert.equal(hiddenText(3, t), '3 captions point outside the video and are hidden.'));
});

describe('shortId', () => {
  it('keeps 16 characters', () => assert.equal(shortId('0123456789abcdef'), '0123456789abcdef'));
  it('keeps the beginning and the end of more', () =>
    assert.equal(shortId('task_01jhjp54x0f759wceyasz6xrge'), 'task_01j…xrge'));
});

const titles: readonly (readonly [string, Partial<Task>, string])[] = [
  ["the person's name wins", { name: 'Mine', title: 'Theirs', prompt }, 'Mine'],
  ["the person's name wins, whatever it is", { name: 'New Video', title: 'Theirs' }, 'New Video'],
  ["then the provider's title", { title: 'Theirs', prompt }, 'Theirs'],
  ['a title that every task has says nothing', { title: 'New Video', prompt: 'A cat' }, 'A cat'],
  ['then the beginning of the prompt', { prompt }, 'A very long prompt about a frozen lake under th…'],
  ['then the id', { title: 'New Video', id: 'task_1' }, 'task_1'],
];

describe('taskTitle', () => {
  for (const [title, task, expected] of titles) {
    it(title, () => assert.equal(taskTitle(sampleTask(task)), expected));
  }
});

const links: readonly (readonly [string, number | undefined, string])[] = [
  ['no expiry', undefined, 'fine'],
  ['10 minutes', now + 10 * minute, 'fine'],
  ['a bit less', now + 10 * minute - 1, 'expiring'],
  ['now', now, 'expired'],
  ['long ago', start, 'expired'],
];

describe('linkState', () => {
  for (const [title, linkExpiresAt, expected] of links) {
    it(`${title}: ${expected}`, () =>
      assert.equal(
        linkState(sampleTask(linkExpiresAt === undefined ? {} : { linkExpiresAt }), now),
        expected,
      ));
  }
});

const done = { status: 'succeeded', playable: true } as const;
const error = { kind: 'timeout', message: '', at: start } as const;
const rows: readonly (readonly [string, Partial<Task>])[] = [
  ['queued · checking', {}],
  ['queued · 5m', { checkedAt: start }],
  ['queued · 5m · #3', { checkedAt: start, queuePosition: 3 }],
  ['queued · 1h', { checkedAt: start, createdAt: now - hour }],
  ['running · 5m', { status: 'running' }],
  ['62% · turbo · 5m', { status: 'running', progress: 0.62, model: 'turbo' }],
  ['no answer in time', { status: 'running', error }],
  ['status “paused”', { status: 'unknown', statusWord: 'paused' }],
  ['status “”', { status: 'unknown' }],
  ['not found at Gate', { status: 'notFound', error: { ...error, kind: 'notFound' } }],
  ['The prompt was refused', { status: 'failed', failure: { message: 'The prompt was refused' } }],
  [`${'x'.repeat(59)}…`, { status: 'failed', failure: { message: 'x'.repeat(61) } }],
  ['The prompt was refused', { status: 'failed', failure: { message: 'The prompt was refused' }, error }],
  ['cancelled', { status: 'cancelled', error }],
  ['expired', { status: 'expired', error }],
  ['failed', { status: 'failed' }],
  ['cancelled', { status: 'cancelled' }],
  ['expired', { status: 'expired' }],
  ['stopped', { status: 'running', stopped: 'user', error }],
  ['waiting for the video link', { status: 'succeeded', linkChecks: 3 }],
  ['no video link', { status: 'succeeded', linkChecks: 4 }],
  ['', done],
  [
    '5s · 854×480 · 2m ago',
    { ...done, durationMs: 5_000, width: 854, height: 480, finishedAt: now - 2 * minute },
  ],
  ['5s', { ...done, durationMs: 5_000, error }],
  ['link expires in 9m', { ...done, linkExpiresAt: now + 10 * minute - 1 }],
  ['link expired', { ...done, linkExpiresAt: now }],
];

describe('rowText', () => {
  for (const [expected, task] of rows) {
    it(expected || 'nothing where nothing is known of a finished task', () =>
      assert.equal(rowText(sampleTask(task), 'Gate', now, english), expected),
    );
  }

  it('a stopped task says for how long it was asked, however long that is ago', () => {
    const stopped: Partial<Task> = { status: 'running', stopped: 'age', createdAt: start - hour };
    for (const task of [
      { checkedAt: start + 24 * hour },
      { checkedAt: start + hour, error: { ...error, at: start + 24 * hour } },
      { resumedAt: start + 24 * hour, checkedAt: start + 48 * hour },
    ]) {
      const text = rowText(sampleTask({ ...stopped, ...task }), 'Gate', start + 1_000 * hour, english);
      assert.equal(text, 'stopped after 1d');
    }
  });
});
