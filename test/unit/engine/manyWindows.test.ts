// Windows that share a real file, with a clock in the hands of the test.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { openTaskStore } from '../../../src/store/openStore.ts';
import { storeOptions, temporaryFolder } from '../store/samples.ts';
import { HandClock, settled } from './clock.ts';
import { broken, finished, rig, running, ScriptedClient, start, type Rig } from './rig.ts';

const minute = 60_000;
const ids = (count: number): readonly string[] => Array.from({ length: count }, (_, each) => `t${each}`);

/** Lets the time pass in steps after which every window has seen what the others did. */
async function pass(rigs: readonly Rig[], ms: number, step = 1_000): Promise<void> {
  const [first] = rigs;
  for (let each = 0; each < ms; each += step) {
    await first?.clock.advance(step);
    for (const { poller } of rigs) {
      poller.wake();
      await settled();
    }
  }
}

describe('windows on one file', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let opened: Rig[];
  beforeEach(() => {
    folder = temporaryFolder();
    opened = [];
  });
  afterEach(() => {
    for (const { poller, store } of opened) {
      poller.dispose();
      store.close();
    }
    folder.remove();
  });

  async function open(
    count: number,
    clock: HandClock,
    client: ScriptedClient,
    path = folder.path,
  ): Promise<readonly Rig[]> {
    const rigs: Rig[] = [];
    for (let each = 0; each < count; each += 1) {
      const { store } = await openTaskStore(path, storeOptions());
      rigs.push(rig({ store, clock, client, focused: each === 0 }));
    }
    opened.push(...rigs);
    for (const each of rigs) {
      await each.list.ready();
      each.poller.wake();
      await settled();
    }
    return rigs;
  }

  for (const count of [2, 4, 8]) {
    it(`send the provider what one sends: ${count} of them`, async () => {
      const alone = rig();
      await alone.track('a', 'b', 'c');
      await alone.clock.advance(30 * minute);
      const clock = new HandClock(start);
      const client = new ScriptedClient(clock);
      const rigs = await open(count, clock, client);
      await rigs.at(-1)?.track('a', 'b', 'c');
      await pass(rigs, 30 * minute, 5_000);
      assert.equal(client.asked.length, alone.client.asked.length);
    }).timeout(60_000);
  }

  it('F04 keep the budget together, however many are due', async () => {
    const clock = new HandClock(start);
    const client = new ScriptedClient(clock);
    const rigs = await open(4, clock, client);
    for (const [index, id] of ids(40).entries()) {
      await rigs[index % 4]?.track(id);
    }
    await pass(rigs, minute);
    const times = client.times();
    times.forEach((first, index) => {
      times.slice(index).forEach((last, more) => {
        assert.ok(
          more + 1 <= 5 + (last - first) / 2_000 + 1e-6,
          `${more + 1} requests in ${last - first} ms`,
        );
      });
    });
    assert.ok(times.length >= 5 + 29, `${times.length} requests in a minute`);
  }).timeout(30_000);

  it('F05 tell each end once, all in the window with the focus', async () => {
    const clock = new HandClock(start);
    const client = new ScriptedClient(clock);
    const rigs = await open(6, clock, client);
    client.script = (id, count) => (count < 3 ? running(id) : id.endsWith('0') ? broken(id) : finished(id));
    for (const [index, id] of ids(30).entries()) {
      await rigs[index % 6]?.track(id);
    }
    await pass(rigs, 6 * minute);
    const told = rigs.map((each) => each.told.flat());
    assert.deepEqual(
      told.flat().sort(),
      ids(30)
        .map((id) => `${id} ${id.endsWith('0') ? 'failed' : 'succeeded'}`)
        .sort(),
    );
    assert.ok(told.slice(1).every((other) => other.length === 0));
  }).timeout(60_000);

  it('F09 go on with the tasks of one that was killed', async () => {
    const clock = new HandClock(start);
    const client = new ScriptedClient(clock);
    const rigs = await open(2, clock, client);
    const [killed, other] = rigs;
    client.script = (id, count) => (count === 1 ? new Promise(() => {}) : running(id));
    await killed?.track('a', 'b');
    await pass(rigs, 2_000);
    // A process that is killed renews nothing, gives nothing back and asks no more.
    killed?.poller.dispose();
    killed?.store.close();
    client.script = running;
    await pass(other ? [other] : [], 15_000);
    assert.equal(other?.task('a')?.status, 'running');
    assert.equal(other?.task('b')?.status, 'running');
  });

  it('F13 of two folders know nothing of each other', async () => {
    const elsewhere = temporaryFolder();
    const clock = new HandClock(start);
    const client = new ScriptedClient(clock);
    const [here] = await open(1, clock, client);
    const [there] = await open(1, clock, client, elsewhere.path);
    await here?.track('a');
    there?.list.refresh();
    assert.deepEqual(there?.list.all(), []);
    elsewhere.remove();
  });

  it('F14 that open together, 20 of them, send no more than one', async () => {
    const clock = new HandClock(start);
    const client = new ScriptedClient(clock);
    const [first] = await open(1, clock, client);
    await first?.track(...ids(20));
    await pass(first ? [first] : [], minute);
    const before = client.asked.length;
    clock.set(clock.now() + 60 * minute);
    const rigs = await open(20, clock, client);
    await pass(rigs, 20_000);
    const after = client.times().slice(before);
    assert.ok(after.length <= 5 + 10 + 1, `${after.length} requests in 20 s`);
    assert.ok(after.length >= 10);
  }).timeout(60_000);
});
