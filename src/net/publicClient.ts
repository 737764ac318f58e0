import { lookup } from 'node:dns/promises';
import { isLoopback, isPrivateHost, isReachable, readMediaUrl } from '../domain/mediaUrl.ts';
import type { PublicClient, PublicFile } from '../domain/ports.ts';
import { httpGet, type Deadlines, type Fetch } from './httpGet.ts';
import { imageType } from './imageType.ts';

export interface PublicClientOptions {
  readonly allowLoopbackHttp: () => boolean;
  /** `VideoTasks/<version>` */
  readonly userAgent: string;
  readonly fetchImpl?: Fetch;
  readonly deadlines?: Deadlines;
  /** The addresses of a name. */
  readonly resolve?: (hostname: string) => Promise<readonly string[]>;
}

const maxBytes = 2 * 1024 * 1024;

/**
 * The client for links out of answers: it knows no key, sends no credentials and reaches public hosts only. Behind a
 * proxy that resolves names itself only the written host can be checked.
 */
export function createPublicClient(options: PublicClientOptions): PublicClient {
  return {
    async image(link, signal) {
      try {
        return await image(link, signal, options);
      } catch {
        return undefined;
      }
    },
  };
}

async function image(
  link: string,
  signal: AbortSignal,
  options: PublicClientOptions,
): Promise<PublicFile | undefined> {
  const allowLoopbackHttp = options.allowLoopbackHttp();
  const isPublic = async (url: URL): Promise<boolean> =>
    isReachable(url, allowLoopbackHttp) &&
    (isLoopback(url.hostname) || (await resolvesInPublic(url.hostname, options.resolve ?? resolveByDns)));
  const url = URL.parse(readMediaUrl(link, { allowLoopbackHttp })?.url ?? '');
  if (url === null || !(await isPublic(url))) {
    return undefined;
  }
  const { status, bytes } = await httpGet(
    url,
    {
      headers: { accept: 'image/*', 'user-agent': options.userAgent },
      maxBytes,
      mayFollow: isPublic,
      deadlines: options.deadlines,
      fetchImpl: options.fetchImpl,
    },
    signal,
  );
  const mediaType = imageType(bytes);
  return status === 200 && mediaType !== undefined ? { mediaType, bytes } : undefined;
}

async function resolvesInPublic(
  hostname: string,
  resolve: (hostname: string) => Promise<readonly string[]>,
): Promise<boolean> {
  try {
    const addresses = await resolve(hostname);
    return !addresses.some((address) => isPrivateHost(address.includes(':') ? `[${address}]` : address));
  } catch {
    // Where names are resolved by the proxy alone, asking here fails.
    return true;
  }
}

async function resolveByDns(hostname: string): Promise<readonly string[]> {
  // A literal IPv6 address is written in brackets in a URL only.
  const found = await lookup(hostname.replace(/^\[|\]$/g, ''), { all: true });
  return found.map(({ address }) => address);
}
