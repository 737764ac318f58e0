// Windows in processes of their own, with the real store, engine, client and clock before real servers. All of it happens at
// once: most of the time is spent waiting for claims to lapse. VIDEO_TASKS_SEED replays the blows of a run.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { leaseMs } from '../../../src/domain/originState.ts';
import type { Task } from '../../../src/domain/task.ts';
import { isOver } from '../../../src/domain/transition.ts';
import { seeded } from '../../../bench/polling/random.ts';
import { Fleet } from './fleet.ts';
import type { Journal } from './journal.ts';
import { kill, stopAsking, stopBeforeAsking, type Lapse } from './lapse.ts';
import { breaches, tally } from './oracle.ts';
import { reload, type Reloads } from './reload.ts';
import { letPass, longestHandOver, type Storm } from './storm.ts';
import { excessOf, sharedClaims } from './traffic.ts';

const seed = Number(process.env['VIDEO_TASKS_SEED'] ?? Math.floor(Math.random() * 2 ** 32));

describe('windows in several processes', () => {
  const [storms, reloads, killed, stopped, early] = ['storm', 'reload', 'killed', 'stopped', 'early'].map(
    (name) => new Fleet(name),
  ) as [Fleet, Fleet, Fleet, Fleet, Fleet];
  const fleets = [storms, reloads, killed, stopped, early];
  let storm: Storm;
  let reloaded: Reloads;
  let lapses: Readonly<Record<'kill' | 'stop' | 'early', Lapse>>;

  before(async () => {
    console.log(`      seed ${seed}`);
    const random = seeded(seed);
    const results = await Promise.all([
      letPass(storms, { windows: 8, kills: 40, stops: 25, origins: 8, tasks: 5, random }),
      reload(reloads, 20),
      kill(killed),
      stopAsking(stopped),
      stopBeforeAsking(early),
    ]);
    storm = results[0];
    reloaded = results[1];
    lapses = { kill: results[2], stop: results[3], early: results[4] };
  }).timeout(120_000);
  after(async () => {
    await Promise.all(fleets.map((fleet) => fleet.remove()));
  });

  describe('killed and stopped at random', () => {
    let journals: readonly Journal[];
    let stored: ReadonlyMap<string, Task>;
    before(async () => {
      journals = storms.journals();
      stored = await storms.stored();
      const { saved, refused, told, warned } = tally(journals);
      console.log(
        `      ${storm.kills.length} kills, ${storm.stops.length} stops, ${journals.length} windows`,
      );
      console.log(
        `      ${saved} acknowledged changes, ${refused} refused, ${warned} warnings, ${told} told`,
      );
      console.log(`      ${storm.arrivals.length} requests, longest hand-over ${longestHandOver(storm)} ms`);
    });

    it('E01 E04 F02 F03 lose nothing, undo nothing and tell nothing twice', () => {
      assert.deepEqual(breaches(journals, stored), []);
      assert.ok(tally(journals).told > 0);
    });

    it('F04 ask for a task one at a time, and when it is due', () => {
      assert.deepEqual(sharedClaims(storm.arrivals), []);
    });

    it('F04 F10 keep the budget of each origin together', () => {
      for (const origin of storm.origins) {
        const arrivals = storm.arrivals.filter((each) => each.origin === origin);
        assert.deepEqual(excessOf(arrivals, storm.stops), []);
      }
    });

    it('E04 F06 keep the unread mark of every end', () => {
      const ends = storm.pool.map((key) => stored.get(key));
      assert.ok(ends.every((task) => task !== undefined && isOver(task) && task.watchedAt === undefined));
    });

    it('end in good order where they are left alone', () => {
      assert.deepEqual(
        storm.ends,
        storm.ends.map(() => 0),
      );
    });
  });

  describe('reloaded 20 times', () => {
    it('F08 tell nothing twice, ask for nothing twice and keep the budget', async () => {
      const journals = reloads.journals();
      assert.deepEqual(breaches(journals, await reloads.stored()), []);
      assert.deepEqual(sharedClaims(reloaded.arrivals, reloaded.closings), []);
      assert.deepEqual(
        reloaded.ends.map(String).sort(),
        [...Array<string>(16).fill('0'), ...Array<string>(5).fill('SIGKILL')].sort(),
      );
      const { told, warned } = tally(journals);
      console.log(
        `      ${reloaded.arrivals.length} requests, ${reloaded.tasks} ends, ${told} told, ${warned} warnings`,
      );
    });
  });

  describe('that hold a claim', () => {
    it('F09 are followed by another one when they are killed and the claim has lapsed', () => {
      const { claimedUntil, next, stoppedAt } = lapses.kill;
      assert.ok(claimedUntil <= stoppedAt + leaseMs);
      assert.ok(next.at >= claimedUntil);
      console.log(`      another window asks ${next.at - stoppedAt} ms after the kill`);
    });

    it('F10 leave the task to the one that follows when they were stopped while they were asking', () => {
      const { arrivals, claimedUntil, kept, next } = lapses.stop;
      assert.ok(next.at >= claimedUntil);
      assert.ok(kept, 'the claim of the window that follows is there as long as it asks');
      assert.deepEqual(sharedClaims(arrivals), []);
    });

    it('F10 do not ask on an old claim when they were stopped before they asked', () => {
      const { arrivals, claimedUntil, kept, next } = lapses.early;
      assert.ok(next.at >= claimedUntil);
      assert.ok(kept, 'the claim of the window that follows is there as long as it asks');
      assert.deepEqual(sharedClaims(arrivals), []);
    });
  });
});
