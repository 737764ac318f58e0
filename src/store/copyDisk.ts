// What the parts of the folder of the copies share: opening plain files only, and the disk's refusals in words.
import { constants } from 'node:fs';
import { lstat, open, statfs, type FileHandle } from 'node:fs/promises';
import type { DiskProblem } from '../domain/copyPorts.ts';

/** What stays free on a disk, bytes: others need some, too. */
const reserveBytes = 16 * 1024 * 1024;

/** What an error says of the disk; `bytes` is what was to be written. */
export function diskProblem(error: unknown, bytes?: number): DiskProblem {
  const { code } = error as { readonly code?: unknown };
  return code === 'ENOSPC' || code === 'EDQUOT'
    ? { kind: 'noSpace', ...(bytes !== undefined && { bytes }) }
    : { kind: 'storage' };
}

/** Opens a file that has one name and is no link; undefined when there is none. Links are never followed. */
export async function openPlain(path: string, flags: number): Promise<FileHandle | undefined> {
  try {
    const entry = await lstat(path);
    if (!entry.isFile() || entry.nlink !== 1) {
      return undefined;
    }
    // Between the look and the opening a link may have come. Windows has no such flag.
    const handle = await open(path, flags | (constants.O_NOFOLLOW ?? 0));
    const opened = await handle.stat();
    if (opened.isFile() && opened.ino === entry.ino) {
      return handle;
    }
    await handle.close();
    return undefined;
  } catch {
    return undefined;
  }
}

/** True when so many bytes more fit on the disk of a folder, as far as it says. */
export async function hasRoom(folder: string, bytes: number): Promise<boolean> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize >= bytes + Math.min(reserveBytes, bytes);
  } catch {
    return true;
  }
}
