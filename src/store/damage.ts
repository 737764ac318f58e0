import { existsSync, lstatSync, renameSync } from 'node:fs';

const companions = ['-wal', '-shm', '-journal', ''] as const;

/** What tells a file from another one of the same name; undefined when there is none. */
export function identityOf(file: string): bigint | undefined {
  return lstatSync(file, { bigint: true, throwIfNoEntry: false })?.ino;
}

/** A file together with the log beside it, so that both can be told from others of the same names. */
export interface Identity {
  readonly file: bigint | undefined;
  readonly log: bigint | undefined;
}

/** What is there of a file now. */
export function identify(file: string): Identity {
  return { file: identityOf(file), log: identityOf(`${file}-wal`) };
}

/**
 * Puts the log of a file that was taken away out of the way of the file that took its place: it would be played into
 * that one. Does nothing when the log there is another one.
 */
export function moveLogAside(file: string, { log }: Identity): void {
  if (log !== undefined && identityOf(`${file}-wal`) === log) {
    const target = freeName(file);
    for (const companion of companions.filter((each) => each !== '')) {
      if (existsSync(file + companion)) {
        renameSync(file + companion, target + companion);
      }
    }
  }
}

/** True when something other than a plain file is there, for example a link that leads elsewhere. */
export function isNoPlainFile(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false })?.isFile() === false;
}

/**
 * Renames a damaged file and what belongs to it to `<file>.damaged-<n>`, where nothing is overwritten. Does nothing
 * when another window did it first and the file of that name is a new one. Returns the new name.
 */
export function moveAside(file: string, identity: bigint | undefined): string | undefined {
  if (identity === undefined || identityOf(file) !== identity) {
    return undefined;
  }
  const target = freeName(file);
  // The main file last: a log that stayed behind would be played into the new file.
  for (const companion of companions) {
    if (existsSync(file + companion) || companion === '') {
      renameSync(file + companion, target + companion);
    }
  }
  return target;
}

function freeName(file: string): string {
  for (let n = 1; ; n += 1) {
    const name = `${file}.damaged-${n}`;
    if (companions.every((companion) => !existsSync(name + companion))) {
      return name;
    }
  }
}
