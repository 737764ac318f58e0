import { at, parseJson } from './json.ts';
import { readNumber, readTime } from './numbers.ts';

type Carrier = (query: ReadonlyMap<string, string>) => unknown;

/** `20260101T000000Z`, the form of signing dates, as ISO text. */
function basicDate(value: string | undefined): string {
  return (value ?? '').replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/i, '$1-$2-$3T$4:$5:$6Z');
}

function signed(vendor: string): Carrier {
  return (query) => {
    const start = readTime(basicDate(query.get(`x-${vendor}-date`)), Number.MAX_SAFE_INTEGER);
    const lifetime = query.get(`x-${vendor}-expires`);
    return start === undefined ? lifetime : start.ms + (readNumber(lifetime) ?? Number.NaN) * 1000;
  };
}

function jwtExpiry(token: string | undefined): unknown {
  const payload = token?.split('.')[1] ?? '';
  try {
    return at(parseJson(atob(payload.replaceAll('-', '+').replaceAll('_', '/'))), 'exp');
  } catch {
    return undefined;
  }
}

/** Azure, S3, Google, Alibaba and Volcengine signatures, CloudFront, plain `exp`, JSON web tokens. */
const carriers: readonly Carrier[] = [
  (query) => query.get('se'),
  signed('amz'),
  signed('goog'),
  signed('oss'),
  signed('tos'),
  (query) => query.get('expires'),
  (query) => query.get('exp'),
  (query) => jwtExpiry(query.get('jwt') ?? query.get('_jwt')),
];

/**
 * When a signed link stops working, epoch ms: the earliest time its query names (expiry carriers of result links).
 * Undefined when it names none. `now` (epoch ms) only serves to refuse nonsense.
 */
export function linkExpiry(url: string, now: number): number | undefined {
  const params = URL.parse(url)?.searchParams ?? new URLSearchParams();
  const query = new Map(Array.from(params, ([name, value]) => [name.toLowerCase(), value] as const));
  const times = carriers
    .map((carrier) => readTime(carrier(query), now)?.ms)
    .filter((time) => time !== undefined);
  return times.length === 0 ? undefined : Math.min(...times);
}

/** True when the time has come; a link without an expiry never expires. */
export function isExpired(expiresAt: number | undefined, now: number): boolean {
  return expiresAt !== undefined && expiresAt <= now;
}
