// The oracles see what they are there to see.
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Task } from '../../../src/domain/task.ts';
import { sampleTask } from '../store/samples.ts';
import type { Entry, Journal } from './journal.ts';
import { breaches } from './oracle.ts';
import { excessOf, sharedClaims, type Arrival } from './traffic.ts';

type Line = Omit<Entry, 'n'>;

const key = 'relay/a';
const journal = (lines: readonly Line[], window = 'one'): Journal => ({
  window,
  entries: lines.map((line, index) => ({ n: index + 1, ...line })),
});
const done = (act: NonNullable<Entry['act']>, text?: string): readonly Line[] => [
  { is: 'begun', act, key, ...(text !== undefined && { text }) },
  { is: 'saved', act, key, ...(text !== undefined && { text }) },
];
const stored = (...tasks: readonly Task[]): ReadonlyMap<string, Task> =>
  new Map(tasks.map((task) => [task.key, task]));
const told: Line = { is: 'told', key };

describe('the oracle of the store', () => {
  const wrong: readonly (readonly [what: string, journals: readonly Journal[], tasks: readonly Task[]])[] = [
    ['relay/a: lost', [journal(done('add'))], []],
    ['relay/a: the mark is lost', [journal(done('mark'))], [sampleTask('a')]],
    ['relay/a: named x, not y', [journal(done('name', 'y'))], [sampleTask('a', { name: 'x' })]],
    [
      'relay/a: counted 1, not 2 to 2',
      [journal([...done('count'), ...done('count')])],
      [sampleTask('a', { name: '1' })],
    ],
    ['relay/a: counted 2, not 1 to 1', [journal(done('count'))], [sampleTask('a', { name: '2' })]],
    ['relay/a: removed and there again', [journal(done('remove'))], [sampleTask('a')]],
    [
      'relay/a: told 2 times',
      [journal([told]), journal([told], 'two')],
      [sampleTask('a', { announcedAt: 1 })],
    ],
    ['relay/a: told without a claim', [journal([told])], [sampleTask('a')]],
    [
      'relay/a: 3 requests within 9 ms',
      [journal(['1', '5', '10'].map((text) => ({ is: 'admitted', key, text })))],
      [],
    ],
    ['one: the journal has a gap', [{ window: 'one', entries: [{ n: 2, ...told }] }], []],
    ['one: A check failed', [journal([{ is: 'warned', text: 'A check failed' }])], []],
  ];
  for (const [what, journals, tasks] of wrong) {
    it(`sees: ${what}`, () => {
      assert.deepEqual(breaches(journals, stored(...tasks)), [what]);
    });
  }

  it('lets pass what was under way when a window was killed', () => {
    const cut = (act: NonNullable<Entry['act']>, text?: string): readonly Line[] =>
      done(act, text).slice(0, 1);
    const lines = [...done('add'), ...done('name', 'x'), ...done('count'), ...cut('count')];
    assert.deepEqual(breaches([journal(lines.slice(0, 2))], stored(sampleTask('a'))), []);
    for (const name of ['x', 'y']) {
      const named = journal([...lines.slice(0, 4), ...cut('name', 'y')]);
      assert.deepEqual(breaches([named], stored(sampleTask('a', { name }))), []);
    }
    for (const name of ['1', '2']) {
      assert.deepEqual(breaches([journal(lines.slice(4))], stored(sampleTask('a', { name }))), []);
    }
    assert.deepEqual(breaches([journal([...done('add'), ...cut('remove')])], stored()), []);
  });
});

const arrival = (at: number, more: Partial<Arrival> = {}): Arrival => ({
  origin: 'http://127.0.0.1:1',
  id: 'a',
  window: 'one-0',
  at,
  from: at,
  until: at + 10,
  answered: true,
  ...more,
});

describe('the oracle of the requests', () => {
  it('sees two windows that ask for one task at once', () => {
    const pair = [arrival(0, { until: 5_000 }), arrival(4_000, { window: 'one-1', until: 4_500 })];
    assert.deepEqual(sharedClaims(pair), ['a by one-0 and one-1: asked at once']);
    const open = [arrival(0, { until: 5_000 }), arrival(4_000, { id: 'b' })];
    assert.deepEqual(sharedClaims(open), []);
  });

  it('sees a task that is asked for too early, but for one that was given back unanswered', () => {
    assert.deepEqual(sharedClaims([arrival(0), arrival(2_399)]), ['a by one-0 and one-0: 2399 ms apart']);
    assert.deepEqual(sharedClaims([arrival(0), arrival(2_400)]), []);
    assert.deepEqual(sharedClaims([arrival(0, { answered: false }), arrival(100)]), []);
  });

  it('sees a rate above the budget, and lets off two requests of a window that was stopped', () => {
    const burst = Array.from({ length: 7 }, (_, n) => arrival(1_000 + 100 * n, { window: `one-${n}` }));
    assert.equal(excessOf(burst, []).length, 1);
    assert.equal(excessOf(burst, [{ window: 'one-3', from: 900, to: 1_200 }]).length, 1);
    assert.deepEqual(
      excessOf(burst, [
        { window: 'one-3', from: 900, to: 1_200 },
        { window: 'one-4', from: 900, to: 1_300 },
      ]),
      [],
    );
    const greedy = burst.map((each) => ({ ...each, window: 'one-0' }));
    assert.deepEqual(excessOf(greedy, [{ window: 'one-0', from: 900, to: 1_000 }]), []);
    const more = [...greedy, arrival(1_700), arrival(1_800)];
    assert.equal(excessOf(more, [{ window: 'one-0', from: 900, to: 1_000 }]).length, 1);
  });
});
