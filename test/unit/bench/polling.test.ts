import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { distributions, drawJobs } from '../../../bench/polling/jobs.ts';
import { seeded } from '../../../bench/polling/random.ts';
import { fixed, ours } from '../../../bench/polling/schedules.ts';
import { simulate } from '../../../bench/polling/simulate.ts';
import { simulateOrigin } from '../../../bench/polling/simulateOrigin.ts';
import { originTables, scheduleTables } from '../../../bench/polling/tables.ts';
import { percentile } from '../../../bench/statistics.ts';
import { root } from '../../../scripts/vscode/paths.ts';

const middle = (): number => 0.5;
const near = (actual: number, expected: number): boolean => Math.abs(actual / expected - 1) < 0.05;

describe('the simulation of one job', () => {
  it('asks at once and after every interval until the job has ended', () => {
    assert.deepEqual(simulate(fixed(10_000), [0, 1, 10_000, 10_001, 25_000], middle), [
      { requests: 1, delayMs: 0 },
      { requests: 2, delayMs: 9_999 },
      { requests: 2, delayMs: 0 },
      { requests: 3, delayMs: 9_999 },
      { requests: 4, delayMs: 5_000 },
    ]);
  });

  it('asks as the product does: at 0, 3, 8, 18, 33, 48 ... s', () => {
    assert.deepEqual(simulate(ours, [2_000, 17_000, 40_000], middle), [
      { requests: 2, delayMs: 1_000 },
      { requests: 4, delayMs: 1_000 },
      { requests: 6, delayMs: 8_000 },
    ]);
  });

  it('tells a schedule the age of the job and a number between 0 and 1', () => {
    const seen: [number, number][] = [];
    const note = (ageMs: number, random: number): number => {
      seen.push([ageMs, random]);
      return 1_000;
    };
    simulate(note, [2_500], middle);
    assert.deepEqual(seen, [
      [0, 0.5],
      [1_000, 0.5],
      [2_000, 0.5],
    ]);
  });
});

describe('the simulation of an origin', () => {
  it('adds only the time of the answers while the budget does not bind', () => {
    const { followed, gapsMs, sentAt } = simulateOrigin(fixed(10_000), [15_000], 1, middle);
    assert.deepEqual(sentAt, [0, 10_500, 21_000]);
    assert.deepEqual(gapsMs, [10_500, 10_500]);
    assert.deepEqual(followed, [{ requests: 3, delayMs: 6_500 }]);
  });

  it('sends a burst of five, two at a time, and then one request every two seconds', () => {
    const { sentAt } = simulateOrigin(fixed(60_000), Array(8).fill(60_000), 8, middle);
    assert.deepEqual(sentAt.slice(0, 8), [0, 0, 500, 500, 1_000, 2_000, 4_000, 6_000]);
  });

  it('asks for the tasks in turn: the gap is two seconds for each of them', () => {
    const { gapsMs } = simulateOrigin(fixed(1_000), Array(20).fill(600_000), 20, middle);
    assert.deepEqual(
      [percentile(gapsMs.slice(100, 200), 0), percentile(gapsMs.slice(100, 200), 1)],
      [40_000, 40_000],
    );
  });

  it('starts the next job when the end of another is seen', () => {
    const { followed, sentAt } = simulateOrigin(fixed(10_000), [0, 0, 0], 1, middle);
    assert.equal(followed.length, 3);
    assert.deepEqual(sentAt, [0, 500, 1_000]);
  });
});

describe('the simulated jobs', () => {
  for (const durations of distributions) {
    it(`have the median and the 95th percentile that were asked for: ${JSON.stringify(durations)}`, () => {
      const jobs = drawJobs(durations, 10_000, seeded(1));
      assert.ok(near(percentile(jobs, 0.5), durations.medianMs));
      assert.ok(near(percentile(jobs, 0.95), durations.p95Ms));
    });
  }

  it('are the same for the same seed, and others for another', () => {
    const [durations] = distributions;
    assert.ok(durations);
    const jobs = drawJobs(durations, 100, seeded(1));
    assert.deepEqual(drawJobs(durations, 100, seeded(1)), jobs);
    assert.notDeepEqual(drawJobs(durations, 100, seeded(2)), jobs);
  });
});

describe('docs/polling.md', () => {
  const page = readFileSync(join(root, 'docs', 'polling.md'), 'utf8');
  const tables = [...scheduleTables(), ...originTables()];
  for (const { title, table } of tables) {
    it(`shows the table as it is printed: ${title}`, () => assert.ok(page.includes(table), table));
  }
});
