import type { CopyProblem, Downloader, DownloadRequest } from '../domain/copyPorts.ts';
import type { Log } from '../domain/ports.ts';
import { openVideo, type DownloadDeadlines, type OpenVideoOptions } from './openVideo.ts';
import { statusProblem } from './videoAnswer.ts';
import { VideoLoading } from './videoLoading.ts';

export type { DownloadDeadlines };

export interface DownloaderOptions extends OpenVideoOptions {
  readonly log: Log;
}

/**
 * Loads videos: what is missing of a part where the server can tell that the rest belongs to it, else the whole file. What is no
 * video never reaches the part.
 */
export function createDownloader(options: DownloaderOptions): Downloader {
  const note = ({ url }: Pick<DownloadRequest, 'url'>, message: string, detail: object): void => {
    options.log.debug(message, { host: URL.parse(url)?.host ?? '', ...detail });
  };
  return {
    async load(request, part, signal, onProgress) {
      const isWhole = part.bytes > 0 && part.bytes === part.note.total;
      const problem = isWhole
        ? undefined
        : await limited(signal, (controller) =>
            new VideoLoading(request, part, options, controller, onProgress).run(),
          );
      note(request, 'Loaded a video', { kind: problem?.kind ?? 'loaded', bytes: part.bytes });
      return problem;
    },
    async probe(request, signal) {
      const problem = await limited(signal, (controller) => probe(request, options, controller));
      note(request, 'Looked at a link', { kind: problem?.kind ?? 'opens' });
      return problem;
    },
  };
}

/** Does `work` with connections that end with it, or when `signal` says so. */
async function limited(
  signal: AbortSignal,
  work: (controller: AbortController) => Promise<CopyProblem | undefined>,
): Promise<CopyProblem | undefined> {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  signal.addEventListener('abort', abort);
  if (signal.aborted) {
    abort();
  }
  try {
    const problem = await work(controller);
    return problem !== undefined && signal.aborted ? { kind: 'cancelled' } : problem;
  } finally {
    signal.removeEventListener('abort', abort);
    // Frees the connection, wherever reading stopped.
    controller.abort();
  }
}

async function probe(
  request: Omit<DownloadRequest, 'maxBytes'>,
  options: DownloaderOptions,
  controller: AbortController,
): Promise<CopyProblem | undefined> {
  const opened = await openVideo(request, { range: 'bytes=0-0' }, options, controller);
  if ('problem' in opened) {
    return opened.problem;
  }
  const { ok, status } = opened.response;
  return ok ? undefined : statusProblem(status, request.auth !== undefined);
}
