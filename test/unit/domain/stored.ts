// Any stored task, for property tests.
import * as fc from 'fast-check';
import type { StoredTask } from '../../../src/domain/ports.ts';
import { statuses } from '../../../src/domain/status.ts';
import { taskKey, type Task } from '../../../src/domain/task.ts';
import { uniteTimelines, type TimelineStep } from '../../../src/domain/timeline.ts';
import { sampleTask, variant } from './samples.ts';

const plain = { noNullPrototype: true };
const time = fc.nat(20);
const status = fc.constantFrom(...statuses);

export const step: fc.Arbitrary<TimelineStep> = fc.oneof(
  fc.record({ at: time, status }, plain),
  fc.record({ at: time, status, word: fc.constantFrom('A', 'B') }, plain),
);

export const timeline: fc.Arbitrary<readonly TimelineStep[]> = fc
  .array(step, { maxLength: 6 })
  .map((steps) => uniteTimelines(steps, []));

/** Any task of that id, with little time between everything, so that much coincides. */
export function anyTask(id: string): fc.Arbitrary<Task> {
  return fc
    .record(
      {
        addedAt: time,
        status,
        playable: fc.boolean(),
        checkedAt: time,
        error: fc.record(
          { kind: fc.constant('timeout' as const), message: fc.constant(''), at: time },
          plain,
        ),
        name: fc.constantFrom('Mine', 'Yours'),
        title: fc.constantFrom('One', 'Two'),
        announcedAt: time,
        watchedAt: time,
        claimedUntil: time,
        nextCheckAt: time,
        stopped: fc.constantFrom('user' as const, 'age' as const),
        linkExpiresAt: time,
      },
      { ...plain, requiredKeys: ['addedAt', 'status', 'playable'] },
    )
    .map((fields) => sampleTask({ ...fields, id, key: taskKey('relay', id) }));
}

/** Any task of that id with everything that is stored of it. */
export function anyStored(id: string): fc.Arbitrary<StoredTask> {
  return fc.record(
    {
      task: anyTask(id),
      details: fc.nat(99).map((at) => ({ format: 'relay', variants: [variant(at)], warnings: [] })),
      answer: fc.constantFrom('{"a":1}', '{"b":2}'),
      timeline,
    },
    { ...plain, requiredKeys: ['task'] },
  );
}
