import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { isTerminal, type TaskStatus } from '../../../src/domain/status.ts';
import type { Observation, Task, TaskDetails } from '../../../src/domain/task.ts';
import { failed, isActive, isOver, newTask, observed } from '../../../src/domain/transition.ts';
import { seen, start, variant } from './samples.ts';
import { errorKinds } from './words.ts';

const day = 24 * 3_600_000;
const stated = ['queued', 'running', 'succeeded', 'failed', 'cancelled', 'expired', 'unknown'] as const;

const answer = fc
  .record({
    status: fc.constantFrom<Observation['status']>(...stated),
    progress: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
    files: fc.nat(2),
  })
  .map(({ status, progress, files }) =>
    seen(status, {
      variants: Array.from({ length: files }, () => variant()),
      ...(progress !== undefined && { progress }),
    }),
  );
const error = fc
  .constantFrom(...errorKinds)
  .map((kind) => ({ kind: 'error', error: { kind, message: '' } }) as const);

const step = fc.record({
  learned: fc.oneof(answer, error),
  /** The clock goes on, and back now and then. */
  ms: fc.oneof(fc.nat(60_000), fc.nat(day), fc.integer({ min: -day, max: 0 })),
  random: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  pace: fc.record({
    intervalMs: fc.integer({ min: 3_000, max: 300_000 }),
    stopAfterMs: fc.constantFrom(0, day),
    slow: fc.boolean(),
  }),
});
const begin = fc.record({ stopped: fc.constantFrom(undefined, 'user' as const) });
const story = fc.tuple(begin, fc.array(step, { maxLength: 30 }));
type Story = typeof story extends fc.Arbitrary<infer T> ? T : never;

/** Every task of a story after the first one, with the one before it and the time. */
function tell([{ stopped }, steps]: Story) {
  let task: Task = { ...newTask('relay', 'task_1', start), ...(stopped && { stopped }) };
  let details: TaskDetails | undefined;
  let now = start;
  return steps.map(({ learned, ms, random, pace }) => {
    now += ms;
    const before = task;
    const moment = { now, random, pace };
    if ('error' in learned) {
      task = failed(task, learned, moment);
    } else {
      ({ task, details } = observed(task, details, learned, moment));
    }
    return { before, task, now };
  });
}

function always(holds: (chapter: ReturnType<typeof tell>[number]) => void): void {
  fc.assert(
    fc.property(story, (each) => {
      for (const chapter of tell(each)) {
        holds(chapter);
      }
    }),
  );
}

describe('whatever is learned of a task', () => {
  it('B17 an end never changes, and 404 never replaces it', () =>
    always(({ before, task }) => {
      assert.ok(!isTerminal(before.status) || task.status === before.status);
    }));

  it('B16 what is over stays over', () =>
    always(({ before, task }) => {
      assert.ok(!isOver(before) || isOver(task));
    }));

  it('B19 progress never goes back while it runs', () =>
    always(({ before, task }) => {
      if (before.status === 'running' && task.status === 'running') {
        assert.ok((task.progress ?? -1) >= (before.progress ?? -1));
      }
    }));

  it('only an answer of the provider, or 404, changes its status', () =>
    always(({ before, task }) => {
      if (task.error !== undefined && task.error !== before.error) {
        const allowed: readonly TaskStatus[] = [before.status, 'notFound'];
        assert.ok(allowed.includes(task.status));
        assert.ok(task.status === before.status || task.error.kind === 'notFound');
      }
    }));

  it('the next check is in the future, and there is one exactly while it is asked for', () =>
    always(({ task, now }) => {
      assert.equal(task.nextCheckAt !== undefined, isActive(task));
      assert.ok(task.nextCheckAt === undefined || task.nextCheckAt >= now + 2_400);
      assert.ok(task.nextCheckAt === undefined || task.nextCheckAt <= now + 360_000);
    }));

  it('it is known and named as before', () =>
    always(({ before, task }) => {
      const { key, provider, id, addedAt } = task;
      assert.deepEqual(
        [key, provider, id, addedAt],
        [before.key, before.provider, before.id, before.addedAt],
      );
    }));
});
