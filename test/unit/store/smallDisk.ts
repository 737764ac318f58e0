// A window on a disk of 1 MB, in a process and a mount namespace of its own: `smallDisk.ts <folder>`, run by `unshare -Urm`.
// It prints what it finds, as JSON.
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openTaskStore } from '../../../src/store/openStore.ts';
import { recordingLog, sampleTask, storeOptions } from './samples.ts';

// Mocha loads every file of the folder; only a process of its own runs this one.
if (import.meta.main) {
  const [folder = ''] = process.argv.slice(2);
  process.stdout.write(JSON.stringify(await run(folder)));
}

function mount(...args: readonly string[]): void {
  execFileSync('mount', args);
}

/** Writes until nothing more goes on the disk. */
function fillUp(file: string): void {
  for (let size = 64 * 1024; size > 0; size = Math.floor(size / 2)) {
    try {
      for (;;) {
        writeFileSync(file, Buffer.alloc(size), { flag: 'a' });
      }
    } catch {
      // Once more with less.
    }
  }
}

async function run(folder: string): Promise<unknown> {
  mount('-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder);
  const place = join(folder, 'store');
  const lines: string[] = [];
  const options = storeOptions({ log: recordingLog(lines) });
  const { store } = await openTaskStore(place, options);
  const second = await openTaskStore(place, options);
  await store.add(sampleTask('before', { prompt: 'x'.repeat(10_000) }));

  const ballast = join(folder, 'ballast');
  fillUp(ballast);
  const added: string[] = [];
  for (const id of ['one', 'two', 'three']) {
    const task = sampleTask(id, { prompt: 'x'.repeat(50_000) });
    if (await store.add(task)) {
      added.push(id);
    }
    await second.store.update('relay/before', (before) => ({
      task: { ...before, status: 'running', checkedAt: 5, prompt: 'y'.repeat(50_000) },
    }));
  }
  const full = {
    added,
    trouble: [store.trouble(), second.store.trouble()],
    unsaved: added.filter((id) => store.isUnsaved(`relay/${id}`)),
    listed: (await store.load()).map(({ id }) => id),
  };
  const newcomer = await openTaskStore(place, options);
  const seen = (await newcomer.store.load()).map(({ id }) => id);
  newcomer.store.close();

  rmSync(ballast);
  await store.catchUp();
  await second.store.catchUp();
  const third = await openTaskStore(place, options);
  const saved = (await third.store.load()).map(({ id, status }) => `${id} ${status}`);
  const after = { trouble: [store.trouble(), second.store.trouble()], saved, mode: third.mode };
  for (const each of [store, second.store, third.store]) {
    each.close();
  }

  mount('-o', 'remount,ro', folder);
  const readOnly = await openTaskStore(place, options);
  const kept = await readOnly.store.add(sampleTask('in memory'));
  const listed = (await readOnly.store.load()).map(({ id }) => id);
  return { full, seen, after, readOnly: { mode: readOnly.mode, kept, listed }, lines };
}
