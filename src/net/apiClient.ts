import type { ApiClient, HttpAnswer, HttpResult, Keys, Log } from '../domain/ports.ts';
import type { StatusRequest } from '../domain/provider.ts';
import { redact } from '../domain/redact.ts';
import type { ErrorKind } from '../domain/task.ts';
import type { TransportFailure } from './errors.ts';
import { httpGet, type Deadlines, type Received } from './httpGet.ts';
import { keyHeader, lookUpKey, mayCarryKey, staysAtHome } from './keyAccess.ts';
import type { Fetch } from './openAnswer.ts';

export interface ApiClientOptions {
  readonly keys: Pick<Keys, 'get'>;
  /** `VideoTasks/<version>` */
  readonly userAgent: string;
  readonly log: Log;
  readonly fetchImpl?: Fetch;
  readonly deadlines?: Deadlines;
}

const maxBytes = 4 * 1024 * 1024;

/**
 * The client that adds keys: each goes to the origin it was stored for and to no other, redirects included. Without a
 * key that can be sent nothing is sent. What a server repeats of the key is cut out of the answer.
 */
export function createApiClient(options: ApiClientOptions): ApiClient {
  return {
    async ask(request, signal, redirected = () => {}) {
      const result = await ask(request, signal, redirected, options);
      const detail = result.ok ? { status: result.answer.status } : { ...result.error };
      options.log.debug('Asked a provider', { host: request.url.host, ...detail });
      return result;
    },
  };
}

async function ask(
  request: StatusRequest,
  signal: AbortSignal,
  redirected: () => void,
  options: ApiClientOptions,
): Promise<HttpResult> {
  const { url, auth } = request;
  if (!mayCarryKey(url)) {
    return failed('baseUrlRefused', url.host);
  }
  const answer = await lookUpKey(request, options.keys);
  if (answer.state !== 'ready') {
    return failed(answer.state === 'missing' ? 'keyMissing' : 'keyUnusable', '');
  }
  const { key } = answer;
  try {
    const received = await httpGet(
      url,
      {
        headers: {
          accept: 'application/json',
          'cache-control': 'no-store',
          'user-agent': options.userAgent,
          ...keyHeader(auth, key),
        },
        maxBytes,
        mayFollow: (next) => {
          const isSame = staysAtHome(url, next);
          if (isSame) {
            redirected();
          }
          return isSame;
        },
        deadlines: options.deadlines,
        fetchImpl: options.fetchImpl,
      },
      signal,
    );
    return received.status === 407
      ? failed('proxy', `407 ${url.host}`)
      : { ok: true, answer: readAnswer(received, key) };
  } catch (error) {
    const { kind, message } = error as TransportFailure;
    // A host name is in lower case, and so is a key that was put into one.
    return failed(kind, redact(message, [key, key.toLowerCase()]));
  }
}

function failed(kind: ErrorKind, message: string): HttpResult {
  return { ok: false, error: { kind, message } };
}

function readAnswer({ status, headers, bytes }: Received, key: string): HttpAnswer {
  return {
    status,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, hideKey(value, key)])),
    body: hideKey(new TextDecoder().decode(bytes), key),
  };
}

/** Not redact(): that would also cut the queries of links, by which videos are fetched. */
function hideKey(text: string, key: string): string {
  return [key, JSON.stringify(key).slice(1, -1), encodeURIComponent(key)].reduce(
    (kept, spelling) => kept.replaceAll(spelling, '…'),
    text,
  );
}
