import { constants } from 'node:fs';
import { lstat, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { CopyFile, CopyProblem, DiskProblem, OpenPart, PartNote } from '../domain/copyPorts.ts';
import { fileExtension, sniff, sniffBytes } from '../domain/movie/sniff.ts';
import { diskProblem, hasRoom, openPlain } from './copyDisk.ts';
import { copyEndings } from './copyNames.ts';
import { readNote, writeNote } from './partNote.ts';

/**
 * A file that is being loaded: `<name>.part`, and beside it `<name>.json` with what is known of the whole. Each piece goes to its
 * place in the file, so that two windows that load the same file for a moment do it no harm.
 */
export class CopyPart implements OpenPart {
  readonly #name: string;
  readonly #folder: string;
  #handle: FileHandle | undefined;
  #note: PartNote;
  #bytes: number;

  private constructor(folder: string, name: string) {
    this.#folder = folder;
    this.#name = name;
    this.#note = {};
    this.#bytes = 0;
  }

  /** Opens what an earlier attempt has left; nothing when that cannot be gone on with. */
  static async open(folder: string, name: string): Promise<CopyPart> {
    const part = new CopyPart(folder, name);
    await part.#resume();
    return part;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get note(): PartNote {
    return this.#note;
  }

  async restart(note: PartNote): Promise<DiskProblem | undefined> {
    const { total, validator } = note;
    await this.discard();
    if (!(await hasRoom(this.#folder, total ?? 0))) {
      return { kind: 'noSpace', ...(total !== undefined && { bytes: total }) };
    }
    try {
      this.#handle = await open(this.#path('part'), 'wx+', 0o600);
      if (validator !== undefined) {
        await writeNote(this.#path('json'), note);
      }
      this.#note = note;
      return undefined;
    } catch (error) {
      return diskProblem(error, total);
    }
  }

  async write(chunk: Uint8Array): Promise<DiskProblem | undefined> {
    if (this.#handle === undefined) {
      return { kind: 'storage' };
    }
    try {
      for (let from = 0; from < chunk.length;) {
        const { bytesWritten } = await this.#handle.write(chunk, from, chunk.length - from, this.#bytes);
        from += bytesWritten;
        this.#bytes += bytesWritten;
      }
      return undefined;
    } catch (error) {
      return diskProblem(error, this.#note.total);
    }
  }

  async finish(): Promise<CopyFile | CopyProblem> {
    try {
      const extension = await this.#extension();
      if (typeof extension !== 'string') {
        // What is another window's now stays.
        await (extension.kind === 'notVideo' ? this.discard() : this.close());
        return extension;
      }
      await this.#handle?.sync();
      await this.close();
      const path = this.#path(extension.slice(1));
      await rename(this.#path('part'), path);
      const older = copyEndings.filter((ending) => ending !== extension.slice(1));
      await this.#remove('json', ...older);
      const { size, mtimeMs } = await lstat(path);
      return { name: this.#name, path, bytes: size, keptAt: mtimeMs };
    } catch (error) {
      await this.close();
      return diskProblem(error, this.#bytes);
    }
  }

  async close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = undefined;
    await handle?.close();
  }

  async discard(): Promise<void> {
    await this.close();
    this.#bytes = 0;
    this.#note = {};
    await this.#remove('part', 'json');
  }

  async #remove(...endings: readonly string[]): Promise<void> {
    await Promise.all(endings.map((ending) => rm(this.#path(ending), { force: true })));
  }

  #path(ending: string): string {
    return join(this.#folder, `${this.#name}.${ending}`);
  }

  async #resume(): Promise<void> {
    const note = await readNote(this.#path('json'));
    const handle = note && (await openPlain(this.#path('part'), constants.O_RDWR));
    if (handle === undefined) {
      return;
    }
    const { size } = await handle.stat();
    if (size > 0 && size <= (note?.total ?? size)) {
      this.#handle = handle;
      this.#note = note ?? {};
      this.#bytes = size;
    } else {
      await handle.close();
    }
  }

  /** The ending for what is in the file, or why it cannot be kept. */
  async #extension(): Promise<string | CopyProblem> {
    const opened = await this.#handle?.stat();
    const there = await lstat(this.#path('part'));
    // Another window, which took over while this one was asleep, has made another file of it.
    if (opened?.ino !== there.ino || opened.size !== this.#bytes) {
      return { kind: 'storage' };
    }
    const first = Buffer.alloc(Math.min(sniffBytes, this.#bytes));
    await this.#handle?.read(first, 0, first.length, 0);
    const found = sniff(first);
    return fileExtension(found) ?? { kind: 'notVideo', found };
  }
}
