import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { mostSteps, timelineAfter, uniteTimelines } from '../../../src/domain/timeline.ts';
import { sampleTask } from './samples.ts';
import { anyTask, step, timeline } from './stored.ts';

const queued = sampleTask({ addedAt: 5 });

describe('the timeline of a task', () => {
  it('begins when it is added', () => {
    assert.deepEqual(timelineAfter([], undefined, queued), [{ at: 5, status: 'queued' }]);
  });

  it('gets a step when the status changes, with the provider’s word, at the time of the answer', () => {
    const running = { ...queued, status: 'running', statusWord: 'PROCESSING', checkedAt: 9 } as const;
    assert.deepEqual(timelineAfter([{ at: 5, status: 'queued' }], queued, running), [
      { at: 5, status: 'queued' },
      { at: 9, status: 'running', word: 'PROCESSING' },
    ]);
  });

  it('gets none while the status stays', () => {
    const steps = [{ at: 5, status: 'queued' }] as const;
    assert.equal(timelineAfter(steps, queued, { ...queued, checkedAt: 9, progress: 0.5 }), steps);
  });

  it('takes the time of an error for that of the change it brought', () => {
    const lost = {
      ...queued,
      status: 'notFound',
      checkedAt: 6,
      error: { kind: 'notFound', message: '', at: 8 },
    };
    assert.deepEqual(timelineAfter([], queued, lost as typeof queued).at(-1), { at: 8, status: 'notFound' });
  });

  it('that comes along with a task is not told twice', () => {
    const steps = [
      { at: 5, status: 'queued' },
      { at: 7, status: 'running' },
    ] as const;
    const running = { ...queued, status: 'running', checkedAt: 9 } as const;
    assert.deepEqual(timelineAfter([], undefined, running, steps), steps);
  });

  it(`keeps the newest ${mostSteps} steps`, () => {
    const steps = Array.from({ length: mostSteps + 5 }, (_, at) => ({ at, status: 'running' }) as const);
    assert.deepEqual(uniteTimelines(steps, []), steps.slice(5));
  });

  it('of two records is united in any order, and again without effect', () => {
    fc.assert(
      fc.property(timeline, timeline, timeline, (a, b, c) => {
        const united = uniteTimelines(a, b);
        assert.deepEqual(uniteTimelines(b, a), united);
        assert.deepEqual(uniteTimelines(united, b), united);
        assert.deepEqual(uniteTimelines(uniteTimelines(a, b), c), uniteTimelines(a, uniteTimelines(b, c)));
      }),
    );
  });

  it('is in order, and names a status once per moment', () => {
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const united = uniteTimelines(steps, []);
        assert.deepEqual(
          united.map(({ at }) => at),
          united.map(({ at }) => at).toSorted((a, b) => a - b),
        );
        const moments = united.map(({ at, status }) => `${at} ${status}`);
        assert.equal(new Set(moments).size, moments.length);
      }),
    );
  });

  it('ends in the status of the task, unless what comes along is newer', () => {
    fc.assert(
      fc.property(timeline, anyTask('a'), (steps, task) => {
        const after = timelineAfter(steps, undefined, task);
        assert.ok(after.some(({ status }) => status === task.status));
      }),
    );
  });
});
