import { Readable } from 'node:stream';
import type fetch from 'node-fetch';
import type { Response } from 'node-fetch';
import { watchConnection } from './connection.ts';
import { codeOf, kindOfCode, TransportFailure } from './errors.ts';

export type Fetch = typeof fetch;

export interface OpenOptions {
  readonly headers: Readonly<Record<string, string>>;
  /** Whether a redirect may be followed; nothing is sent to `next` before. */
  readonly mayFollow: (next: URL) => boolean | Promise<boolean>;
  /** From each request to the headers of its answer, ms. */
  readonly headersMs: number;
  readonly fetchImpl?: Fetch | undefined;
}

/** A redirect that was not followed. */
export class Redirected extends TransportFailure {
  /** Where it leads; undefined when it was one too many, or leads nowhere. */
  readonly target: URL | undefined;

  constructor(host: string, target?: URL) {
    super('redirected', host);
    this.target = target;
  }
}

const maxRedirects = 3;
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * Sends a GET and resolves when its headers are here, those of the last redirect. The controller ends it at any time. No agent:
 * VS Code makes proxies and system certificates work by patching Node's own.
 */
export async function openAnswer(
  start: URL,
  options: OpenOptions,
  controller: AbortController,
): Promise<Response> {
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
      throw new Redirected(next?.host ?? '', next ?? undefined);
    }
    url = next;
  }
  throw new Redirected(url.host);
}

/** What kept an answer from coming; an abort counts as `timeout`. */
export function failureOf(error: unknown, { aborted }: AbortSignal, { host }: URL): TransportFailure {
  if (error instanceof TransportFailure) {
    return error;
  }
  return aborted
    ? new TransportFailure('timeout', host)
    : new TransportFailure(kindOfCode(codeOf(error)), `${codeOf(error)} ${host}`);
}

async function request(url: URL, options: OpenOptions, controller: AbortController): Promise<Response> {
  // Loaded at the first request, so that activation does not pay for it.
  const fetchImpl = options.fetchImpl ?? (await import('node-fetch')).default;
  const timer = setTimeout(() => controller.abort(), options.headersMs);
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
