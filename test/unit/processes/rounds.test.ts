// Windows in several processes that do the same at the same millisecond.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { maxInFlight } from '../../../src/domain/origin.ts';
import { openTaskStore } from '../../../src/store/openStore.ts';
import { storeOptions } from '../store/samples.ts';
import { Fleet } from './fleet.ts';
import { breaches, tally } from './oracle.ts';
import { countedTask, endedTask, type RoundsOptions } from './rounds.ts';

type Rounds = Omit<RoundsOptions, 'folder' | 'name'>;

describe('windows in several processes, at the same millisecond', () => {
  let fleet: Fleet;
  beforeEach(() => void (fleet = new Fleet('window')));
  afterEach(() => fleet.remove());

  /** Plays rounds with `count` windows. */
  async function play(count: number, options: Rounds): Promise<void> {
    const members = Array.from({ length: count }, () => fleet.start({ job: 'rounds', ...options }));
    await Promise.all(members.map(({ ready }) => ready));
    const startAt = Date.now() + 20;
    for (const member of members) {
      member.say(String(startAt));
    }
    assert.deepEqual(
      await Promise.all(members.map((member) => member.end())),
      members.map(() => 0),
    );
  }

  async function prepare(rounds: number): Promise<void> {
    const { store } = await openTaskStore(fleet.folder, storeOptions());
    await store.add(countedTask);
    await store.merge(Array.from({ length: rounds }, (_, n) => ({ task: endedTask(n) })));
    store.close();
  }

  it('F01 add different tasks, and all are there', async () => {
    const rounds = 100;
    await play(8, { what: 'add', rounds, everyMs: 15 });
    const stored = await fleet.stored();
    assert.deepEqual(breaches(fleet.journals(), stored), []);
    assert.equal(stored.size, 8 * rounds);
    console.log(`      ${rounds} rounds of 8 windows, ${stored.size} tasks`);
  }).timeout(60_000);

  it('F02 count in the same task, and every count counts', async () => {
    const rounds = 60;
    await prepare(0);
    await play(8, { what: 'count', rounds, everyMs: 15 });
    const stored = await fleet.stored();
    assert.deepEqual(breaches(fleet.journals(), stored), []);
    assert.equal(stored.get(countedTask.key)?.name, String(8 * rounds));
    console.log(`      ${rounds} rounds of 8 windows, counted to ${8 * rounds}`);
  }).timeout(60_000);

  it('F04 want to ask the same provider, and no more of them are let out than may be', async () => {
    const rounds = 60;
    await play(8, { what: 'ask', rounds, everyMs: 15 });
    const journals = fleet.journals();
    assert.deepEqual(breaches(journals, await fleet.stored()), []);
    assert.ok(tally(journals).admitted >= maxInFlight * rounds);
    console.log(`      ${rounds} rounds of 8 windows, ${tally(journals).admitted} requests let out`);
  }).timeout(60_000);

  it('F05 see the same end, and one of them tells it', async () => {
    const rounds = 300;
    await prepare(rounds);
    await play(6, { what: 'tell', rounds, everyMs: 8 });
    const journals = fleet.journals();
    assert.deepEqual(breaches(journals, await fleet.stored()), []);
    const winners = journals.map((journal) => tally([journal]).told);
    assert.equal(tally(journals).told, rounds);
    console.log(`      ${rounds} rounds of 6 windows, told by each: ${winners.join(', ')}`);
  }).timeout(60_000);

  it('E04 F06 tell nothing in the place of one that was killed before it told, and keep the unread mark', async () => {
    await prepare(1);
    const options: Rounds = { what: 'tell', rounds: 1, everyMs: 1 };
    const dying = fleet.start({ job: 'rounds', ...options, dies: true });
    await dying.ready;
    dying.say('0');
    assert.equal(await dying.gone, 'SIGKILL');
    await play(5, options);
    const ended = (await fleet.stored()).get(endedTask(0).key);
    assert.equal(tally(fleet.journals()).told, 0);
    assert.deepEqual([ended?.announcedAt !== undefined, ended?.watchedAt], [true, undefined]);
  }).timeout(60_000);

  it('known to be bad: claims that are read and then written are caught', async () => {
    const rounds = 100;
    await prepare(rounds);
    await play(6, { what: 'tell', rounds, everyMs: 8, careless: true });
    const found = breaches(fleet.journals(), await fleet.stored());
    assert.ok(found.some((each) => / told \d times/.test(each)));
    console.log(`      ${rounds} rounds of 6 windows, ${found.length} ends told twice or more`);
  }).timeout(60_000);

  it('known to be bad: counts that are read and then written are caught', async () => {
    await prepare(0);
    await play(4, { what: 'count', rounds: 50, everyMs: 8, careless: true });
    const [found] = breaches(fleet.journals(), await fleet.stored());
    assert.match(found ?? '', /counted \d+, not 200 to 200/);
    console.log(`      ${found}`);
  }).timeout(60_000);
});
