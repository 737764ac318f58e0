import { chmod, lstat, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CopyFile, CopyFiles, DiskProblem, OpenPart } from '../domain/copyPorts.ts';
import type { Disposable } from '../domain/disposable.ts';
import { Emitter } from '../domain/event.ts';
import type { Movie } from '../domain/movie/movie.ts';
import { diskProblem } from './copyDisk.ts';
import { exportCopy } from './copyExport.ts';
import { readLocalMovie } from './copyMovie.ts';
import { beginsWith, copyIn, isPart, nameOf, ownerOf } from './copyNames.ts';
import { CopyPart } from './copyPart.ts';
import type { StoreOptions } from './database.ts';
import { describeError } from './sqlite.ts';
import { watchFolder } from './watch.ts';

/** The folder of the local copies, the user's alone. What is kept is what lies there: nothing else remembers it. */
export class CopyFolder implements CopyFiles {
  readonly #folder: string;
  readonly #options: Pick<StoreOptions, 'log' | 'wait'>;
  readonly #changed: Emitter<void>;
  readonly onDidChange;
  #watching: Disposable | undefined;

  /** Nothing is made or read before one of the methods is called. */
  constructor(folder: string, options: Pick<StoreOptions, 'log' | 'wait'>) {
    this.#folder = folder;
    this.#options = options;
    this.#changed = new Emitter(options.log);
    this.onDidChange = this.#changed.event;
  }

  nameOf(key: string, id: string): string {
    return nameOf(key, id);
  }

  ownerOf(key: string): string {
    return ownerOf(key);
  }

  async list(): Promise<readonly CopyFile[]> {
    const copies = (await this.#files()).flatMap((file) => {
      const name = copyIn(file);
      return name === undefined ? [] : { name, path: join(this.#folder, file) };
    });
    const found = await Promise.all(
      copies.map(async (copy) => {
        const entry = await lstat(copy.path).catch(() => undefined);
        return entry?.isFile() ? [{ ...copy, bytes: entry.size, keptAt: entry.mtimeMs }] : [];
      }),
    );
    return found.flat();
  }

  async open(name: string): Promise<OpenPart | DiskProblem> {
    try {
      await this.#prepare();
      return await CopyPart.open(this.#folder, name);
    } catch (error) {
      this.#options.log.warn('Local copies cannot be written', { error: describeError(error) });
      return diskProblem(error);
    }
  }

  async remove(beginning: string): Promise<void> {
    await this.#removeAll((await this.#files()).filter((file) => beginsWith(file, beginning)));
  }

  async sweep(before: number): Promise<void> {
    // Where it is not there yet nobody could hear of what other windows put into it.
    await this.#prepare().catch(() => {});
    const parts = (await this.#files()).filter(isPart);
    const old = await Promise.all(
      parts.map(async (file) => {
        const entry = await lstat(join(this.#folder, file)).catch(() => undefined);
        return entry !== undefined && entry.mtimeMs < before ? [file] : [];
      }),
    );
    await this.#removeAll(old.flat());
  }

  movie(copy: CopyFile): Promise<Movie | undefined> {
    return readLocalMovie(copy.path);
  }

  exportTo(
    copy: CopyFile,
    target: string,
    replace: boolean,
  ): Promise<DiskProblem | { readonly kind: 'exists' } | undefined> {
    return exportCopy(copy.path, target, replace);
  }

  dispose(): void {
    this.#watching?.dispose();
    this.#watching = undefined;
  }

  /** The names of what lies there; none while the folder is not there, or is somebody else's. */
  async #files(): Promise<readonly string[]> {
    try {
      if (!(await lstat(this.#folder)).isDirectory()) {
        return [];
      }
      this.#watch();
      return await readdir(this.#folder);
    } catch {
      return [];
    }
  }

  async #prepare(): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    if (!(await lstat(this.#folder)).isDirectory()) {
      throw new Error('not a plain folder');
    }
    await chmod(this.#folder, 0o700);
    this.#watch();
  }

  #watch(): void {
    this.#watching ??= watchFolder(this.#folder, () => this.#changed.fire(), this.#options);
  }

  async #removeAll(files: readonly string[]): Promise<void> {
    await Promise.all(
      files.map((file) =>
        rm(join(this.#folder, file), { force: true }).catch((error: unknown) =>
          this.#options.log.warn('A local copy cannot be removed', { error: describeError(error) }),
        ),
      ),
    );
  }
}
