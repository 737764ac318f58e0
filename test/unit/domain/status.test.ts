import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { isTerminal, statuses, type TaskStatus } from '../../../src/domain/status.ts';
import { taskKey } from '../../../src/domain/task.ts';

const ends = {
  queued: false,
  running: false,
  unknown: false,
  notFound: false,
  succeeded: true,
  failed: true,
  cancelled: true,
  expired: true,
} satisfies Record<TaskStatus, boolean>;

describe('status', () => {
  for (const [status, end] of Object.entries(ends)) {
    it(`${status} is ${end ? '' : 'not '}final`, () => assert.equal(isTerminal(status as TaskStatus), end));
  }

  it('every status has its place in the list of groups', () =>
    assert.deepEqual([...statuses].sort(), Object.keys(ends).sort()));
});

describe('taskKey', () => {
  it('names a task by its provider and its id', () =>
    assert.equal(taskKey('elkapi-sora', 'task_1'), 'elkapi-sora/task_1'));
});
