import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Scheduler } from '../../../src/engine/scheduler.ts';
import { HandClock, settled } from './clock.ts';
import { HandLog, start } from './rig.ts';

function scheduled(round: (count: number) => Promise<number | undefined>) {
  const clock = new HandClock(start);
  const log = new HandLog();
  const rounds: number[] = [];
  const scheduler = new Scheduler(clock, log, () => {
    rounds.push(clock.now() - start);
    return round(rounds.length);
  });
  return { clock, log, rounds, scheduler };
}

describe('the scheduler', () => {
  it('runs a round when it is woken, and not before', async () => {
    const { clock, rounds, scheduler } = scheduled(async () => undefined);
    await clock.advance(1_000);
    assert.deepEqual(rounds, []);
    scheduler.wake();
    await clock.advance(100_000);
    assert.deepEqual(rounds, [1_000]);
    assert.equal(clock.armed, 0);
  });

  it('runs the next round when the last one said', async () => {
    const { clock, rounds, scheduler } = scheduled(async (count) =>
      count < 3 ? start + count * 5_000 : undefined,
    );
    scheduler.wake();
    await clock.advance(60_000);
    assert.deepEqual(rounds, [0, 5_000, 10_000]);
  });

  it('never waits longer than 30 s, and not at all for what has passed', async () => {
    const { clock, rounds, scheduler } = scheduled(async (count) =>
      count === 3 ? start - 1 : count < 3 ? start + 1e9 : undefined,
    );
    scheduler.wake();
    await clock.advance(300_000);
    assert.deepEqual(rounds, [0, 30_000, 60_000, 60_000]);
  });

  it('has one timer, whatever wakes it', async () => {
    const { clock, scheduler } = scheduled(async () => start + 30_000);
    for (const _ of [1, 2, 3]) {
      scheduler.wake();
      await settled();
    }
    assert.equal(clock.armed, 1);
  });

  it('never runs two rounds at a time; what wakes it meanwhile makes one more', async () => {
    const waiting: (() => void)[] = [];
    const { rounds, scheduler } = scheduled(
      () =>
        new Promise((resolve) => {
          waiting.push(() => resolve(undefined));
        }),
    );
    scheduler.wake();
    scheduler.wake();
    scheduler.wake();
    await settled();
    assert.equal(rounds.length, 1);
    waiting[0]?.();
    await settled();
    assert.equal(rounds.length, 2);
    waiting[1]?.();
    await settled();
    assert.equal(rounds.length, 2);
  });

  for (const [title, round] of [
    ['rejects', () => Promise.reject(new Error('a bug'))],
    [
      'throws',
      () => {
        throw new Error('a bug');
      },
    ],
  ] as const) {
    it(`goes on 30 s after a round that ${title}`, async () => {
      const { clock, log, rounds, scheduler } = scheduled((count) =>
        count === 1 ? round() : Promise.resolve(undefined),
      );
      scheduler.wake();
      await clock.advance(60_000);
      assert.deepEqual(rounds, [0, 30_000]);
      assert.match(log.lines.join('\n'), /^A round of checks failed .*a bug/);
    });
  }

  it('does nothing more after its end', async () => {
    const { clock, rounds, scheduler } = scheduled(async () => start + 5_000);
    scheduler.wake();
    await settled();
    scheduler.dispose();
    scheduler.wake();
    await clock.advance(60_000);
    assert.deepEqual(rounds, [0]);
    assert.equal(clock.armed, 0);
  });

  it('arms no timer when its end comes during a round', async () => {
    const { promise, resolve } = Promise.withResolvers<number>();
    const { clock, rounds, scheduler } = scheduled(() => promise);
    scheduler.wake();
    scheduler.wake();
    scheduler.dispose();
    resolve(start + 5_000);
    await clock.advance(60_000);
    assert.deepEqual(rounds, [0]);
    assert.equal(clock.armed, 0);
  });
});
