// How a request was connected. VS Code puts proxies in by patching Node's http, and node-fetch shows neither its request
// nor the socket: without a look at them a proxy's refusal of a tunnel is taken for an answer of the server behind it.
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { ClientRequest } from 'node:http';
import { isRecord } from '../domain/json.ts';
import { codeOf, TransportFailure } from './errors.ts';

/** What a proxy did to one request. */
export interface Connection {
  /** The failure of the way to the proxy, once a request has failed; undefined when no proxy was in the way. */
  lost(): TransportFailure | undefined;
  /** The failure that an answer of this status is, when it did not come from the server that was asked. */
  refused(status: number): TransportFailure | undefined;
}

const created = 'http.client.request.created';

/** Watches the request that `send` makes before it returns. */
export function watchConnection<T>(send: () => T): { readonly sent: T; readonly connection: Connection } {
  let request: ClientRequest | undefined;
  let proxy: string | undefined;
  let problem: unknown;
  const note = (message: unknown): void => {
    if (isRecord(message) && message['request'] instanceof ClientRequest) {
      request = message['request'];
      // VS Code's agent says so, also where the proxy comes from the system.
      request.once('proxy', (way: unknown) => {
        proxy = isRecord(way) ? proxyHost(way['proxy']) : undefined;
        problem = isRecord(way) ? way['error'] : undefined;
      });
    }
  };
  subscribe(created, note);
  try {
    return {
      sent: send(),
      connection: {
        lost: () =>
          proxy === undefined || problem === undefined
            ? undefined
            : new TransportFailure('proxy', `${codeOf(problem)} ${proxy}`),
        refused: (status) =>
          request?.protocol === 'https:' && !isEncrypted(request)
            ? new TransportFailure('proxy', `${status} ${proxy ?? request.host}`)
            : undefined,
      },
    };
  } finally {
    unsubscribe(created, note);
  }
}

/** `host:port` of a proxy as VS Code writes it, `PROXY user:password@host:port`; undefined for `DIRECT`. */
function proxyHost(way: unknown): string | undefined {
  return typeof way === 'string' ? /^\S+\s+(?:\S*@)?([^\s@/]+)/.exec(way)?.[1] : undefined;
}

function isEncrypted({ socket }: ClientRequest): boolean {
  return socket !== null && 'encrypted' in socket && socket.encrypted === true;
}
