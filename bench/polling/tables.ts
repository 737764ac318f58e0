import { second } from '../../src/domain/schedule.ts';
import { markdownTable } from '../markdown.ts';
import { mean, percentile } from '../statistics.ts';
import { distributions, drawJobs, type Durations } from './jobs.ts';
import { seeded } from './random.ts';
import { ours, schedules, type Schedule } from './schedules.ts';
import { simulate, type Followed } from './simulate.ts';
import { simulateOrigin } from './simulateOrigin.ts';

const jobCount = 10_000;
const jobSeed = 3;
const chanceSeed = 7;
const atOnce = [1, 5, 20, 100] as const;

const seconds = (ms: number): string => (ms / second).toFixed(2);
const titleOf = ({ medianMs, p95Ms }: Durations): string =>
  `median ${medianMs / second} s, 95th percentile ${p95Ms / second} s`;

/** Every schedule gets the same jobs. */
const jobsOf = (durations: Durations): readonly number[] => drawJobs(durations, jobCount, seeded(jobSeed));

function delays(followed: readonly Followed[]): readonly string[] {
  const all = followed.map(({ delayMs }) => delayMs);
  return [mean(all), percentile(all, 0.5), percentile(all, 0.95), percentile(all, 1)].map(seconds);
}

function requestsPerJob(followed: readonly Followed[]): number {
  return mean(followed.map(({ requests }) => requests));
}

function scheduleRow(name: string, schedule: Schedule, jobs: readonly number[]): readonly string[] {
  const followed = simulate(schedule, jobs, seeded(chanceSeed));
  const requests = requestsPerJob(followed);
  const cost = (requests * mean(followed.map(({ delayMs }) => delayMs))) / second;
  return [name, requests.toFixed(1), ...delays(followed), cost.toFixed(0)];
}

function originRow(count: number, jobs: readonly number[]): readonly string[] {
  const { followed, gapsMs, sentAt } = simulateOrigin(ours, jobs, count, seeded(chanceSeed));
  const perSecond = sentAt.length / (((sentAt.at(-1) ?? 0) - (sentAt[0] ?? 0)) / second);
  return [
    String(count),
    requestsPerJob(followed).toFixed(1),
    seconds(mean(gapsMs)),
    perSecond.toFixed(2),
    ...delays(followed),
  ];
}

const delayHead = ['mean delay', 'median', '95 %', 'longest'] as const;

/** A table with what stands above it. */
export interface Titled {
  readonly title: string;
  /** In Markdown. */
  readonly table: string;
}

/** Schedules side by side, one job at a time; delays in seconds. */
export function scheduleTables(): readonly Titled[] {
  return distributions.map((durations) => {
    const jobs = jobsOf(durations);
    const rows = Object.entries(schedules).map(([name, schedule]) => scheduleRow(name, schedule, jobs));
    const head = ['schedule', 'requests per job', ...delayHead, 'requests × delay'];
    return { title: `One job at a time, ${titleOf(durations)}`, table: markdownTable(head, rows) };
  });
}

/** Our schedule within the budget of an origin, by how many jobs run at once; gaps and delays in seconds. */
export function originTables(): readonly Titled[] {
  return distributions.map((durations) => {
    const jobs = jobsOf(durations);
    const head = ['at once', 'requests per job', 'mean gap', 'requests/s', ...delayHead];
    const rows = atOnce.map((count) => originRow(count, jobs));
    return { title: `Many jobs at once, ${titleOf(durations)}`, table: markdownTable(head, rows) };
  });
}
