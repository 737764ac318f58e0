import type { Response } from 'node-fetch';
import { TransportFailure } from './errors.ts';
import { failureOf, openAnswer, type Fetch, type OpenOptions } from './openAnswer.ts';

export type { Fetch };

/** How long an answer may take, ms. */
export interface Deadlines {
  /** From each request to the headers of its answer. */
  readonly headersMs: number;
  /** From the first request to the last byte, redirects included. */
  readonly totalMs: number;
}

export interface GetOptions extends Pick<OpenOptions, 'headers' | 'mayFollow'> {
  /** Of the decoded body. */
  readonly maxBytes: number;
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

const usualDeadlines: Deadlines = { headersMs: 15_000, totalMs: 30_000 };

/**
 * GET with limits in time and size. Rejects with a TransportFailure and nothing else; an abort from outside counts as
 * `timeout`.
 */
export async function httpGet(url: URL, options: GetOptions, signal: AbortSignal): Promise<Received> {
  const { headersMs, totalMs } = options.deadlines ?? usualDeadlines;
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  const timer = setTimeout(abort, totalMs);
  signal.addEventListener('abort', abort);
  if (signal.aborted) {
    abort();
  }
  try {
    const response = await openAnswer(url, { ...options, headersMs }, controller);
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      bytes: await readBody(response, options.maxBytes, url.host),
    };
  } catch (error) {
    throw failureOf(error, controller.signal, url);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
    // Frees the connection, wherever reading stopped.
    controller.abort();
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
