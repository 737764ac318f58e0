import type { ErrorKind } from '../domain/task.ts';

/** No complete answer arrived. The message holds a code and a host: never a link, a header or a server's text. */
export class TransportFailure extends Error {
  readonly kind: ErrorKind;

  constructor(kind: ErrorKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

// The codes of Node's sockets, resolver, TLS, HTTP parser and zlib. The first match counts.
const kinds: readonly (readonly [code: RegExp, kind: ErrorKind])[] = [
  [/^ENOTFOUND$|^EAI_/, 'dns'],
  [/^ENETUNREACH$|^ENETDOWN$/, 'offline'],
  [/PROXY/, 'proxy'],
  [/CERT|^CRL_|^ERR_TLS_|^ERR_SSL_|^EPROTO$|^HOSTNAME_MISMATCH$|^UNABLE_TO_/, 'tls'],
  [/TIMEDOUT$|TIMEOUT$/, 'timeout'],
  [/^HPE_/, 'badAnswer'],
];

/** What a failed attempt means by its error code; `unreachable` where nothing better is known. */
export function kindOfCode(code: string): ErrorKind {
  return kinds.find(([pattern]) => pattern.test(code))?.[1] ?? 'unreachable';
}

/** The code of an error; its message may quote a link or a header. */
export function codeOf(error: unknown): string {
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' ? code : 'network error';
}
