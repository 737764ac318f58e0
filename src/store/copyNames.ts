import { createHash } from 'node:crypto';

const ownerDigits = 32;
const fileDigits = 16;

/** The endings of copies, without the dot: those of `fileExtension`. */
export const copyEndings: readonly string[] = ['mp4', 'mov', 'webm', 'mkv', 'gif'];

const copyName = new RegExp(`^([0-9a-f]{48})\\.(?:${copyEndings.join('|')})$`);
const partName = /^[0-9a-f]{48}\.(?:part|json)$/;

function digits(text: string, count: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, count);
}

/** The beginning of the names of all copies of a task. */
export function ownerOf(key: string): string {
  return digits(key, ownerDigits);
}

/** The name of a copy without its ending: of digits alone, so that nothing of a server's gets into a path. */
export function nameOf(key: string, id: string): string {
  return ownerOf(key) + digits(`${key}\n${id}`, fileDigits);
}

/** The name of the copy in a file, or undefined when the file is none. */
export function copyIn(file: string): string | undefined {
  return copyName.exec(file)?.[1];
}

/** True for the file of a part, and for the note beside it. */
export function isPart(file: string): boolean {
  return partName.test(file);
}

/** True when a file of ours, whole or not, has a name that begins so. */
export function beginsWith(file: string, beginning: string): boolean {
  return (
    /^[0-9a-f]{32,48}$/.test(beginning) &&
    file.startsWith(beginning) &&
    (isPart(file) || copyIn(file) !== undefined)
  );
}
