import type { Response } from 'node-fetch';
import type { CopyProblem, DownloadRequest, PartFile } from '../domain/copyPorts.ts';
import { bodyOf, deadlinesOf, openVideo, type Opened, type OpenVideoOptions } from './openVideo.ts';
import { continues, noteOf, rangeHeaders, statusProblem } from './videoAnswer.ts';
import { VideoIntake } from './videoIntake.ts';

/** One attempt at one file. */
export class VideoLoading {
  readonly #request: DownloadRequest;
  readonly #part: PartFile;
  readonly #options: OpenVideoOptions;
  readonly #controller: AbortController;
  readonly #onProgress: () => void;

  constructor(
    request: DownloadRequest,
    part: PartFile,
    options: OpenVideoOptions,
    controller: AbortController,
    onProgress: () => void,
  ) {
    this.#request = request;
    this.#part = part;
    this.#options = options;
    this.#controller = controller;
    this.#onProgress = onProgress;
  }

  /** Resolves to undefined when all of it is there. */
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

  #open(range: Readonly<Record<string, string>>): Promise<Opened> {
    return openVideo(this.#request, range, this.#options, this.#controller);
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
    const { idleMs } = deadlinesOf(this.#options);
    const timer = setTimeout(() => this.#controller.abort(), idleMs);
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
