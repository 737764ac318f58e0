import { text } from './json.ts';

/** A link that may be fetched. */
export interface MediaUrl {
  /** Exactly as sent, or resolved when it was relative. */
  readonly url: string;
  /** True when only the provider's key opens it. */
  readonly needsKey: boolean;
}

const maxLength = 8192;
// IANA's special-purpose registry: private, shared, link-local, benchmark, multicast and reserved addresses.
const privateV4 =
  /^(?:0|10|127|169\.254|172\.(?:1[6-9]|2\d|3[01])|192\.0\.[02]|192\.168|198\.1[89]|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])|22[4-9]|2[3-5]\d)\./;
// `::` covers loopback, unspecified, IPv4-mapped and IPv4-compatible addresses; 64:ff9b, 2001:0 and 2002 embed IPv4 addresses too.
const privateV6 = /^\[(?:::|f[cdf][0-9a-f]{2}:|fe[89a-f][0-9a-f]:|64:ff9b:|2001::|2001:0:|2002:)/;
/** What may stand in a policy of a page as it is: the parser of URLs lets `*`, `;` and quotes pass. */
const plainHost = /^(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])$/;
const privateName = /^(?:.+\.)?(?:localhost|local)$/;

/** True for 127.0.0.0/8 and [::1] written as such. `hostname` is that of a parsed URL. */
export function isLoopback(hostname: string): boolean {
  return hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

/**
 * True for addresses and names of this machine or of private networks. `hostname` is that of a parsed URL, where other
 * spellings of an IP address are already resolved.
 */
export function isPrivateHost(hostname: string): boolean {
  const host = hostname.replace(/\.$/, '');
  return (privateV4.test(host) && /^[\d.]+$/.test(host)) || privateV6.test(host) || privateName.test(host);
}

/** True for https to a public host; with `allowLoopbackHttp` also for http and https to a literal loopback address. */
export function isReachable(url: URL, allowLoopbackHttp: boolean): boolean {
  if (isLoopback(url.hostname)) {
    return allowLoopbackHttp && /^https?:$/.test(url.protocol);
  }
  return url.protocol === 'https:' && !isPrivateHost(url.hostname);
}

/**
 * Reads a link of an answer: https (or loopback, when allowed), to a host of letters, digits, dots and hyphens or an IPv6
 * address, without credentials, at most 8,192 characters, nothing invisible inside. A link such as `/v1/videos/x/content` is resolved against `base` (new-api); it needs the key, as
 * do `/content` and `/artifacts/` links of the base's own origin that carry no `access` signature. Undefined when the link may not be used.
 */
export function readMediaUrl(
  value: unknown,
  context: { readonly base?: string; readonly allowLoopbackHttp: boolean },
): MediaUrl | undefined {
  const link = text(value);
  if (link === undefined || link.length > maxLength || /[\s\\\p{Cc}\p{Cf}]/u.test(link)) {
    return undefined;
  }
  const isRelative = /^\/(?!\/)/.test(link);
  const url = URL.parse(link, isRelative ? context.base : undefined);
  if (
    url === null ||
    url.username !== '' ||
    url.password !== '' ||
    !plainHost.test(url.hostname) ||
    !isReachable(url, context.allowLoopbackHttp)
  ) {
    return undefined;
  }
  const isOwn = context.base !== undefined && url.origin === URL.parse(context.base)?.origin;
  const isGuarded = isRelative || /\/content$|\/artifacts\//.test(url.pathname);
  return {
    url: isRelative ? url.href : link,
    needsKey: isOwn && isGuarded && !url.searchParams.has('access'),
  };
}
