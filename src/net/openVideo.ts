import type { Response } from 'node-fetch';
import type { CopyProblem, DownloadRequest } from '../domain/copyPorts.ts';
import { isReachable } from '../domain/mediaUrl.ts';
import type { Keys } from '../domain/ports.ts';
import type { Auth } from '../domain/provider.ts';
import type { ErrorKind } from '../domain/task.ts';
import { failureOf, openAnswer, Redirected, type Fetch } from './openAnswer.ts';
import { keyHeader, lookUpKey, mayCarryKey, staysAtHome } from './keyAccess.ts';
import { isPublic, type PublicAccess } from './publicAddress.ts';

/** What opening a public link takes: nothing of it leads to a key. */
export interface PublicOptions extends PublicAccess {
  /** `VideoTasks/<version>` */
  readonly userAgent: string;
  /** From each request to the headers of its answer, ms. */
  readonly headersMs: number;
  readonly fetchImpl?: Fetch | undefined;
}

export interface OpenVideoOptions extends PublicOptions {
  readonly keys: Pick<Keys, 'get'>;
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
  { url: link, auth, env }: DownloadRequest,
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
    const { headersMs, fetchImpl } = options;
    const how = { headers, mayFollow: mayOpen, headersMs, fetchImpl };
    return { response: await openAnswer(url, how, controller) };
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
    const { headersMs, fetchImpl } = options;
    const how = {
      headers: { ...headers, ...keyHeader(auth, answer.key) },
      mayFollow: (next: URL): boolean => staysAtHome(url, next),
      headersMs,
      fetchImpl,
    };
    return { response: await openAnswer(url, how, controller) };
  } catch (error) {
    if (error instanceof Redirected && error.target !== undefined) {
      return openPublic(error.target, headers, options, controller);
    }
    throw error;
  }
}
