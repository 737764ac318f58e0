// A window in a process of its own that loads one file: `copyWorker.ts <folder> <key> <ms>`. Its clock is ahead by so many ms.
import { systemClock } from '../../../src/platform/clock.ts';
import { copyRig, sourceId } from './copyRig.ts';

// Mocha loads every file of the folder; only a process of its own runs this one.
if (import.meta.main) {
  const [folder = '', key = '', aheadMs] = process.argv.slice(2);
  const clock = { ...systemClock, now: () => systemClock.now() + Number(aheadMs) };
  const window = await copyRig({ folder, clock });
  await window.copies.keep(key, sourceId);
  await window.close();
}
