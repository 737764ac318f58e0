import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { HandClock, settled } from './clock.ts';
import { answer, finished, origin, rig, running, ScriptedClient, start, type Rig } from './rig.ts';
import { twoWindows } from './windows.ts';

const minute = 60_000;

/** Two windows that poll the same tasks of the same provider. */
function windows(): readonly [Rig, Rig] {
  const clock = new HandClock(start);
  const client = new ScriptedClient(clock);
  const [first, second] = twoWindows();
  return [rig({ store: first, clock, client }), rig({ store: second, clock, client })];
}

async function wake(...rigs: readonly Rig[]): Promise<void> {
  for (const { poller } of rigs) {
    poller.wake();
  }
  await settled();
}

describe('two windows on one store', () => {
  it('F04 ask as often as one', async () => {
    const [one, two] = windows();
    const alone = rig();
    await alone.track('a', 'b');
    await alone.clock.advance(10 * minute);
    await one.track('a', 'b');
    await wake(one, two);
    await one.clock.advance(10 * minute);
    assert.deepEqual(one.client.times('a'), alone.client.times('a'));
    assert.deepEqual(one.client.times('b'), alone.client.times('b'));
  });

  it('share the budget of the origin', async () => {
    const [one, two] = windows();
    for (const each of Array.from({ length: 20 }, (_, index) => index)) {
      await [one, two][each % 2]?.track(`t${each}`);
    }
    await wake(one, two);
    await one.clock.advance(20_000);
    const times = one.client.times();
    assert.equal(times.filter((at) => at === 0).length, 5);
    assert.ok(times.length <= 5 + 10);
    assert.ok(times.length >= 5 + 8, `${times.length} requests`);
  });

  it('B08 back off together: a window that lost a claim does not take it for a good answer', async () => {
    const [one, two] = windows();
    one.client.script = () => answer(500, {});
    one.clock.chance = 0.9;
    await one.track('a');
    for (const _ of Array.from({ length: 600 })) {
      await wake(one, two);
      one.clock.set(one.clock.now() + 1_000);
    }
    assert.ok(one.client.asked.length <= 12, `${one.client.asked.length} requests in ten minutes`);
    assert.ok(Number(one.gate.state(origin)?.failures) > 5);
  });

  it('do not pay for a claim that the other one has won', async () => {
    const [one, two] = windows();
    one.settings.isWatching = false;
    two.settings.isWatching = false;
    await one.track('a');
    await wake(two);
    one.settings.isWatching = true;
    two.settings.isWatching = true;
    await wake(one, two);
    assert.equal(one.client.asked.length, 1);
    await two.gate.admit(origin, false);
    assert.equal(two.gate.state(origin)?.tokens, 5 - 2);
  });

  it('B10 stop together when the key is rejected', async () => {
    const [one, two] = windows();
    one.client.script = () => answer(401, {});
    await one.track('a', 'b');
    await wake(one, two);
    const before = one.client.asked.length;
    await one.clock.advance(60 * minute);
    await wake(one, two);
    assert.equal(one.client.asked.length, before);
  });

  it('B17 tell an end once', async () => {
    const [one, two] = windows();
    one.client.script = (id, count) => (count === 1 ? running(id) : finished(id));
    await one.track('a', 'b', 'c');
    for (const _ of Array.from({ length: 60 })) {
      await wake(one, two);
      await one.clock.advance(1_000);
    }
    const told = [...one.told, ...two.told].flat().sort();
    assert.deepEqual(told, ['a succeeded', 'b succeeded', 'c succeeded']);
  });

  it('see what the other one has learned', async () => {
    const [one, two] = windows();
    await one.track('a');
    await wake(two);
    assert.equal(two.task('a')?.status, 'running');
    await two.tracker.remove(['relay/a']);
    await wake(one);
    assert.equal(one.task('a'), undefined);
  });

  it('F09 take over a task within 15 s after its window has died', async () => {
    const [one, two] = windows();
    one.client.script = (id, count) => (count === 1 ? new Promise(() => {}) : running(id));
    await one.track('a');
    await wake(one);
    one.poller.dispose();
    await wake(two);
    await two.clock.advance(11_000);
    assert.deepEqual(one.client.times(), [0]);
    await two.clock.advance(2_000);
    assert.equal(two.client.times().length, 2);
    assert.equal(two.task('a')?.status, 'running');
  });
});
