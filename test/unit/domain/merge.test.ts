import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { mergeStored, mergeTasks } from '../../../src/domain/merge.ts';
import { isTerminal } from '../../../src/domain/status.ts';
import type { Task } from '../../../src/domain/task.ts';
import { learnedAt } from '../../../src/domain/timeline.ts';
import { sampleTask, variant } from './samples.ts';
import { anyStored, anyTask } from './stored.ts';

const queued = sampleTask({ checkedAt: 5 });
const done = sampleTask({ status: 'succeeded', playable: true, checkedAt: 9 });
const details = (at: number) => ({ format: 'relay', variants: [variant(at)], warnings: [] });

function unclaimed({ claimedUntil: _, ...task }: Task): Task {
  return task;
}

describe('merging two records of a task', () => {
  it('lets what was learned later count', () => {
    const running = sampleTask({ status: 'running', progress: 0.5, checkedAt: 7 });
    assert.deepEqual(mergeTasks(queued, running), running);
    assert.deepEqual(mergeTasks(running, queued), running);
  });

  it('takes a failed attempt for something learned', () => {
    const lost = sampleTask({ status: 'notFound', error: { kind: 'notFound', message: '', at: 6 } });
    assert.equal(mergeTasks(queued, lost).status, 'notFound');
  });

  it('never takes an end back', () => {
    const later = sampleTask({ status: 'running', checkedAt: 99 });
    assert.equal(mergeTasks(done, later).status, 'succeeded');
    assert.equal(mergeTasks(later, done).status, 'succeeded');
    assert.equal(mergeTasks(later, done).checkedAt, 99);
  });

  it('keeps what only one side has: a name, what was told and what was seen', () => {
    const told = { ...queued, name: 'Mine', announcedAt: 8, watchedAt: 9 };
    assert.deepEqual(mergeTasks(done, told), { ...done, name: 'Mine', announcedAt: 8, watchedAt: 9 });
    assert.equal(mergeTasks({ ...done, announcedAt: 3 }, told).announcedAt, 3);
  });

  it('lets what is stored win where neither knows more', () => {
    const stopped: Task = { ...queued, stopped: 'user', name: 'New' };
    assert.deepEqual(mergeTasks(stopped, { ...queued, name: 'Old', nextCheckAt: 9 }), stopped);
  });

  it('takes over no claim, and gives none up', () => {
    assert.equal(mergeTasks(queued, { ...done, claimedUntil: 77 }).claimedUntil, undefined);
    assert.equal(mergeTasks({ ...queued, claimedUntil: 77 }, done).claimedUntil, 77);
  });

  it('keeps details and answer of the one that knows more, and of the other where that has none', () => {
    const old = { task: queued, details: details(1), answer: 'old' };
    assert.deepEqual(mergeStored(old, { task: done, details: details(2) }).details, details(2));
    assert.equal(mergeStored(old, { task: done, details: details(2) }).answer, 'old');
    assert.deepEqual(mergeStored({ task: done, details: details(2) }, old).details, details(2));
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(anyStored('a'), anyStored('a'), (a, b) => {
        const once = mergeStored(a, b);
        assert.deepEqual(mergeStored(once, b), once);
        assert.equal(JSON.stringify(mergeStored(once, b).task), JSON.stringify(once.task));
        assert.equal(JSON.stringify(mergeTasks(a.task, a.task)), JSON.stringify(a.task));
      }),
    );
  });

  it('comes to the same either way where one of them knows more, claims aside', () => {
    fc.assert(
      fc.property(anyStored('a'), anyStored('a'), (a, b) => {
        const isTie =
          isTerminal(a.task.status) === isTerminal(b.task.status) && learnedAt(a.task) === learnedAt(b.task);
        fc.pre(!isTie);
        const [there, back] = [mergeStored(a, b), mergeStored(b, a)];
        assert.deepEqual({ ...there, task: unclaimed(there.task) }, { ...back, task: unclaimed(back.task) });
      }),
    );
  });

  it('loses no end, no name, no telling and nothing seen', () => {
    fc.assert(
      fc.property(anyTask('a'), anyTask('a'), (a, b) => {
        const merged = mergeTasks(a, b);
        assert.equal(isTerminal(merged.status), isTerminal(a.status) || isTerminal(b.status));
        for (const field of ['name', 'title', 'announcedAt', 'watchedAt', 'checkedAt'] as const) {
          assert.equal(merged[field] !== undefined, a[field] !== undefined || b[field] !== undefined, field);
        }
        assert.ok(learnedAt(merged) >= (a.checkedAt ?? 0) && learnedAt(merged) >= (b.checkedAt ?? 0));
      }),
    );
  });
});
