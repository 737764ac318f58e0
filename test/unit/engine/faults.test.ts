import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { HttpResult } from '../../../src/domain/ports.ts';
import { MemoryTaskStore } from '../../../src/store/memoryStore.ts';
import { answer, finished, rig, running, start } from './rig.ts';

const minute = 60_000;
const hour = 60 * minute;

/** A store whose writes fail while `broken` is set. */
class BrittleStore extends MemoryTaskStore {
  broken = false;
  /** The task whose announcement cannot be written. */
  brokenAt = '';

  override async update(
    ...[key, change]: Parameters<MemoryTaskStore['update']>
  ): ReturnType<MemoryTaskStore['update']> {
    if (this.broken) {
      throw new Error('the disk is full');
    }
    return super.update(key, (...before) => {
      const after = change(...before);
      if (key === this.brokenAt && after?.task.announcedAt !== undefined) {
        throw new Error('the disk is full');
      }
      return after;
    });
  }

  override async shared<T>(
    name: string,
    change: (state: unknown) => { readonly state: unknown; readonly result: T },
  ): Promise<T> {
    if (this.broken) {
      throw new Error('the disk is full');
    }
    return super.shared(name, change);
  }
}

describe('the loop of checks', () => {
  it('survives a client that throws', async () => {
    const { client, clock, log, poller, task, track } = rig();
    client.script = (id, count) => {
      if (count === 1) {
        throw new Error('a bug');
      }
      return running(id);
    };
    await track('a');
    assert.match(log.lines.join(), /A check failed .*relay\/a.*a bug/);
    await clock.advance(minute);
    assert.equal(task('a')?.status, 'running');
    client.script = () => {
      throw new Error('a bug');
    };
    await poller.checkNow(['relay/a']);
    assert.equal(log.lines.length, 2);
  });

  it('survives a store that throws, and goes on within a minute of its recovery', async () => {
    const store = new BrittleStore();
    const { client, clock, log, task, track } = rig({ store });
    await track('a');
    store.broken = true;
    await clock.advance(10 * minute);
    assert.equal(client.asked.length, 1);
    assert.match(log.lines[0] ?? '', /the disk is full/);
    assert.ok(log.lines.length <= 20, 'no storm in the log');
    store.broken = false;
    client.script = finished;
    await clock.advance(minute);
    assert.equal(task('a')?.status, 'succeeded');
  });

  it('survives a store that throws while an answer is saved', async () => {
    const store = new BrittleStore();
    const { client, clock, log, task, track } = rig({ store });
    client.script = (id, count) => {
      store.broken = count === 1;
      return running(id);
    };
    await track('a');
    assert.match(log.lines.join(), /A check failed/);
    store.broken = false;
    await clock.advance(2 * minute);
    assert.equal(task('a')?.status, 'running');
  });

  it('keeps nobody waiting for a check that the store prevents', async () => {
    const store = new BrittleStore();
    const { client, clock, log, poller, track } = rig({ store });
    await track('a');
    store.broken = true;
    await poller.checkNow(['relay/a']);
    assert.equal(client.asked.length, 1);
    assert.equal(log.lines.length, 1);
    await clock.advance(minute / 2 - 1);
    assert.equal(log.lines.length, 1);
  });

  it('tells an end when the store has recovered', async () => {
    const store = new BrittleStore();
    const { client, clock, log, task, told, track } = rig({ store });
    client.script = (id) => finished(id);
    await track('a');
    await clock.advance(minute);
    told.length = 0;
    client.script = (id, count) => {
      if (count === 1) {
        return running(id);
      }
      store.brokenAt = 'relay/c';
      return finished(id);
    };
    await track('b', 'c');
    await clock.advance(10_000);
    assert.deepEqual(told, [['b succeeded']]);
    assert.equal(task('c')?.announcedAt, undefined);
    assert.match(log.lines[0] ?? '', /A round of checks failed/);
    store.brokenAt = '';
    await clock.advance(minute);
    assert.deepEqual(told, [['b succeeded'], ['c succeeded']]);
  });

  it('survives a listener that throws', async () => {
    const { announcer, client, clock, list, log, track } = rig();
    client.script = (id, count) => (id === 'a' && count > 1 ? finished(id) : running(id));
    await track('a', 'b');
    announcer.onDidAnnounce(() => {
      throw new Error('a bug');
    });
    const ear = list.onDidChange(() => {
      throw new Error('a bug');
    });
    await clock.advance(5 * minute);
    assert.match(log.lines[0] ?? '', /A listener failed .*a bug/);
    assert.ok(client.times('b').length > 5);
    ear.dispose();
    const before = client.times('b').length;
    await clock.advance(10 * minute);
    assert.ok(client.times('b').length > before + 5);
  });

  it('goes on when the clock has gone back by any time', async () => {
    for (const back of [1_000, hour, 365 * 24 * hour]) {
      const { client, clock, track } = rig();
      await track('a');
      await clock.advance(minute);
      const before = client.asked.length;
      clock.set(start - back);
      await clock.advance(10 * minute);
      assert.ok(client.asked.length > before, `${back} ms back`);
    }
  });
});

