import { readFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { connect, type AddressInfo } from 'node:net';
import { createServer } from 'node:tls';
import fetch from 'node-fetch';
import type { Fetch } from '../../../src/net/httpGet.ts';

function read(name: string): string {
  return readFileSync(new URL(`../../fixtures/tls/${name}`, import.meta.url), 'utf8');
}

/** What a resolver says of a name: an IPv4 address, or an error code. */
export type Resolve = (hostname: string) => { readonly address: string } | { readonly code: string };

/** The fetch of the extension with a resolver of the test's, which takes every host for the one that `startSecure` can be. */
export function fetchWith(resolve: Resolve): Fetch {
  const agent = new Agent({
    ca: read('authority.pem'),
    servername: 'gateway.proxy-only.test',
    lookup: (hostname, _options, callback) => {
      const found = resolve(hostname);
      if ('code' in found) {
        callback(Object.assign(new Error(`getaddrinfo ${found.code} ${hostname}`), { code: found.code }), []);
      } else {
        callback(null, [{ address: found.address, family: 4 }]);
      }
    },
  });
  const patched: unknown = (url: string, init: Parameters<Fetch>[1]) =>
    fetch(url, { ...init, ...(url.startsWith('https:') && { agent }) });
  return patched as Fetch;
}

/** TLS before a server on `127.0.0.1:<target>`. */
export async function startSecure(
  target: number,
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const server = createServer({ key: read('server.key'), cert: read('server.pem') }, (socket) => {
    const behind = connect(target, '127.0.0.1');
    behind.on('error', () => socket.destroy());
    socket.on('error', () => {}).on('close', () => behind.destroy());
    socket.pipe(behind).pipe(socket);
  });
  const listening = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', listening.resolve);
  await listening.promise;
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      await closed.promise;
    },
  };
}
