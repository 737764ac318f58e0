import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** What happens to a connection in place of the way to the server behind it. */
export type Break = (socket: Socket) => void;

/** A TCP port in front of a server, on which connections can be broken in any way, and mended again. */
export interface Front {
  /** `127.0.0.1:<port>` */
  readonly host: string;
  /** When each connection came, by the clock of the test, epoch ms. */
  readonly times: readonly number[];
  /** Connections that are open now. */
  readonly open: number;
  /** The most that were ever open at once. */
  readonly mostOpen: number;
  /** From now on connections are broken so: at once (`accepted`), or after the first bytes of a request. */
  breakWith(use: Break, when?: 'accepted' | 'asked'): void;
  mend(): void;
  close(): Promise<void>;
}

/** Starts a front of `127.0.0.1:<port>`; `now` gives epoch ms. */
export async function startFront(port: number, now: () => number): Promise<Front> {
  const times: number[] = [];
  const sockets = new Set<Socket>();
  const state: { most: number; use?: Break; when: 'accepted' | 'asked' } = { most: 0, when: 'asked' };

  const server = createServer((socket) => {
    times.push(now());
    sockets.add(socket);
    state.most = Math.max(state.most, sockets.size);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    const { use, when } = state;
    if (use !== undefined) {
      return when === 'accepted' ? use(socket) : void socket.once('data', () => use(socket));
    }
    const behind = connect(port, '127.0.0.1');
    behind.on('error', () => socket.destroy()).on('close', () => socket.destroySoon());
    socket.on('close', () => behind.destroy());
    socket.pipe(behind).pipe(socket);
  });
  const listening = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', listening.resolve);
  await listening.promise;

  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    times,
    get open() {
      return sockets.size;
    },
    get mostOpen() {
      return state.most;
    },
    breakWith: (use, when = 'asked') => {
      state.use = use;
      state.when = when;
    },
    mend: () => {
      delete state.use;
    },
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