describe('the end of a window', () => {
  it('sends nothing more, aborts what is out and keeps no timer', async () => {
    const { client, clock, poller, task, track } = rig();
    const signals: AbortSignal[] = [];
    client.script = (id, _count, signal) => {
      signals.push(signal);
      const { promise, resolve } = Promise.withResolvers<HttpResult>();
      signal.addEventListener('abort', () => resolve(finished(id)));
      return promise;
    };
    await track('a');
    const checked = poller.checkNow(['relay/a']);
    poller.dispose();
    await checked;
    await clock.advance(hour);
    assert.deepEqual(
      signals.map(({ aborted }) => aborted),
      [true],
    );
    assert.equal(client.asked.length, 1);
    assert.equal(task('a')?.status, 'queued');
    assert.equal(clock.armed, 0);
    poller.wake();
    await poller.checkNow(['relay/a']);
    await clock.advance(hour);
    assert.equal(client.asked.length, 1);
  });
});

const bodies: readonly (readonly [string, string, string, 'kept'?])[] = [
  ['B14 nothing', '', 'badAnswer', 'kept'],
  ['B14 null', 'null', 'badAnswer'],
  ['B14 an empty list', '[]', 'badAnswer'],
  ['B14 a word', '"ok"', 'badAnswer'],
  ['B14 a number', '7', 'badAnswer'],
  ['B20 a page where data came before', '<html>Sign in</html>', 'portal', 'kept'],
  ['B18 another task', '{"id":"b","status":"succeeded","video_url":"https://m.test/b.mp4"}', 'otherTask'],
];

describe('an answer with', () => {
  for (const [title, body, kind, kept] of bodies) {
    it(`${title} is an error; the task stays as it was${kept ? ', and the answer before' : ''}`, async () => {
      const { client, clock, list, task, track } = rig();
      client.script = (id, count) => (count === 1 ? running(id) : answer(200, body));
      await track('a');
      const answered = list.answer('relay/a');
      await clock.advance(4_000);
      assert.equal(task('a')?.error?.kind, kind);
      assert.equal(task('a')?.status, 'running');
      assert.equal(task('a')?.playable, false);
      assert.equal(list.answer('relay/a'), kept ? answered : body);
    });
  }

  it('B15 an unknown status is shown, and asked for again', async () => {
    const { client, clock, task, track } = rig();
    client.script = (id) => answer(200, { id, status: 'PAUSED' });
    await track('a');
    await clock.advance(minute);
    assert.equal(task('a')?.status, 'unknown');
    assert.equal(task('a')?.statusWord, 'PAUSED');
    assert.ok(client.asked.length > 3);
  });
});
