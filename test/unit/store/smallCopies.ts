// Local copies on a disk of 1 MB, in a process and a mount namespace of its own: `smallCopies.ts <folder>`, run by `unshare -Urm`.
// It prints what it finds, as JSON.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startGateway } from '../../gateway/gateway.ts';
import { copyRig, sourceId } from '../engine/copyRig.ts';

// Mocha loads every file of the folder; only a process of its own runs this one.
if (import.meta.main) {
  const [folder = ''] = process.argv.slice(2);
  process.stdout.write(JSON.stringify(await run(folder)));
}

async function run(folder: string): Promise<unknown> {
  const disk = join(folder, 'copies');
  execFileSync('mkdir', [disk]);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk]);
  const cdn = await startGateway({ budget: 'none' });
  const window = await copyRig({ folder });
  const key = await window.addFinished('a', `${cdn.origin}/media/clip.mp4`);
  const ballast = join(disk, 'ballast');
  writeFileSync(ballast, Buffer.alloc(900 * 1024));

  const announced = await window.copies.keep(key, sourceId);
  const afterAnnounced = readdirSync(disk);
  cdn.faultMedia('clip.mp4', { unannounced: true });
  const unannounced = await window.copies.keep(key, sourceId);
  const afterUnannounced = readdirSync(disk);
  const elsewhere = await window.copies.saveTo(key, sourceId, join(folder, 'saved.mp4'), false);

  rmSync(ballast);
  const withRoom = await window.copies.keep(key, sourceId);
  writeFileSync(ballast, Buffer.alloc(700 * 1024));
  const target = join(disk, 'saved.mp4');
  const saved = await window.copies.saveTo(key, sourceId, target, false);
  const found = {
    announced,
    afterAnnounced,
    unannounced,
    afterUnannounced,
    elsewhere,
    withRoom: withRoom.state,
    saved,
    isSavedThere: existsSync(target),
    log: window.log.lines,
  };
  await window.close();
  await cdn.close();
  return found;
}
