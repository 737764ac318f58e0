import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { HandClock, settled } from './clock.ts';
import { broken, finished, rig, running, ScriptedClient, start, type Rig } from './rig.ts';
import { twoWindows } from './windows.ts';

const minute = 60_000;
const hour = 60 * minute;

/** Two windows on one store; the first one tracks a task that has ended when it is asked for again. */
async function windows(focused: readonly [boolean, boolean]): Promise<readonly [Rig, Rig]> {
  const clock = new HandClock(start);
  const client = new ScriptedClient(clock);
  const stores = twoWindows();
  const options = { clock, client };
  const one = rig({ ...options, store: stores[0], focused: focused[0] });
  const two = rig({ ...options, store: stores[1], focused: focused[1] });
  await one.track('a');
  two.poller.wake();
  await settled();
  // From here on only the first window asks.
  two.settings.isWatching = false;
  client.script = finished;
  return [one, two];
}

/** Goes on in steps in which both windows look at what the other one did. */
async function together([one, two]: readonly [Rig, Rig], ms: number): Promise<void> {
  for (let each = 0; each < ms; each += 100) {
    await one.clock.advance(100);
    one.list.refresh();
    two.list.refresh();
    await settled();
  }
}

describe('F07 the end of a task is told', () => {
  it('by the window with the focus, although another one has asked', async () => {
    const both = await windows([false, true]);
    await together(both, 6_000);
    assert.deepEqual([both[0].told, both[1].told], [[], [['a succeeded']]]);
  });

  it('by the window that has asked when it has the focus', async () => {
    const both = await windows([true, false]);
    await together(both, 6_000);
    assert.deepEqual([both[0].told, both[1].told], [[['a succeeded']], []]);
  });

  it('by the window that has asked when none has the focus', async () => {
    const both = await windows([false, false]);
    await together(both, 6_000);
    assert.deepEqual([both[0].told, both[1].told], [[['a succeeded']], []]);
  });

  it('by another window when the one that has asked is gone before it could', async () => {
    const both = await windows([false, false]);
    await both[0].clock.advance(3_000);
    both[0].poller.dispose();
    both[1].list.refresh();
    await both[1].clock.advance(2_000);
    assert.deepEqual([both[0].told, both[1].told], [[], [['a succeeded']]]);
  });
});

describe('F06 an end whose window died between the claim and the notification', () => {
  it('is not told again, and stays marked as not watched', async () => {
    const [one, two] = await windows([false, false]);
    await one.clock.advance(3_000);
    await one.list.update('relay/a', (task) => ({ task: { ...task, announcedAt: start } }));
    one.poller.dispose();
    two.list.refresh();
    await two.clock.advance(minute);
    assert.deepEqual(two.told, []);
    assert.equal(two.task('a')?.watchedAt, undefined);
  });
});

describe('what happened while nobody was there', () => {
  it('G01 is told as such after a sleep', async () => {
    const { client, clock, told, track } = rig();
    await track('a', 'b');
    client.script = (id) => (id === 'a' ? finished(id) : broken(id));
    clock.set(start + 8 * hour);
    await clock.advance(minute);
    assert.deepEqual(told, [['while away', 'a succeeded', 'b failed']]);
  });

  it('is told as such when VS Code was closed', async () => {
    const first = rig();
    await first.track('a');
    first.client.script = finished;
    await first.poller.stop();
    const second = rig({ store: first.store, clock: first.clock, client: first.client });
    first.clock.set(start + hour);
    second.poller.wake();
    await first.clock.advance(minute);
    assert.deepEqual(second.told, [['while away', 'a succeeded']]);
  });

  it('is not said of what is noticed in time', async () => {
    const { client, clock, told, track } = rig();
    client.script = (id, count) => (count < 40 ? running(id) : finished(id));
    await track('a');
    await clock.advance(20 * minute);
    assert.deepEqual(told, [['a succeeded']]);
  });
});

describe('M04 many ends in a short time', () => {
  it('make few notifications, together in all windows, and each task is told', async () => {
    const clock = new HandClock(start);
    const client = new ScriptedClient(clock);
    const rigs = twoWindows().map((store, index) => rig({ store, clock, client, focused: index === 0 }));
    const [one, two] = rigs;
    assert.ok(one && two);
    const ids = Array.from({ length: 200 }, (_, each) => `t${each}`);
    await one.track(...ids);
    client.script = finished;
    await together([one, two], 8 * minute);
    const told = [...one.told, ...two.told];
    assert.equal(told.flat().length, ids.length);
    assert.ok(told.length <= 12, `${told.length} notifications in 8 minutes`);
  }).timeout(30_000);

  it('are told at once again when it was quiet for a while', async () => {
    const { client, clock, told, track } = rig();
    client.script = finished;
    await track('a');
    await track('b');
    assert.deepEqual(told, [['a succeeded']]);
    await clock.advance(5_000);
    assert.deepEqual(told, [['a succeeded'], ['b succeeded']]);
    await clock.advance(6 * minute);
    await track('c');
    assert.deepEqual(told.at(-1), ['c succeeded']);
  });
});
