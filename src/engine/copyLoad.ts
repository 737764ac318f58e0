import type { CopyFile, CopyProblem, DownloadRequest, OpenPart } from '../domain/copyPorts.ts';
import { isRecord } from '../domain/json.ts';
import { videoFiles, type VideoFile } from '../domain/videoFiles.ts';
import { inBudget, linkOf } from './copyLink.ts';
import type { CopyParts, CopyWish } from './copyParts.ts';
import type { CopyShelf } from './copyShelf.ts';
import type { CopyTasks } from './copyTasks.ts';

/** Why a download is given up by the person; what came by then goes. Any other end leaves it to be gone on with. */
export const cancelled = 'cancelled';

/** What is asked for may have at most so many bytes. */
const mostBytes = 2 * 1024 ** 3;
/** Times that a broken download is gone on with at once, as long as each brings something. */
const attempts = 3;
/** Problems after which nobody could go on with what has come. */
const useless: ReadonlySet<CopyProblem['kind']> = new Set(['noSpace', 'storage', 'tooLarge']);

function isOver(result: unknown): boolean {
  return isRecord(result) && (result['kind'] === 'expired' || result['kind'] === 'gone');
}

function ended(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** One file on its way into the folder. */
export class CopyLoad {
  readonly #parts: CopyParts;
  readonly #shelf: CopyShelf;
  readonly #tasks: CopyTasks;
  readonly #wish: CopyWish;
  readonly #name: string;
  readonly #signal: AbortSignal;
  readonly #onProgress: (bytes: number, total: number | undefined) => void;

  constructor(
    parts: CopyParts,
    shelf: CopyShelf,
    tasks: CopyTasks,
    wish: CopyWish,
    signal: AbortSignal,
    onProgress: (bytes: number, total: number | undefined) => void,
  ) {
    this.#parts = parts;
    this.#shelf = shelf;
    this.#tasks = tasks;
    this.#wish = wish;
    this.#name = shelf.nameOf(wish.key, wish.id);
    this.#signal = signal;
    this.#onProgress = onProgress;
  }

  /** Loads the file, with a new link where the old one has ended. Another window may have kept it meanwhile. */
  async run(): Promise<CopyFile | CopyProblem> {
    await this.#shelf.refresh();
    return this.#shelf.get(this.#name) ?? this.#withLink((file) => this.#fetch(file));
  }

  /** Looks whether the link opens, and asks for a new one where it does not. Resolves to undefined when one of them does. */
  check(): Promise<CopyProblem | undefined> {
    return this.#withLink(async (file) => {
      const request = linkOf(this.#parts, this.#tasks.provider(this.#wish.key), file);
      return 'kind' in request
        ? request
        : inBudget(this.#parts, request, this.#signal, () =>
            this.#parts.downloader.probe(request, this.#signal),
          );
    });
  }

  /** Does `work` with the link that is known, and again with a new one where that has ended. */
  async #withLink<T>(work: (file: VideoFile) => Promise<T | CopyProblem>): Promise<T | CopyProblem> {
    const first = this.#file();
    const result = 'kind' in first ? first : await work(first);
    if (!isOver(result)) {
      return result;
    }
    // A provider that asked to wait must not keep a person from giving up.
    await Promise.race([this.#parts.renew(this.#wish.key), ended(this.#signal)]);
    if (this.#signal.aborted) {
      return { kind: 'cancelled' };
    }
    const renewed = this.#file();
    const isNew = !('kind' in renewed) && ('kind' in first || renewed.rendition.url !== first.rendition.url);
    return isNew ? work(renewed) : result;
  }

  #file(): VideoFile | CopyProblem {
    const { key, id } = this.#wish;
    return videoFiles(this.#tasks.details(key)).find((file) => file.id === id) ?? { kind: 'gone' };
  }

  async #fetch(file: VideoFile): Promise<CopyFile | CopyProblem> {
    const { files, settings } = this.#parts;
    const request = linkOf(this.#parts, this.#tasks.provider(this.#wish.key), file);
    if ('kind' in request) {
      return request;
    }
    const { bytes = 0 } = file.rendition;
    const most = this.#wish.unasked ? Math.min(settings.maxCopyBytes(), mostBytes) : mostBytes;
    if (this.#wish.unasked && bytes > most) {
      return { kind: 'tooLarge', bytes, limit: most };
    }
    const room = this.#wish.passing ? most : this.#shelf.roomFor(this.#name);
    const part = await files.open(this.#name);
    if ('kind' in part) {
      return part;
    }
    const problem = await this.#load({ ...request, maxBytes: Math.min(most, room) }, part);
    if (problem?.kind === 'tooLarge' && problem.bytes <= most) {
      return { kind: 'noRoom', bytes: problem.bytes, limit: settings.maxCopiesBytes() };
    }
    return problem ?? this.#finish(part);
  }

  async #load(request: DownloadRequest, part: OpenPart): Promise<CopyProblem | undefined> {
    const { downloader } = this.#parts;
    const tell = (): void => this.#onProgress(part.bytes, part.note.total);
    tell();
    let problem: CopyProblem | undefined;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const before = part.bytes;
      problem = await inBudget(this.#parts, request, this.#signal, () =>
        downloader.load(request, part, this.#signal, tell),
      );
      if (problem?.kind !== 'interrupted' || part.bytes <= before || part.note.validator === undefined) {
        break;
      }
    }
    if (problem === undefined) {
      return undefined;
    }
    const isUnwanted = problem.kind === 'cancelled' && this.#signal.reason === cancelled;
    await (isUnwanted || useless.has(problem.kind) ? part.discard() : part.close());
    return problem;
  }

  async #finish(part: OpenPart): Promise<CopyFile | CopyProblem> {
    const { bytes } = part;
    if (this.#wish.passing) {
      return part.finish();
    }
    const result = await this.#shelf.place(this.#name, bytes, () => part.finish());
    if (result !== undefined) {
      return result;
    }
    await part.discard();
    return { kind: 'noRoom', bytes, limit: this.#parts.settings.maxCopiesBytes() };
  }
}
