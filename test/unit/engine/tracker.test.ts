import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { newTask } from '../../../src/domain/transition.ts';
import { MemoryTaskStore } from '../../../src/store/memoryStore.ts';
import { settled } from './clock.ts';
import { finished, rig, running, start } from './rig.ts';

const minute = 60_000;
const hour = 60 * minute;

describe('tracking', () => {
  it('adds a task, which is asked for at once', async () => {
    const { client, tracker } = rig();
    assert.deepEqual(await tracker.track('relay', ' task_1\n'), {
      ok: true,
      isNew: true,
      task: newTask('relay', 'task_1', start),
    });
    await settled();
    assert.deepEqual(client.times('task_1'), [0]);
  });

  it('finds a task that is tracked already', async () => {
    const { clock, list, task, tracker, track } = rig();
    await track('a');
    await clock.advance(minute);
    assert.deepEqual(await tracker.track('relay', 'a'), { ok: true, isNew: false, task: task('a') });
    assert.equal(list.all().length, 1);
  });

  it('finds a task that another window has added in the same moment', async () => {
    const { store, list, tracker } = rig();
    await list.ready();
    const theirs = { ...newTask('relay', 'a', start), name: 'Theirs' };
    await store.add(theirs);
    const tracked = await tracker.track('relay', 'a');
    assert.ok(tracked.ok);
    assert.equal(tracked.isNew, false);
  });

  for (const [problem, provider, id] of [
    ['providerUnknown', 'nobody', 'a'],
    ['idEmpty', 'relay', ' '],
    ['idPath', 'relay', '../keys'],
    ['idCharacters', 'relay', 'a b'],
    ['idTooLong', 'relay', 'a'.repeat(513)],
  ] as const) {
    it(`refuses: ${problem}`, async () => {
      const { client, list, tracker } = rig();
      assert.deepEqual(await tracker.track(provider, id), { ok: false, problem });
      assert.equal(list.all().length, 0);
      assert.equal(client.asked.length, 0);
    });
  }

  it('refuses task 10,001', async () => {
    const full = new MemoryTaskStore(
      Array.from({ length: 10_000 }, (_, each) => ({
        task: { ...newTask('relay', `t${each}`, start), status: 'failed' },
      })),
    );
    const { list, tracker } = rig({ store: full });
    assert.deepEqual(await tracker.track('relay', 'a'), { ok: false, problem: 'listFull' });
    const known = await tracker.track('relay', 't9999');
    assert.ok(known.ok);
    await tracker.remove(['relay/t0']);
    const tracked = await tracker.track('relay', 'a');
    assert.ok(tracked.ok);
    assert.equal(list.all().length, 10_000);
  });
});

describe('a tracked task', () => {
  it('takes a name and loses it', async () => {
    const { task, track, tracker } = rig();
    await track('a');
    await tracker.rename('relay/a', 'Lake');
    assert.equal(task('a')?.name, 'Lake');
    await tracker.rename('relay/a', '');
    assert.ok(!Object.hasOwn(task('a') ?? {}, 'name'));
  });

  it('remembers when its result was first seen', async () => {
    const { clock, task, track, tracker } = rig();
    await track('a', 'b');
    await tracker.setWatched(['relay/a', 'relay/b'], true);
    clock.set(start + hour);
    await tracker.setWatched(['relay/a'], true);
    await tracker.setWatched(['relay/b'], false);
    assert.equal(task('a')?.watchedAt, start);
    assert.ok(!Object.hasOwn(task('b') ?? {}, 'watchedAt'));
  });

  it('is not asked for after a stop, and at once when it goes on', async () => {
    const { client, clock, task, track, tracker } = rig();
    await track('a');
    await tracker.stop(['relay/a']);
    assert.equal(task('a')?.stopped, 'user');
    await clock.advance(hour);
    assert.deepEqual(client.times(), [0]);
    await tracker.resume(['relay/a']);
    await clock.advance(0);
    assert.deepEqual(client.times(), [0, hour]);
    assert.equal(task('a')?.stopped, undefined);
  });

  it('goes on for another day after it was stopped for its age', async () => {
    const { clock, task, track, tracker } = rig();
    await track('a');
    await clock.advance(25 * hour);
    assert.equal(task('a')?.stopped, 'age');
    await tracker.resume(['relay/a']);
    await clock.advance(23 * hour);
    assert.equal(task('a')?.stopped, undefined);
    await clock.advance(2 * hour);
    assert.equal(task('a')?.stopped, 'age');
  });

  it('that has ended, or goes on, is neither stopped nor resumed', async () => {
    const { client, clock, task, track, tracker } = rig();
    client.script = (id) => (id === 'done' ? finished(id) : running(id));
    await track('done', 'live');
    await tracker.stop(['relay/done']);
    assert.equal(task('done')?.stopped, undefined);
    await tracker.resume(['relay/done', 'relay/live']);
    await clock.advance(2_999);
    assert.equal(client.asked.length, 2);
  });

  it('can be removed and brought back with everything that was known', async () => {
    const { client, clock, list, task, track, tracker } = rig();
    client.script = finished;
    await track('a', 'b');
    await clock.advance(10_000);
    const before = task('a');
    const removed = await tracker.remove(['relay/a', 'relay/nobody']);
    assert.equal(removed.count, 1);
    assert.equal(task('a'), undefined);
    assert.ok(task('b'));
    await removed.undo();
    assert.deepEqual(task('a'), before);
    assert.equal(list.details('relay/a')?.variants.length, 1);
    assert.match(list.answer('relay/a') ?? '', /a\.mp4/);
  });

  it('is asked for again after it was brought back', async () => {
    const { client, clock, track, tracker } = rig();
    await track('a');
    const removed = await tracker.remove(['relay/a']);
    await clock.advance(minute);
    assert.deepEqual(client.times(), [0]);
    await removed.undo();
    await clock.advance(0);
    assert.deepEqual(client.times(), [0, minute]);
  });
});
