import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { MemoryTaskStore } from '../../../src/store/memoryStore.ts';
import { answer, finished, rig, start } from './rig.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const ids = (count: number): readonly string[] => Array.from({ length: count }, (_, each) => `t${each}`);

describe('time', () => {
  it('G02 set ten years back changes no task, and each is asked at the pace of its age or slower', async () => {
    const { client, clock, task, track } = rig();
    await track('a');
    await clock.advance(20 * minute);
    const before = task('a');
    const asked = client.asked.length;
    clock.set(clock.now() - 3_650 * day);
    await clock.advance(10 * minute);
    const more = client.asked.length - asked;
    assert.ok(more >= 5 && more <= 12, `${more} requests in 10 minutes`);
    assert.equal(task('a')?.status, before?.status);
    assert.equal(task('a')?.stopped, undefined);
  });

  it('G02 set ten years forward asks each task once more, and goes on when the person wants it', async () => {
    const { client, clock, task, tracker, track } = rig();
    await track('a');
    await clock.advance(10_000);
    const asked = client.asked.length;
    clock.set(clock.now() + 3_650 * day);
    await clock.advance(minute);
    assert.equal(client.asked.length, asked + 1);
    assert.deepEqual([task('a')?.status, task('a')?.stopped], ['running', 'age']);
    await tracker.resume(['relay/a']);
    await clock.advance(minute);
    assert.equal(task('a')?.stopped, undefined);
    assert.ok(client.asked.length > asked + 1);
  });

  describe('of another zone', () => {
    const zone = process.env['TZ'];
    afterEach(() => {
      if (zone === undefined) {
        delete process.env['TZ'];
      } else {
        process.env['TZ'] = zone;
      }
    });

    it('G03 has no effect, and neither has its summer time', async () => {
      const { client, clock, track } = rig();
      await track('a');
      await clock.advance(hour);
      const expected = client.times();
      for (const name of ['Pacific/Kiritimati', 'America/New_York', 'Asia/Kolkata']) {
        process.env['TZ'] = name;
        assert.notEqual(new Date(start).getTimezoneOffset(), 0);
        const there = rig();
        // New York's clocks go back one hour on 1 November 2026 at 6:00 UTC.
        there.clock.set(Date.UTC(2026, 10, 1, 5, 30));
        const from = there.clock.now() - start;
        await there.track('a');
        await there.clock.advance(hour);
        assert.deepEqual(
          there.client.times().map((at) => at - from),
          expected,
        );
      }
    });
  });

  it('G06 of 10,000 tasks that are due together is given to each in turn, within the budget', async () => {
    const store = new MemoryTaskStore();
    const all = ids(10_000);
    for (const id of all) {
      await store.add({
        key: `relay/${id}`,
        provider: 'relay',
        id,
        addedAt: start,
        status: 'running',
        playable: false,
        nextCheckAt: start,
      });
    }
    const { client, clock, poller } = rig({ store });
    poller.wake();
    await clock.advance(2 * minute);
    const asked = client.asked.map(({ id }) => id);
    assert.deepEqual(asked, all.slice(0, asked.length));
    assert.ok(asked.length >= 60 && asked.length <= 65, `${asked.length} requests`);
  });

  it('G09 that a provider names has no effect on the pace: it counts from when the task was added', async () => {
    const usual = rig();
    await usual.track('a');
    await usual.clock.advance(hour);
    for (const created of [4_102_444_800, 0, 'yesterday', -1, '9999-12-31T23:59:59Z']) {
      const { client, clock, track } = rig();
      client.script = (id) => answer(200, { id, status: 'running', created_at: created });
      await track('a');
      await clock.advance(hour);
      assert.deepEqual(client.times(), usual.client.times(), String(created));
    }
  });

  it('G10 of 49.7 days, where 32 bits of milliseconds end, is passed without a halt', async () => {
    const { client, clock, settings, task, track } = rig();
    settings.stopAfter = 0;
    await track('a');
    clock.set(start + 2 ** 32 - 5 * minute);
    await clock.advance(10 * minute);
    assert.ok(client.times().filter((at) => at > 2 ** 32).length >= 4);
    client.script = finished;
    await clock.advance(2 * minute);
    assert.equal(task('a')?.status, 'succeeded');
  });

  it('G05 of a timer is never longer than a minute, whatever a provider asks for', async () => {
    const { client, clock, track } = rig();
    client.script = () => answer(429, {}, { 'retry-after': '9999999' });
    await track('a');
    assert.ok(Number(clock.rings) - clock.now() <= minute);
    await clock.advance(59 * minute);
    assert.equal(client.asked.length, 1);
  });
});
