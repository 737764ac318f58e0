import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { HttpResult } from '../../../src/domain/ports.ts';
import { Announcer } from '../../../src/engine/announcer.ts';
import { Attention } from '../../../src/engine/attention.ts';
import { TaskList } from '../../../src/engine/taskList.ts';
import { HandClock, settled } from './clock.ts';
import { answer, broken, finished, HandFocus, HandLog, rig, running, start } from './rig.ts';
import { twoWindows } from './windows.ts';

const minute = 60_000;
/** Runs at first, then ends as `end` says. */
const later =
  (end: (id: string) => HttpResult) =>
  (id: string, count: number): HttpResult =>
    count === 1 ? running(id) : end(id);

describe('the end of a task', () => {
  it('is told once', async () => {
    const { client, clock, task, told, track } = rig();
    client.script = later(finished);
    await track('a');
    await clock.advance(minute);
    assert.deepEqual(told, [['a succeeded']]);
    assert.equal(task('a')?.announcedAt, start + 3_000);
  });

  it('is told together with those that end within two seconds, finished ones first', async () => {
    const { client, clock, told, track } = rig();
    let open: (() => void) | undefined;
    client.script = (id, count) => {
      if (count === 1) {
        return running(id);
      }
      if (id !== 'slow') {
        return id === 'bad' ? broken(id) : finished(id);
      }
      const { promise, resolve } = Promise.withResolvers<HttpResult>();
      open = () => resolve(finished(id));
      return promise;
    };
    await track('bad', 'slow', 'good');
    await clock.advance(4_000);
    assert.deepEqual(told, []);
    open?.();
    await settled();
    assert.deepEqual(told, [['good succeeded', 'slow succeeded', 'bad failed']]);
  });

  it('waits two seconds at most for the others', async () => {
    const { client, clock, told, track } = rig();
    client.script = (id, count) => {
      if (count === 1) {
        return running(id);
      }
      return id === 'slow' ? new Promise<HttpResult>(() => {}) : finished(id);
    };
    await track('slow', 'good');
    await clock.advance(4_999);
    assert.deepEqual(told, []);
    await clock.advance(1);
    assert.deepEqual(told, [['good succeeded']]);
  });

  it('is told when it was there at the first answer of a task that a person added', async () => {
    const { client, clock, told, track } = rig();
    client.script = finished;
    await track('a');
    await clock.advance(minute);
    assert.deepEqual(told, [['a succeeded']]);
  });

  it('is not told when it was there at the first answer of a task that a program added', async () => {
    const { client, clock, told, tracker } = rig();
    client.script = finished;
    await tracker.track('relay', 'a', true);
    await clock.advance(minute);
    assert.deepEqual(told, []);
  });

  it('that somebody wanted is not told', async () => {
    const { client, clock, task, told, track } = rig();
    client.script = later((id) => answer(200, { id, status: 'cancelled' }));
    await track('a');
    await clock.advance(minute);
    assert.equal(task('a')?.status, 'cancelled');
    assert.deepEqual(told, []);
  });

  it('is told as a failure when the task has expired', async () => {
    const { client, clock, told, track } = rig();
    client.script = later((id) => answer(200, { id, status: 'expired' }));
    await track('a');
    await clock.advance(minute);
    assert.deepEqual(told, [['a expired']]);
  });

  it('B17 is told once although the provider takes it back and repeats it', async () => {
    const { client, clock, poller, told, track } = rig();
    client.script = (id, count) => (count % 2 === 0 ? finished(id) : running(id));
    await track('a');
    await clock.advance(minute);
    for (const _ of [1, 2, 3, 4]) {
      await poller.checkNow(['relay/a']);
      await clock.advance(minute);
    }
    assert.deepEqual(told, [['a succeeded']]);
  });

  it('is not told when the task was removed meanwhile', async () => {
    const { client, clock, told, track, tracker } = rig();
    const { promise, resolve } = Promise.withResolvers<HttpResult>();
    client.script = (id, count) => (count === 1 ? running(id) : promise);
    await track('a');
    await clock.advance(3_000);
    await tracker.remove(['relay/a']);
    resolve(finished('a'));
    await clock.advance(minute);
    assert.deepEqual(told, []);
  });
});

describe('an end that was saved but not told before a reload', () => {
  it('is told at the start, once', async () => {
    const { store, client, clock, track } = rig();
    client.script = finished;
    await track('old');
    await clock.advance(minute);
    await store.update('relay/old', ({ announcedAt: _, ...task }) => ({ task }));
    const windows = [rig({ store, clock }), rig({ store, clock })];
    for (const { poller } of windows) {
      poller.wake();
      poller.wake();
    }
    await settled();
    await clock.advance(minute);
    assert.deepEqual(
      windows.flatMap(({ told }) => told),
      [['old succeeded']],
    );
  });
});

describe('two windows', () => {
  it('tell an end once, whoever noted it', async () => {
    const clock = new HandClock(start);
    const [first, second] = twoWindows();
    const windows = [first, second].map((store) => ({
      list: new TaskList(Promise.resolve(store)),
      attention: new Attention(Promise.resolve(store), new HandFocus(true), clock, new HandLog()),
    }));
    const announcers = windows.map(({ list, attention }) => new Announcer(list, attention, clock));
    const told: string[] = [];
    for (const [index, announcer] of announcers.entries()) {
      announcer.onDidAnnounce(({ failed }) => told.push(...failed.map(({ id }) => `${index}: ${id}`)));
    }
    const task = {
      key: 'relay/a',
      provider: 'relay',
      id: 'a',
      addedAt: start,
      status: 'failed',
      playable: false,
    } as const;
    await first.add(task);
    for (const announcer of announcers) {
      announcer.note(task, { own: true, late: false });
      announcer.note(task, { own: true, late: false });
      assert.equal(announcer.due(false), start + 2_000);
    }
    await Promise.all(announcers.map((announcer) => announcer.tell(true)));
    assert.equal(told.length, 1);
    await Promise.all(announcers.map((announcer) => announcer.tell(true)));
    assert.equal(told.length, 1);
    assert.ok(announcers.every((announcer) => announcer.due(true) === undefined));
  });
});
