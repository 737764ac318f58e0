import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createRawServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A server of one test on 127.0.0.1. */
export interface TestServer {
  /** `127.0.0.1:<port>` */
  readonly host: string;
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  /** What arrived, oldest first. */
  readonly requests: readonly IncomingMessage[];
  /** Open connections. */
  connections(): Promise<number>;
  close(): Promise<void>;
}

async function listen(server: Server, requests: readonly IncomingMessage[]): Promise<TestServer> {
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
    origin: `http://${host}`,
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
export async function serveRaw(use: (socket: Socket) => void): Promise<TestServer> {
  return listen(
    createRawServer((socket) => void socket.once('data', () => use(socket))),
    [],
  );
}
