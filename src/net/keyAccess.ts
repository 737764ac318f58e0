import { isLoopback } from '../domain/mediaUrl.ts';
import type { KeyAnswer, Keys } from '../domain/ports.ts';
import type { Auth, StatusRequest } from '../domain/provider.ts';

const sendableKey = /^[\x21-\x7e]{8,512}$/;

/** True for https, and for http to this very machine; never with credentials in the link. */
export function mayCarryKey({ protocol, hostname, username, password }: URL): boolean {
  return (
    (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))) && username + password === ''
  );
}

/** True for a redirect on which the key of `url` may go along: to its own origin. */
export function staysAtHome(url: URL, next: URL): boolean {
  return mayCarryKey(next) && next.protocol === url.protocol && next.origin === url.origin;
}

/** The key for the origin of a request, and for no other. */
export async function lookUpKey(
  { url, env }: Pick<StatusRequest, 'url' | 'env'>,
  keys: Pick<Keys, 'get'>,
): Promise<KeyAnswer> {
  try {
    const answer = await keys.get(url.origin, env);
    return answer.state === 'ready' && !sendableKey.test(answer.key) ? { state: 'unusable' } : answer;
  } catch {
    return { state: 'unusable' };
  }
}

/** The header that carries a key. */
export function keyHeader({ header, scheme }: Auth, key: string): Readonly<Record<string, string>> {
  return { [header]: `${scheme} ${key}`.trimStart() };
}
