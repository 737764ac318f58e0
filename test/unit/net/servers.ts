import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { readFileSync } from 'node:fs';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createRawServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { authorityFile, type Identity } from '../../gateway/certificates.ts';

/** A server of one test on 127.0.0.1. */
export interface TestServer {
  /** `127.0.0.1:<port>` */
  readonly host: string;
  /** `http://127.0.0.1:<port>`, or https. */
  readonly origin: string;
  /** What arrived, oldest first. */
  readonly requests: readonly IncomingMessage[];
  /** Open connections. */
  connections(): Promise<number>;
  close(): Promise<void>;
}

async function listen(
  server: Server,
  requests: readonly IncomingMessage[],
  scheme = 'http',
): Promise<TestServer> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    origin: `${scheme}://${host}`,
    requests,
    connections: async () => sockets.size,
    close: async () => {
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      for (const socket of sockets) {
        socket.destroy();
      }
      await closed.promise;
    },
  };
}

/** A server that speaks HTTP. */
export async function serve(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<TestServer> {
  const requests: IncomingMessage[] = [];
  const listener: RequestListener = (request, response) => {
    requests.push(request);
    answer(request, response);
  };
  return listen(createServer(listener), requests);
}

/** A server that does with a connection, after the first bytes of a request, whatever it wants. */
export async function serveRaw(use: (socket: Socket, first: Buffer) => void): Promise<TestServer> {
  return listen(
    createRawServer((socket) => void socket.once('data', (first: Buffer) => use(socket, first))),
    [],
  );
}

function read(path: string): string {
  return readFileSync(new URL(path, import.meta.url), 'utf8');
}

/** A certificate that nobody else vouches for. */
export const selfSigned: Identity = { cert: read('selfSigned.pem'), key: read('selfSigned.key') };

/** A server that answers `{}` over TLS. */
export async function serveTls(identity: Identity, status = 200): Promise<TestServer> {
  const requests: IncomingMessage[] = [];
  const server = createTlsServer({ ...identity }, (request, response) => {
    requests.push(request);
    response.writeHead(status).end('{}');
  });
  return listen(server, requests, 'https');
}

/** Makes the test authority trusted in this process; the function that it gives takes that back. */
export function trustTestAuthority(): () => void {
  const before = getCACertificates('default');
  setDefaultCACertificates([...before, readFileSync(authorityFile, 'utf8')]);
  return () => setDefaultCACertificates(before);
}
