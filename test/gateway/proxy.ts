import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A proxy on 127.0.0.1 that tunnels to the names it knows, wherever they lead. */
export interface Proxy {
  /** `127.0.0.1:<port>` */
  readonly host: string;
  /** What tunnels were asked for, `gateway.test:443`, oldest first. */
  readonly targets: readonly string[];
  /** Every byte that clients sent, in front of tunnels and into them, as Latin-1. */
  seen(): string;
  /** Answers every CONNECT with this status and a page, with `headers` as lines; without a status it tunnels again. */
  refuse(status?: number, headers?: string): void;
  /** Ends the proxy and every tunnel: connections are refused from then on. */
  close(): Promise<void>;
}

/** Starts a proxy. `names` leads from `<name>:<port>` to a port on 127.0.0.1. */
export async function startProxy(names: Readonly<Record<string, number>>): Promise<Proxy> {
  const targets: string[] = [];
  const sockets = new Set<Socket>();
  const seen: Buffer[] = [];
  let refusal: string | undefined;

  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
  };
  const answer = (client: Socket, head: string): void => {
    const target = /^CONNECT (\S+) HTTP/.exec(head)?.[1] ?? '';
    targets.push(target);
    const port = names[target];
    if (refusal !== undefined || port === undefined) {
      client.end(refusal ?? page(502, ''));
      return;
    }
    const server = keep(
      connect(port, '127.0.0.1', () => {
        client.write('HTTP/1.1 200 Connection established\r\n\r\n');
        client.pipe(server).pipe(client);
      }),
    );
    server.once('error', () => client.end(page(502, ''))).on('close', () => client.end());
    client.on('close', () => server.destroy());
  };
  const proxy = createServer((client) => {
    let head = '';
    const read = (chunk: Buffer): void => {
      head += chunk.toString('latin1');
      if (!head.includes('\r\n\r\n')) return;
      client.off('data', read);
      answer(client, head);
    };
    keep(client)
      .on('data', (chunk) => seen.push(chunk))
      .on('data', read);
  });
  await new Promise<void>((resolve) => void proxy.listen(0, '127.0.0.1', resolve));

  return {
    host: `127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    targets,
    seen: () => Buffer.concat(seen).toString('latin1'),
    refuse: (status, headers = '') => {
      refusal = status === undefined ? undefined : page(status, headers);
    },
    close: async () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      proxy.close(() => resolve());
      for (const socket of sockets) socket.destroy();
      await promise;
    },
  };
}

function page(status: number, headers: string): string {
  return `HTTP/1.1 ${status} Refused\r\ncontent-type: text/html\r\n${headers}\r\n<h1>Not through this proxy</h1>`;
}
