import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { revived } from '../../../src/domain/revive.ts';
import type { Task } from '../../../src/domain/task.ts';
import { sampleTask, start } from './samples.ts';

const now = start + 60_000;
const keyError = { kind: 'keyMissing', message: '', at: start } as const;
const otherError = { kind: 'timeout', message: '', at: start } as const;
const over = { status: 'succeeded', playable: true } as const;

const cases: readonly (readonly [string, Partial<Task>, Partial<Task> | undefined])[] = [
  ['that is asked for is due', {}, { nextCheckAt: now }],
  [
    'keeps another error until its next answer',
    { error: otherError },
    { error: otherError, nextCheckAt: now },
  ],
  ['blames no key any more', { error: keyError }, { nextCheckAt: now }],
  [
    'blames no key any more when it is rejected',
    { error: { ...keyError, kind: 'keyRejected' } },
    { nextCheckAt: now },
  ],
  [
    'blames no key any more when it is odd',
    { error: { ...keyError, kind: 'keyUnusable' } },
    { nextCheckAt: now },
  ],
  [
    'that grew old for want of a key goes on',
    { error: keyError, stopped: 'age' },
    { resumedAt: now, nextCheckAt: now },
  ],
  ['that grew old otherwise stays', { error: otherError, stopped: 'age' }, undefined],
  ['that a person stopped stays stopped', { error: keyError, stopped: 'user' }, { stopped: 'user' }],
  ['that has ended is not asked for', { ...over, error: keyError }, over],
  ['that has ended well stays', over, undefined],
];

describe('with another key a task', () => {
  for (const [title, before, after] of cases) {
    it(title, () => assert.deepEqual(revived(sampleTask(before), now), after && sampleTask(after)));
  }
});
