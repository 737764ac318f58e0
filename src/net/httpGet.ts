import { Readable } from 'node:stream';
import type fetch from 'node-fetch';
import type { Response } from 'node-fetch';
import { watchConnection } from './connection.ts';
import { codeOf, kindOfCode, TransportFailure } from './errors.ts';

export type Fetch = typeof fetch;

/** How long an answer may take, ms. */
export interface Deadlines {
  /** From each request to the headers of its answer. */
  readonly headersMs: number;
  /** From the first request to the last byte, redirects included. */
  readonly totalMs: number;
}

export interface GetOptions {
  readonly headers: Readonly<Record<string, string>>;
  /** Of the decoded body. */
  readonly maxBytes: number;
  /** Whether a redirect may be followed; nothing is sent to `next` before. */
  readonly mayFollow: (next: URL) => boolean | Promise<boolean>;
  readonly deadlines?: Deadlines | undefined;
  readonly fetchImpl?: Fetch | undefined;
}

/** A complete answer. */
export interface Received {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
}

const maxRedirects = 3;
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const usualDeadlines: Deadlines = { headersMs: 15_000, totalMs: 30_000 };

/**
 * GET with limits in time and size. Rejects with a TransportFailure and nothing else; an abort from outside counts as
 * `timeout`. No agent: VS Code makes proxies and system certificates work by patching Node's own.
 */
export async function httpGet(url: URL, options: GetOptions, signal: AbortSignal): Promise<Received> {
  const { totalMs } = options.deadlines ?? usualDeadlines;
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  const timer = setTimeout(abort, totalMs);
  signal.addEventListener('abort', abort);
  if (signal.aborted) {
    abort();
  }
  try {
    const response = await follow(url, options, controller);
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      bytes: await readBody(response, options.maxBytes, url.host),
    };
  } catch (error) {
    if (error instanceof TransportFailure) {
      throw error;
    }
    throw controller.signal.aborted
      ? new TransportFailure('timeout', url.host)
      : new TransportFailure(kindOfCode(codeOf(error)), `${codeOf(error)} ${url.host}`);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
    // Frees the connection, wherever reading stopped.
    controller.abort();
  }
}

async function follow(start: URL, options: GetOptions, controller: AbortController): Promise<Response> {
  let url = start;
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    const response = await request(url, options, controller);
    const location = redirects.has(response.status) ? response.headers.get('location') : null;
    if (location === null) {
      return response;
    }
    if (response.body instanceof Readable) {
      response.body.destroy();
    }
    const next = URL.parse(location, url.href);
    if (next === null || !(await options.mayFollow(next))) {
      throw new TransportFailure('redirected', next?.host ?? '');
    }
    url = next;
  }
  throw new TransportFailure('redirected', url.host);
}

async function request(url: URL, options: GetOptions, controller: AbortController): Promise<Response> {
  const { headersMs } = options.deadlines ?? usualDeadlines;
  // Loaded at the first request, so that activation does not pay for it.
  const fetchImpl = options.fetchImpl ?? (await import('node-fetch')).default;
  const timer = setTimeout(() => controller.abort(), headersMs);
  const { sent, connection } = watchConnection(() =>
    fetchImpl(url.href, {
      redirect: 'manual',
      headers: {
        // Polls are so far apart that a kept connection is closed by then: reusing it would only add errors.
        connection: 'close',
        // A small answer cannot become a large one. Servers that compress all the same are read, and capped.
        'accept-encoding': 'identity',
        ...options.headers,
      },
      signal: controller.signal,
    }),
  );
  try {
    const response = await sent;
    const refused = connection.refused(response.status);
    if (refused !== undefined) {
      throw refused;
    }
    return response;
  } catch (error) {
    throw connection.lost() ?? error;
  } finally {
    clearTimeout(timer);
  }
}

async function readBody({ body }: Response, maxBytes: number, host: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > maxBytes) {
      throw new TransportFailure('tooLarge', host);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
