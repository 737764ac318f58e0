import { lookup } from 'node:dns/promises';
import { isLoopback, isPrivateHost, isReachable } from '../domain/mediaUrl.ts';

/** What decides which links out of answers may be followed. */
export interface PublicAccess {
  readonly allowLoopbackHttp: () => boolean;
  /** The addresses of a name. */
  readonly resolve?: (hostname: string) => Promise<readonly string[]>;
}

/**
 * True for public hosts, and for literal loopback where that is allowed. Behind a proxy that resolves names itself only the
 * written host can be checked.
 */
export async function isPublic(url: URL, { allowLoopbackHttp, resolve }: PublicAccess): Promise<boolean> {
  return (
    isReachable(url, allowLoopbackHttp()) &&
    (isLoopback(url.hostname) || (await resolvesInPublic(url.hostname, resolve ?? resolveByDns)))
  );
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
