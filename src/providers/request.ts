import { checkId } from '../domain/ids.ts';
import { present } from '../domain/json.ts';
import type { Provider, RequestProblem, StatusRequest } from '../domain/provider.ts';

export type RequestCheck =
  | { readonly ok: true; readonly request: StatusRequest }
  | { readonly ok: false; readonly problem: RequestProblem };

/** Stands for an id in a URL that shows what the template alone becomes. */
const sample = '0-sample-id-0';

/**
 * The request for a task's state. The id is checked, encoded, and must leave the rest of the URL exactly as the
 * provider's template says: origin, path segments and query.
 */
export function statusRequest(provider: Provider, pastedId: string): RequestCheck {
  const { baseUrl, path, auth, env } = provider;
  if (baseUrl === undefined) {
    return { ok: false, problem: 'baseUrlMissing' };
  }
  const checked = checkId(pastedId);
  if (!checked.ok) {
    return checked;
  }
  const urlWith = (id: string): URL | null => URL.parse(baseUrl + path.replace('{id}', () => id));
  const encoded = encodeURIComponent(checked.id);
  const url = urlWith(encoded);
  const expected = urlWith(sample)?.href.split(sample).join(encoded);
  const isOwn = url !== null && url.href === expected && url.href.startsWith(`${baseUrl}/`);
  return isOwn
    ? { ok: true, request: present({ url, auth, env }) }
    : { ok: false, problem: 'baseUrlRefused' };
}

function literalPrefix({ baseUrl, path }: Provider): string {
  const prefix = path.replace(/(?:\{id\}|\?).*$/, '');
  return baseUrl === undefined ? prefix : new URL(baseUrl + prefix).pathname;
}

/**
 * Which providers a pasted link may belong to: those of its origin and path, else those of its origin, else those
 * that still lack a base URL and have its path.
 */
export function matchProviders(
  providers: readonly Provider[],
  { origin, path }: { readonly origin: string; readonly path: string },
): readonly Provider[] {
  const here = providers.filter(
    ({ baseUrl }) => baseUrl !== undefined && URL.parse(baseUrl)?.origin === origin,
  );
  const candidates = here.length > 0 ? here : providers.filter(({ baseUrl }) => baseUrl === undefined);
  const exact = candidates.filter((provider) => path.startsWith(literalPrefix(provider)));
  return exact.length > 0 ? exact : here;
}

/** The request as a command for a POSIX shell, with a variable in the place of the key. */
export function curlCommand({ url, auth }: StatusRequest): string {
  const header = [`${auth.header}:`, auth.scheme, '$VIDEO_TASKS_KEY'].filter((word) => word !== '').join(' ');
  return `curl -sS -H "${header}" '${url.href.replaceAll("'", String.raw`'\''`)}'`;
}
