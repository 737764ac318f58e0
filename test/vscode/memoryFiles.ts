// A file system of the tests' own, as extensions for remote places have them.
import {
  Disposable,
  EventEmitter,
  FileSystemError,
  FileType,
  type FileChangeEvent,
  type FileSystemProvider,
  type Uri,
} from 'vscode';

export class MemoryFiles implements FileSystemProvider {
  /** Contents by path. */
  readonly files = new Map<string, Uint8Array>();
  readonly #folders = new Set(['/']);
  readonly #changed = new EventEmitter<FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;
  /** Paths that cannot be written. */
  refused: RegExp | undefined;

  watch(): Disposable {
    return new Disposable(() => {});
  }

  stat({ path }: Uri): { type: FileType; ctime: number; mtime: number; size: number } {
    const file = this.files.get(path);
    if (file === undefined && !this.#folders.has(path)) {
      throw FileSystemError.FileNotFound();
    }
    return { type: file ? FileType.File : FileType.Directory, ctime: 0, mtime: 0, size: file?.length ?? 0 };
  }

  readDirectory({ path }: Uri): [string, FileType][] {
    const under = `${path.replace(/\/$/, '')}/`;
    const inside = [...this.files.keys()].filter((each) => each.startsWith(under));
    return inside.map((each) => [each.slice(under.length), FileType.File]);
  }

  createDirectory({ path }: Uri): void {
    this.#folders.add(path);
  }

  readFile({ path }: Uri): Uint8Array {
    const file = this.files.get(path);
    if (file === undefined) {
      throw FileSystemError.FileNotFound();
    }
    return file;
  }

  writeFile({ path }: Uri, content: Uint8Array, options: { readonly overwrite: boolean }): void {
    if (this.refused?.test(path)) {
      throw FileSystemError.NoPermissions();
    }
    if (this.files.has(path) && !options.overwrite) {
      throw FileSystemError.FileExists();
    }
    this.files.set(path, content);
  }

  delete({ path }: Uri): void {
    for (const all of [this.files, this.#folders]) {
      for (const each of all.keys()) {
        if (each === path || each.startsWith(`${path}/`)) {
          all.delete(each);
        }
      }
    }
  }

  rename(): void {
    throw FileSystemError.NoPermissions();
  }
}
