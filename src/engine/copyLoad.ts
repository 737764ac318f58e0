import type { CopyFile, CopyProblem, DownloadRequest, OpenPart } from '../domain/copyPorts.ts';
import { isExpired } from '../domain/links.ts';
import { videoFiles, type VideoFile } from '../domain/videoFiles.ts';
import { originOf } from './asker.ts';
import type { CopyParts, CopyWish } from './copyParts.ts';
import type { CopyShelf } from './copyShelf.ts';

/** Why a download is given up by the person; what came by then goes. Any other end leaves it to be gone on with. */
export const cancelled = 'cancelled';

/** What is asked for may have at most so many bytes. */
const mostBytes = 2 * 1024 ** 3;
/** Times that a broken download is gone on with at once, as long as each brings something. */
const attempts = 3;
/** Problems after which nobody could go on with what has come. */
const useless: ReadonlySet<CopyProblem['kind']> = new Set(['noSpace', 'storage', 'tooLarge']);

function ended(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** One file on its way into the folder. */
export class CopyLoad {
  readonly #parts: CopyParts;
  readonly #shelf: CopyShelf;
  readonly #wish: CopyWish;
  readonly #name: string;
  readonly #signal: AbortSignal;
  readonly #onProgress: (bytes: number, total: number | undefined) => void;

  constructor(
    parts: CopyParts,
    shelf: CopyShelf,
    wish: CopyWish,
    signal: AbortSignal,
    onProgress: (bytes: number, total: number | undefined) => void,
  ) {
    this.#parts = parts;
    this.#shelf = shelf;
    this.#wish = wish;
    this.#name = shelf.nameOf(wish.key, wish.id);
    this.#signal = signal;
    this.#onProgress = onProgress;
  }

  /** Loads the file, with a new link where the old one has ended. Another window may have kept it meanwhile. */
  async run(): Promise<CopyFile | CopyProblem> {
    await this.#shelf.refresh();
    const kept = this.#shelf.get(this.#name);
    if (kept !== undefined) {
      return kept;
    }
    const first = this.#file();
    const result = await this.#fetch(first);
    if (!('kind' in result) || (result.kind !== 'expired' && result.kind !== 'gone')) {
      return result;
    }
    // A provider that asked to wait must not keep a person from giving up.
    await Promise.race([this.#parts.renew(this.#wish.key), ended(this.#signal)]);
    if (this.#signal.aborted) {
      return { kind: 'cancelled' };
    }
    const renewed = this.#file();
    const isNew = renewed !== undefined && renewed.rendition.url !== first?.rendition.url;
    return isNew ? this.#fetch(renewed) : result;
  }

  #file(): VideoFile | undefined {
    const { key, id } = this.#wish;
    return videoFiles(this.#parts.list.details(key)).find((file) => file.id === id);
  }

  async #fetch(file: VideoFile | undefined): Promise<CopyFile | CopyProblem> {
    const { clock, files, list, settings } = this.#parts;
    if (file === undefined || list.get(this.#wish.key) === undefined) {
      return { kind: 'gone' };
    }
    const { rendition } = file;
    if (isExpired(rendition.expiresAt, clock.now())) {
      return { kind: 'expired' };
    }
    const most = this.#wish.unasked ? Math.min(settings.maxCopyBytes(), mostBytes) : mostBytes;
    if (this.#wish.unasked && (rendition.bytes ?? 0) > most) {
      return { kind: 'tooLarge', bytes: Number(rendition.bytes) };
    }
    const room = this.#wish.passing ? most : this.#shelf.roomFor(this.#name);
    const request = this.#request(file, Math.min(most, room));
    if (request === undefined) {
      return { kind: 'network', error: 'baseUrlRefused' };
    }
    const part = await files.open(this.#name);
    if ('kind' in part) {
      return part;
    }
    const problem = await this.#load(request, part);
    if (problem?.kind === 'tooLarge' && problem.bytes <= most) {
      return { kind: 'noRoom', bytes: problem.bytes, limit: settings.maxCopiesBytes() };
    }
    return problem ?? this.#finish(part);
  }

  /** A request with the key only where the file lies with the provider itself. */
  #request({ rendition }: VideoFile, maxBytes: number): DownloadRequest | undefined {
    const { url, needsKey } = rendition;
    if (!needsKey) {
      return { url, maxBytes };
    }
    const id = this.#parts.list.get(this.#wish.key)?.provider;
    const provider = this.#parts.providers().find((each) => each.id === id);
    if (provider === undefined || originOf(provider) !== URL.parse(url)?.origin) {
      return undefined;
    }
    const { auth, env } = provider;
    return { url, maxBytes, auth, ...(env !== undefined && { env }) };
  }

  async #load(request: DownloadRequest, part: OpenPart): Promise<CopyProblem | undefined> {
    const { downloader } = this.#parts;
    const tell = (): void => this.#onProgress(part.bytes, part.note.total);
    tell();
    let problem: CopyProblem | undefined;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const before = part.bytes;
      problem = await downloader.load(request, part, this.#signal, tell);
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
