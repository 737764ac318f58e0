import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { HttpResult } from '../../../src/domain/ports.ts';
import { HandClock, settled } from './clock.ts';
import { origin, rig, running, ScriptedClient, start } from './rig.ts';
import { twoWindows } from './windows.ts';

const minute = 60_000;
const hour = 60 * minute;
const ids = (count: number): readonly string[] => Array.from({ length: count }, (_, each) => `t${each}`);

/** A provider that answers when the test says so. */
function slowly(client: ScriptedClient): Map<string, () => void> {
  const answers = new Map<string, () => void>();
  client.script = (id) => {
    const { promise, resolve } = Promise.withResolvers<HttpResult>();
    answers.set(id, () => resolve(running(id)));
    return promise;
  };
  return answers;
}

describe('after a sleep of the machine', () => {
  it('G01 one probe goes out first, 5 to 15 s later, and the rest at the pace of the budget', async () => {
    const { client, clock, track } = rig();
    await track(...ids(20));
    await clock.advance(5 * minute);
    const before = client.asked.length;
    const answers = slowly(client);
    clock.set(clock.now() + 8 * hour);
    await clock.advance(30_000);
    const woken = client.asked.slice(before).map(({ at }) => at);
    assert.equal(woken.length, 1);
    const rest = Number(woken[0]) - (8 * hour + 5 * minute);
    assert.ok(rest >= 5_000 && rest <= 45_000, `${rest} ms`);
    client.script = running;
    answers.values().next().value?.();
    await clock.advance(20_000);
    const after = client.asked.length - before;
    assert.ok(after <= 5 + 10 + 1 && after >= 5 + 8, `${after} requests`);
  });

  it('G04 what was due is asked for although no timer rang', async () => {
    const { client, clock, poller, track } = rig();
    await track('a');
    clock.set(start + hour);
    poller.wake();
    await settled();
    assert.deepEqual(client.times(), [0, hour]);
  });

  it('G07 nothing is asked twice when the window was held up for 30 s', async () => {
    const { client, clock, track } = rig();
    const answers = slowly(client);
    await track('a');
    clock.set(start + 30_000);
    await clock.advance(minute);
    assert.deepEqual(client.times(), [0]);
    answers.get('a')?.();
    await clock.advance(20_000);
    assert.equal(client.times().length, 2);
  });
});

describe('a slow answer', () => {
  it('is waited for by all windows, however long it takes', async () => {
    const clock = new HandClock(start);
    const client = new ScriptedClient(clock);
    const answers = slowly(client);
    const [one, two] = twoWindows().map((store) => rig({ store, clock, client }));
    await one?.track('a');
    two?.poller.wake();
    await clock.advance(30_000);
    assert.deepEqual(client.times(), [0]);
    assert.equal(one?.gate.state(origin)?.leases.length, 1);
    answers.get('a')?.();
    await settled();
    assert.equal(one?.gate.state(origin)?.leases.length, 0);
  });
});

describe('a window that is closed', () => {
  it('F08 gives back what it held, so that its successor goes on at once, and blames nobody', async () => {
    const first = rig();
    first.client.script = (_id, _count, signal) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () =>
          resolve({ ok: false, error: { kind: 'timeout', message: '' } }),
        );
      });
    await first.track('a', 'b');
    await first.poller.stop();
    assert.equal(first.gate.state(origin)?.failures, 0);
    assert.equal(first.gate.state(origin)?.leases.length, 0);
    assert.equal(first.task('a')?.claimedUntil, undefined);
    assert.equal(first.task('a')?.error, undefined);
    const second = rig({ store: first.store, clock: first.clock, client: first.client });
    second.client.script = running;
    second.poller.wake();
    await settled();
    assert.equal(second.task('a')?.status, 'running');
    assert.equal(second.task('b')?.status, 'running');
  });

  it('arms no timer any more', async () => {
    const { clock, poller, track } = rig();
    await track('a');
    await poller.stop();
    assert.equal(clock.armed, 0);
  });
});
