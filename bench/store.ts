import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseFile } from '../src/store/database.ts';
import { markdownTable } from './markdown.ts';
import { percentile } from './statistics.ts';
import { fillStore } from './store/folder.ts';
import type { Measured } from './store/measure.ts';

const counts = [100, 1_000, 10_000] as const;
const running = 20;
const runs = 5;

const kilobyte = 1_024;
// Large enough that nothing is collected while single changes are counted.
const youngMegabytes = 64;

async function measure(folder: string): Promise<Measured> {
  const child = fork(join(import.meta.dirname, 'store', 'measure.ts'), [folder], {
    execArgv: [
      '--expose-gc',
      '--disable-warning=ExperimentalWarning',
      `--min-semi-space-size=${youngMegabytes}`,
      `--max-semi-space-size=${youngMegabytes}`,
    ],
  });
  const exited = once(child, 'exit').then(([code]) => {
    throw new Error(`The measuring process ended with ${String(code)}`);
  });
  const [measured] = (await Promise.race([once(child, 'message'), exited])) as [Measured];
  return measured;
}

interface Sized {
  readonly count: number;
  readonly fileBytes: number;
  readonly all: readonly Measured[];
}

async function measureSize(count: number): Promise<Sized> {
  const folder = await mkdtemp(join(tmpdir(), 'video-tasks-bench-'));
  try {
    await fillStore(folder, count, running, Date.now());
    const all: Measured[] = [];
    for (let run = 0; run < runs; run += 1) {
      all.push(await measure(folder));
    }
    return { count, fileBytes: (await stat(databaseFile(folder))).size, all };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function listRow({ count, fileBytes, all }: Sized): readonly (string | number)[] {
  const median = (pick: (each: Measured) => number): number => percentile(all.map(pick), 0.5);
  return [
    count,
    (fileBytes / kilobyte / kilobyte).toFixed(1),
    median(({ openMs }) => openMs).toFixed(0),
    median(({ readyMs }) => readyMs).toFixed(0),
    median(({ longestSliceMs }) => longestSliceMs).toFixed(0),
    (median(({ heapBytes }) => heapBytes) / count / kilobyte).toFixed(2),
    median(({ treeMs }) => treeMs).toFixed(1),
    median(({ rows }) => rows),
  ];
}

function changeRow({ count, all }: Sized): readonly (string | number)[] {
  const stored = all.flatMap(({ changes }) => changes.storedMs);
  const event = all.flatMap(({ changes }) => changes.eventMs);
  const bytes = percentile(
    all.map(({ changes }) => changes.eventBytes),
    0.5,
  );
  return [
    count,
    ...[percentile(stored, 0.5), percentile(stored, 0.95), percentile(stored, 1)].map((ms) => ms.toFixed(2)),
    ...[percentile(event, 0.5), percentile(event, 0.95)].map((ms) => ms.toFixed(3)),
    (bytes / kilobyte).toFixed(1),
  ];
}

/** Prints tables of the store and the list by the number of tasks: medians over processes, each with the same file. */
export async function benchStore(): Promise<void> {
  const sizes: Sized[] = [];
  for (const count of counts) {
    sizes.push(await measureSize(count));
  }
  const list = [
    'tasks',
    'file MB',
    'opened ms',
    'ready ms',
    'longest slice ms',
    'heap per task KB',
    'tree ms',
    'rows',
  ];
  console.log(`\nOpening and listing, medians of ${runs} processes\n`);
  console.log(markdownTable(list, sizes.map(listRow)));
  const change = ['tasks', 'median ms', '95 % ms', 'longest ms', 'event, median ms', '95 % ms', 'KB'];
  console.log(`\nOne status change, ${runs} × 200 of them: stored and told; the list and its event alone\n`);
  console.log(markdownTable(change, sizes.map(changeRow)));
}
