import { isLoopback, isReachable } from '../domain/mediaUrl.ts';
import type { SettingProblem } from '../domain/settingProblem.ts';

export type BaseUrlProblem = Extract<SettingProblem, `baseUrl${string}`>;

export type BaseUrlCheck =
  { readonly ok: true; readonly baseUrl: string } | { readonly ok: false; readonly problem: BaseUrlProblem };

const maxLength = 2048;

function problemOf(source: string, url: URL, allowLoopbackHttp: boolean): BaseUrlProblem | undefined {
  // Documents print `{{BASE_URL}}` for a base URL; nobody must ask that host.
  if (source.length > maxLength || /[\s\\{}<>\p{Cc}\p{Cf}]/u.test(source)) {
    return 'baseUrlUnreadable';
  }
  if (/^[^/]*\/\/[^/]*@/.test(source) || url.username !== '') {
    return 'baseUrlCredentials';
  }
  if (/[?#]/.test(source) || url.hostname.endsWith('.')) {
    return 'baseUrlExtras';
  }
  if (isReachable(url, allowLoopbackHttp)) {
    return undefined;
  }
  return url.protocol === 'https:' || isLoopback(url.hostname) ? 'baseUrlPrivate' : 'baseUrlNotHttps';
}

/**
 * Checks and normalises a base URL: https (http for literal loopback, when allowed), a public host, no credentials,
 * query or fragment. Slashes at the end go, and so does a final `/v1` when `path` has its own.
 */
export function readBaseUrl(pasted: string, path: string, allowLoopbackHttp: boolean): BaseUrlCheck {
  const source = pasted.trim();
  const url = URL.parse(source);
  if (url === null) {
    return { ok: false, problem: 'baseUrlUnreadable' };
  }
  const problem = problemOf(source, url, allowLoopbackHttp);
  if (problem !== undefined) {
    return { ok: false, problem };
  }
  const prefix = url.pathname.split('/').filter((segment) => segment !== '');
  const kept = prefix.at(-1) === 'v1' && path.includes('/v1/') ? prefix.slice(0, -1) : prefix;
  return { ok: true, baseUrl: [url.origin, ...kept].join('/') };
}
