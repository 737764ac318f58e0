import { constants } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { PartNote } from '../domain/copyPorts.ts';
import { at, parseJson, present } from '../domain/json.ts';
import { readCount } from '../domain/numbers.ts';
import { openPlain } from './copyDisk.ts';

const maxBytes = 4096;

/** Reads what was noted of a part; undefined when there is nothing by which it can be gone on with. */
export async function readNote(path: string): Promise<PartNote | undefined> {
  const handle = await openPlain(path, constants.O_RDONLY);
  if (handle === undefined) {
    return undefined;
  }
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(maxBytes), 0, maxBytes, 0);
    const read = parseJson(buffer.toString('utf8', 0, bytesRead));
    const validator = at(read, 'validator');
    return typeof validator === 'string' && /^[\x20-\x7e]{1,512}$/.test(validator)
      ? present({ validator, total: readCount(at(read, 'total')) })
      : undefined;
  } catch {
    return undefined;
  } finally {
    await handle.close();
  }
}

/** Writes a note where there is none. */
export async function writeNote(path: string, note: PartNote): Promise<void> {
  await writeFile(path, JSON.stringify(note), { flag: 'wx', mode: 0o600 });
}
