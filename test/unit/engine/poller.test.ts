import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { settled } from './clock.ts';
import { answer, broken, finished, provider, rig, running, start, withoutLink } from './rig.ts';

const minute = 60_000;
const hour = 60 * minute;
const ids = (count: number): readonly string[] => Array.from({ length: count }, (_, each) => `t${each}`);

describe('the poller', () => {
  it('asks at once, then after 3, 5, 10 s, then every 15 s', async () => {
    const { client, clock, track } = rig();
    await track('a');
    await clock.advance(64_000);
    assert.deepEqual(client.times(), [0, 3_000, 8_000, 18_000, 33_000, 48_000, 63_000]);
  });

  it('asks every 30 s after 10 minutes, every minute after an hour, and not at all after a day', async () => {
    const { client, clock, task, track } = rig();
    await track('a');
    await clock.advance(25 * hour);
    const gaps = client.times('a').map((at, index, all) => [at, (all[index + 1] ?? at) - at] as const);
    const gapsBetween = (from: number, to: number): ReadonlySet<number> =>
      new Set(gaps.filter(([at]) => at >= from && at < to).map(([, gap]) => gap));
    assert.deepEqual(gapsBetween(18_000, 10 * minute), new Set([15_000]));
    assert.deepEqual(gapsBetween(10 * minute, hour), new Set([30_000]));
    assert.deepEqual(gapsBetween(hour, 24 * hour - minute), new Set([minute]));
    assert.equal(task('a')?.stopped, 'age');
    assert.ok(Number(client.times().at(-1)) <= 24 * hour + minute);
    assert.equal(clock.armed, 0);
  });

  it('asks no more often than the settings say', async () => {
    const { client, clock, settings, track } = rig();
    settings.interval = 20_000;
    await track('a');
    await clock.advance(60_000);
    assert.deepEqual(client.times(), [0, 20_000, 40_000, 60_000]);
  });

  it('asks for the one that has waited longest first', async () => {
    const { client, clock, track } = rig();
    await track('a', 'b');
    clock.set(start + hour);
    await track('c');
    assert.deepEqual(
      client.asked.slice(2).map(({ id }) => id),
      ['a', 'b', 'c'],
    );
  });

  it('sends no more than the budget of the origin, whatever is due', async () => {
    const { client, clock, track } = rig();
    await track(...ids(40));
    await clock.advance(minute);
    const times = client.times();
    assert.equal(times.filter((at) => at === 0).length, 5);
    for (const [index, at] of times.entries()) {
      const later = times.slice(index).filter((each) => each <= at + 10_000);
      assert.ok(later.length <= 5 + 5, `${later.length} requests in 10 s`);
    }
    assert.equal(times.length, 5 + 30);
    assert.equal(new Set(client.asked.map(({ id }) => id)).size, 35);
  });

  it('never has more than two requests in flight', async () => {
    const { client, clock, track } = rig();
    const waiting: (() => void)[] = [];
    client.script = async (id) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.push(resolve);
      await promise;
      return running(id);
    };
    await track('a', 'b', 'c');
    await clock.advance(2_000);
    assert.deepEqual(
      client.asked.map(({ id }) => id),
      ['a', 'b'],
    );
    waiting[0]?.();
    await settled();
    assert.deepEqual(
      client.asked.map(({ id }) => id),
      ['a', 'b', 'c'],
    );
  });

  it('gives every origin its own budget', async () => {
    const { client, clock, settings, tracker } = rig();
    settings.all = [provider('one'), provider('two', { baseUrl: 'https://other.test' })];
    for (const id of ids(6)) {
      await tracker.track('one', id);
      await tracker.track('two', id);
    }
    await clock.advance(0);
    for (const host of ['gate.test', 'other.test']) {
      assert.equal(client.asked.filter(({ url }) => url.includes(host)).length, 5);
    }
  });

  it('does nothing at all when nothing is unfinished', async () => {
    const { client, clock, poller, track } = rig();
    poller.wake();
    await settled();
    assert.equal(clock.armed, 0);
    client.script = finished;
    await track('a');
    await clock.advance(10_000);
    assert.equal(client.asked.length, 1);
    assert.equal(clock.armed, 0);
  });

  it('never asks by itself for a task that has ended', async () => {
    const { client, clock, poller, task, track } = rig();
    client.script = (id) => (id === 'a' ? broken(id) : running(id));
    await track('a', 'b');
    await clock.advance(hour);
    poller.wake();
    await settled();
    assert.equal(client.times('a').length, 1);
    assert.equal(task('a')?.failure?.message, 'The prompt was refused');
    assert.ok(client.times('b').length > 10);
  });

  it('B12, B13 stays with a task that is unknown for a minute, then asks every minute', async () => {
    const { client, clock, task, track } = rig();
    client.script = (id) => (clock.now() < start + 5 * minute ? answer(404, {}) : running(id));
    await track('a');
    await clock.advance(minute - 1);
    assert.equal(task('a')?.status, 'queued');
    await clock.advance(2 * minute);
    assert.equal(task('a')?.status, 'notFound');
    const times = client.times().filter((at) => at > minute);
    assert.deepEqual(
      times.map((at, index) => at - (times[index - 1] ?? at)).slice(1),
      times.slice(1).map(() => minute),
    );
    await clock.advance(3 * minute);
    assert.equal(task('a')?.status, 'running');
    assert.equal(task('a')?.error, undefined);
  });

  it('B16 asks three more times for a finished task without a link', async () => {
    const { client, clock, told, track } = rig();
    client.script = (id, count) => (count === 1 ? running(id) : withoutLink(id));
    await track('a');
    await clock.advance(hour);
    assert.deepEqual(client.times(), [0, 3_000, 18_000, 33_000, 48_000]);
    assert.deepEqual(told, [['a succeeded']]);
    assert.equal(clock.armed, 0);
  });

  it('B16 stops asking when the link comes', async () => {
    const { client, clock, task, told, track } = rig();
    client.script = (id, count) => (count < 3 ? withoutLink(id) : finished(id));
    await track('a');
    await clock.advance(15_000);
    assert.deepEqual(told, []);
    await clock.advance(hour);
    assert.equal(client.asked.length, 3);
    assert.ok(task('a')?.playable);
    assert.deepEqual(told, [['a succeeded']]);
  });

  it('sends nothing while watching is paused, and goes on after it', async () => {
    const { client, clock, poller, settings, track } = rig();
    settings.isWatching = false;
    await track('a');
    await clock.advance(hour);
    assert.equal(client.asked.length, 0);
    assert.equal(clock.armed, 0);
    settings.isWatching = true;
    poller.wake();
    await settled();
    assert.deepEqual(client.times(), [hour]);
  });

  it('catches up once after a sleep of the machine, when the network had time to come back', async () => {
    const { client, clock, track } = rig();
    await track('a');
    clock.set(start + 8 * hour);
    await clock.advance(minute);
    assert.deepEqual(client.times(), [0, 8 * hour + 13_000]);
  });

  it('looks at the time every 30 s at least, so that a clock set back does not stop it', async () => {
    const { client, clock, track } = rig();
    client.script = () => answer(403, {});
    await track('a');
    assert.equal(clock.rings, start + minute / 2);
    await clock.advance(5 * minute);
    assert.deepEqual(client.times(), [0, 5 * minute]);
  });
});
