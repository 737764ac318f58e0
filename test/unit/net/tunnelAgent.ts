import type { ClientRequest } from 'node:http';
import { Agent } from 'node:https';
import { connect, Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

/** `host:port` of the server behind the proxy. */
interface Target {
  readonly host: string;
  readonly port: number;
}

/**
 * Goes through a proxy as VS Code's own agent does: tells the request which one it was, and hands over what a proxy says
 * that opens no tunnel as if the server had said it.
 */
export class TunnelAgent extends Agent {
  readonly #port: number;
  readonly #name: string;

  /** `way` is how VS Code writes the proxy: `PROXY user:password@127.0.0.1:8080`. */
  constructor(way: string) {
    super();
    this.#name = way;
    this.#port = Number(/\d+$/.exec(way)?.[0]);
  }

  addRequest(request: ClientRequest, { host, port }: Target): void {
    const proxy = this.#name;
    const socket = connect(this.#port, '127.0.0.1');
    socket.once('error', (error) => {
      request.emit('proxy', { proxy, error });
      request.emit('error', new Error(`Failed to establish a socket connection to proxies: ${proxy}`));
    });
    socket.write(`CONNECT ${host}:${port} HTTP/1.1\r\nHost: ${host}:${port}\r\n\r\n`);
    socket.once('data', (answer: Buffer) => {
      request.emit('proxy', { proxy, socket });
      if (answer.toString('latin1').startsWith('HTTP/1.1 200 ')) {
        request.onSocket(connectTls({ socket, servername: host }));
        return;
      }
      socket.destroy();
      const replay = Object.assign(new Socket({ writable: false }), { readable: true });
      request.once('socket', () =>
        setImmediate(() => {
          replay.push(answer);
          replay.push(null);
        }),
      );
      request.onSocket(replay);
    });
  }
}
