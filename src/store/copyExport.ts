import { createReadStream } from 'node:fs';
import { mkdtemp, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { DiskProblem } from '../domain/copyPorts.ts';
import { diskProblem } from './copyDisk.ts';

/**
 * Copies a file to where a person wants it, with the rights that files have there. Without `replace` nothing that is there is
 * touched; with it, a link is replaced and not followed, and what was there stays until the copy is whole.
 */
export async function exportCopy(
  source: string,
  target: string,
  replace: boolean,
): Promise<DiskProblem | { readonly kind: 'exists' } | undefined> {
  try {
    await (replace ? copyOver(source, target) : copyNew(source, target));
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EEXIST' ? { kind: 'exists' } : diskProblem(error);
  }
}

async function copyOver(source: string, target: string): Promise<void> {
  const place = await mkdtemp(join(dirname(target), '.video-tasks-'));
  try {
    const whole = join(place, basename(target));
    await copyNew(source, whole);
    await rename(whole, target);
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

async function copyNew(source: string, target: string): Promise<void> {
  const handle = await open(target, 'wx');
  try {
    await pipeline(createReadStream(source), handle.createWriteStream());
  } catch (error) {
    await rm(target, { force: true });
    throw error;
  }
}
