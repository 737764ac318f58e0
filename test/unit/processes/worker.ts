// One window in a process of its own: `worker.ts <job as JSON>`. It says `ready`, and ends in good order when nobody speaks to
// it any more.
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { openTaskStore } from '../../../src/store/openStore.ts';
import { seeded } from '../../../bench/polling/random.ts';
import { storeOptions } from '../store/samples.ts';
import { startHands, type HandsOptions } from './hands.ts';
import { JournalFile } from './journal.ts';
import { openRounds, type RoundsOptions } from './rounds.ts';
import { openWindow, type WindowOptions } from './window.ts';

export type Job =
  | ({
      readonly job: 'window';
      readonly journals: string;
      readonly seed: number;
      /** What the person in front of it does all the time. */
      readonly hands?: HandsOptions;
      /** Tracked at the start. */
      readonly tracks?: readonly (readonly [provider: string, id: string])[];
      /** Stops itself when it has claimed this task and has not asked for it yet. */
      readonly stopsBefore?: string;
    } & Omit<WindowOptions, 'onClaim'>)
  | ({ readonly job: 'rounds'; readonly journals: string } & RoundsOptions)
  /** Writes all tasks of the store in `folder` to `file`. */
  | { readonly job: 'read'; readonly folder: string; readonly file: string };

// Mocha loads every file of the folder; only a process of its own runs this one.
if (import.meta.main) {
  await run(JSON.parse(process.argv[2] ?? '') as Job);
}

async function run(job: Job): Promise<void> {
  if (job.job === 'read') {
    const { store } = await openTaskStore(job.folder, storeOptions());
    writeFileSync(job.file, JSON.stringify(await store.load()));
    store.close();
    return;
  }
  const lines = createInterface(process.stdin);
  const ended = once(lines, 'close');
  const journal = new JournalFile(job.journals, job.name);
  if (job.job === 'rounds') {
    const begin = await openRounds(job, journal);
    const told = once(lines, 'line');
    process.stdout.write('ready\n');
    const [startAt] = (await told) as [string];
    await begin(Number(startAt));
    return;
  }
  // The first request would wait for it, between its admission and the moment when it is sent.
  await import('node-fetch');
  let { stopsBefore } = job;
  const onClaim = (id: string): void => {
    if (id === stopsBefore) {
      stopsBefore = undefined;
      process.kill(process.pid, 'SIGSTOP');
    }
  };
  const window = await openWindow({ ...job, onClaim }, journal);
  for (const [provider, id] of job.tracks ?? []) {
    await window.tracker.track(provider, id);
  }
  const rest = job.hands && startHands(window, job.name, job.hands, journal, seeded(job.seed));
  process.stdout.write('ready\n');
  await ended;
  await rest?.();
  await window.close();
}
