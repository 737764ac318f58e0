import { Readable } from 'node:stream';
import type { Response } from 'node-fetch';
import type { CopyProblem, DownloadRequest } from '../domain/copyPorts.ts';
import { isReachable } from '../domain/mediaUrl.ts';
import type { Keys } from '../domain/ports.ts';
import type { Auth } from '../domain/provider.ts';
import type { ErrorKind } from '../domain/task.ts';
import { failureOf, openAnswer, Redirected, type Fetch, type OpenOptions } from './openAnswer.ts';
import { keyHeader, lookUpKey, mayCarryKey, staysAtHome } from './keyAccess.ts';
import { isPublic, type PublicAccess } from './publicAddress.ts';

/** What opening a public link takes: nothing of it leads to a key. */
export interface PublicOptions extends PublicAccess {
  /** `VideoTasks/<version>` */
  readonly userAgent: string;
  readonly deadlines?: DownloadDeadlines | undefined;
  readonly fetchImpl?: Fetch | undefined;
}

export interface OpenVideoOptions extends PublicOptions {
  readonly keys: Pick<Keys, 'get'>;
}

/** How long a video may keep us waiting, ms. */
export interface DownloadDeadlines {
  /** From each request to the headers of its answer. */
  readonly headersMs: number;
  /** Without a byte. */
  readonly idleMs: number;
}

const usualDeadlines: DownloadDeadlines = { headersMs: 15_000, idleMs: 30_000 };

/** The deadlines of a download, where nobody has set others. */
export function deadlinesOf({ deadlines }: Pick<PublicOptions, 'deadlines'>): DownloadDeadlines {
  return deadlines ?? usualDeadlines;
}

/** The answer of a link, whatever its status, or why there is none. */
export type Opened = { readonly response: Response } | { readonly problem: CopyProblem };

type Headers = Readonly<Record<string, string>>;

/** A problem of the network, or of the key. */
export function network(error: ErrorKind, httpStatus?: number): CopyProblem {
  return { kind: 'network', error, ...(httpStatus !== undefined && { httpStatus }) };
}

/**
 * Opens the link of a video. Only one that asks for the key gets it, on its own origin: a redirect from there to another origin
 * is repeated as a public link.
 */
export async function openVideo(
  { url: link, auth, env }: Omit<DownloadRequest, 'maxBytes'>,
  range: Headers,
  options: OpenVideoOptions,
  controller: AbortController,
): Promise<Opened> {
  const url = URL.parse(link);
  if (url === null) {
    return { problem: { kind: 'refused' } };
  }
  const headers = { accept: 'video/*, */*;q=0.5', 'user-agent': options.userAgent, ...range };
  try {
    return auth === undefined
      ? await openPublic(url, headers, options, controller)
      : await openWithKey({ url, auth, ...(env !== undefined && { env }) }, headers, options, controller);
  } catch (error) {
    return { problem: network(failureOf(error, controller.signal, url).kind) };
  }
}

function limits(options: PublicOptions): Pick<OpenOptions, 'fetchImpl' | 'headersMs'> {
  return { headersMs: deadlinesOf(options).headersMs, fetchImpl: options.fetchImpl };
}

function opened(response: Response): Opened {
  // An answer that is not read to its end is aborted, and says so; nobody has to hear of it.
  bodyOf(response).on('error', () => {});
  return { response };
}

/** What an answer carries, as Node's stream. */
export function bodyOf({ body }: Response): Readable {
  return body instanceof Readable ? body : Readable.from([]);
}

async function openPublic(
  url: URL,
  headers: Headers,
  options: PublicOptions,
  controller: AbortController,
): Promise<Opened> {
  const mayOpen = async (next: URL): Promise<boolean> =>
    next.username + next.password === '' && (await isPublic(next, options));
  if (!(await mayOpen(url))) {
    return { problem: { kind: 'refused' } };
  }
  try {
    return opened(await openAnswer(url, { headers, mayFollow: mayOpen, ...limits(options) }, controller));
  } catch (error) {
    if (error instanceof Redirected && error.target !== undefined) {
      return { problem: { kind: 'refused' } };
    }
    throw error;
  }
}

async function openWithKey(
  { url, auth, env }: { readonly url: URL; readonly auth: Auth; readonly env?: string },
  headers: Headers,
  options: OpenVideoOptions,
  controller: AbortController,
): Promise<Opened> {
  if (!mayCarryKey(url) || !isReachable(url, options.allowLoopbackHttp())) {
    return { problem: { kind: 'refused' } };
  }
  const answer = await lookUpKey({ url, ...(env !== undefined && { env }) }, options.keys);
  if (answer.state !== 'ready') {
    return { problem: network(answer.state === 'missing' ? 'keyMissing' : 'keyUnusable') };
  }
  try {
    const how = {
      headers: { ...headers, ...keyHeader(auth, answer.key) },
      mayFollow: (next: URL): boolean => staysAtHome(url, next),
      ...limits(options),
    };
    return opened(await openAnswer(url, how, controller));
  } catch (error) {
    if (error instanceof Redirected && error.target !== undefined) {
      return openPublic(error.target, headers, options, controller);
    }
    throw error;
  }
}
