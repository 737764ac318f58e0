import { Readable } from 'node:stream';
import type { Response } from 'node-fetch';
import type { CopyProblem, Downloader, DownloadRequest, PartFile } from '../domain/copyPorts.ts';
import type { Log } from '../domain/ports.ts';
import { openVideo, type Opened, type OpenVideoOptions } from './openVideo.ts';
import { continues, noteOf, rangeHeaders, statusProblem } from './videoAnswer.ts';
import { VideoIntake } from './videoIntake.ts';

/** How long a video may keep us waiting, ms. */
export interface DownloadDeadlines {
  /** From each request to the headers of its answer. */
  readonly headersMs: number;
  /** Without a byte. */
  readonly idleMs: number;
}

export interface DownloaderOptions extends Omit<OpenVideoOptions, 'headersMs'> {
  readonly log: Log;
  readonly deadlines?: DownloadDeadlines;
}

const usualDeadlines: DownloadDeadlines = { headersMs: 15_000, idleMs: 30_000 };

/**
 * Loads videos: what is missing of a part where the server can tell that the rest belongs to it, else the whole file. What is no
 * video never reaches the part.
 */
export function createDownloader(options: DownloaderOptions): Downloader {
  return {
    async load(request, part, signal, onProgress) {
      const problem = await load(request, part, options, signal, onProgress);
      const { kind } = problem ?? { kind: 'loaded' };
      const host = URL.parse(request.url)?.host ?? '';
      options.log.debug('Loaded a video', { host, kind, bytes: part.bytes });
      return problem;
    },
  };
}

async function load(
  request: DownloadRequest,
  part: PartFile,
  options: DownloaderOptions,
  signal: AbortSignal,
  onProgress: () => void,
): Promise<CopyProblem | undefined> {
  if (part.bytes > 0 && part.bytes === part.note.total) {
    return undefined;
  }
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  signal.addEventListener('abort', abort);
  if (signal.aborted) {
    abort();
  }
  try {
    const problem = await new Loading(request, part, options, controller, onProgress).run();
    return problem !== undefined && signal.aborted ? { kind: 'cancelled' } : problem;
  } finally {
    signal.removeEventListener('abort', abort);
    // Frees the connection, wherever reading stopped.
    controller.abort();
  }
}

function bodyOf({ body }: Response): Readable {
  return body instanceof Readable ? body : Readable.from([]);
}

/** One attempt at one file. */
class Loading {
  readonly #request: DownloadRequest;
  readonly #part: PartFile;
  readonly #options: DownloaderOptions;
  readonly #controller: AbortController;
  readonly #onProgress: () => void;
  readonly #deadlines: DownloadDeadlines;

  constructor(
    request: DownloadRequest,
    part: PartFile,
    options: DownloaderOptions,
    controller: AbortController,
    onProgress: () => void,
  ) {
    this.#request = request;
    this.#part = part;
    this.#options = options;
    this.#controller = controller;
    this.#onProgress = onProgress;
    this.#deadlines = options.deadlines ?? usualDeadlines;
  }

  async run(): Promise<CopyProblem | undefined> {
    const range = rangeHeaders(this.#part);
    const opened = await this.#open(range);
    if ('problem' in opened) {
      return opened.problem;
    }
    const { response } = opened;
    if (continues(response, this.#part)) {
      return this.#read(response, false);
    }
    // The file is another one, or shorter than what is there of it; a server that was not asked for a part sends none.
    if ('range' in range && (response.status === 206 || response.status === 416)) {
      bodyOf(response).destroy();
      const whole = await this.#open({});
      return 'problem' in whole ? whole.problem : this.#readWhole(whole.response);
    }
    return this.#readWhole(response);
  }

  async #open(range: Readonly<Record<string, string>>): Promise<Opened> {
    const { headersMs } = this.#deadlines;
    const opened = await openVideo(this.#request, range, { ...this.#options, headersMs }, this.#controller);
    if ('response' in opened) {
      // An answer that is not read to its end is aborted, and says so; nobody has to hear of it.
      bodyOf(opened.response).on('error', () => {});
    }
    return opened;
  }

  #readWhole(response: Response): Promise<CopyProblem | undefined> | CopyProblem {
    return response.status === 200
      ? this.#read(response, true)
      : statusProblem(response.status, this.#request.auth !== undefined);
  }

  async #read(response: Response, isNew: boolean): Promise<CopyProblem | undefined> {
    const part = this.#part;
    const note = isNew ? noteOf(response) : part.note;
    const intake = new VideoIntake(part, note, isNew, this.#request.maxBytes);
    const refusal = intake.refuse();
    if (refusal !== undefined) {
      return refusal;
    }
    const pieces: AsyncIterator<Uint8Array> = bodyOf(response)[Symbol.asyncIterator]();
    for (;;) {
      const piece = await this.#next(pieces);
      if (piece === 'end') {
        return intake.end();
      }
      const problem = piece === 'broken' ? intake.broken() : await intake.add(piece);
      if (problem !== undefined) {
        return problem;
      }
      this.#onProgress();
    }
  }

  /** The next piece of a body. The time in which a piece is written does not count as idle. */
  async #next(pieces: AsyncIterator<Uint8Array>): Promise<Uint8Array | 'end' | 'broken'> {
    const timer = setTimeout(() => this.#controller.abort(), this.#deadlines.idleMs);
    try {
      const { done, value } = await pieces.next();
      return done === true ? 'end' : value;
    } catch {
      return 'broken';
    } finally {
      clearTimeout(timer);
    }
  }
}
