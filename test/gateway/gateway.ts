import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { requestRefused } from './answer.ts';
import { budgetBreaches } from './budget.ts';
import type { Identity } from './certificates.ts';
import { answerOfFault, FaultScripts, type Fault } from './faults.ts';
import { readMedia, type MediaFile } from './media.ts';
import { RequestLog, type LoggedRequest } from './requestLog.ts';
import { Responder, targetOf } from './responder.ts';
import { matchRoute } from './routes.ts';
import { send } from './send.ts';
import { SimulatedTasks, type SimulatedStatus, type SimulatedTask } from './tasks.ts';

/** The key that is accepted unless the options say otherwise. */
export const demoKey = 'sk-demo-0000000000';

export interface GatewayOptions {
  /** Default 0: any free port. */
  readonly port?: number;
  /** Accepted bearer keys. */
  readonly keys?: readonly string[];
  /** Epoch ms; drives timelines, link expiry, the `Date` header, the log and the rate. Delays of faults use the real clock. */
  readonly now?: () => number;
  /** Where result links lead; another gateway's origin plays a CDN. Default: this gateway. */
  readonly mediaOrigin?: string;
  /** Speaks https with this certificate. */
  readonly tls?: Identity;
  /** For callers that are not the extension: nobody counts their requests. */
  readonly budget?: 'none';
}

/** A simulated gateway: a real HTTP server on 127.0.0.1 that speaks every format. */
export interface Gateway {
  /** `http://127.0.0.1:<port>`, or https, the same after `stop` and `start`. */
  readonly origin: string;
  readonly requests: readonly LoggedRequest[];
  /** Adds a task, or replaces the one of the same id and starts its time again. */
  addTask(task: SimulatedTask): void;
  removeTask(id: string): void;
  /** Drives a task by hand; its timeline counts no more. `progress` is 0..1. */
  setStatus(id: string, status: SimulatedStatus, progress?: number): void;
  setKeys(keys: readonly string[]): void;
  /** Serves a file of the caller under `/media/<name>`, e.g. one that is not what its type says. */
  addMedia(name: string, file: MediaFile): void;
  /** Scripts the next status requests for one task; they come before the key is looked at. */
  fault(id: string, ...faults: readonly Fault[]): void;
  /** Scripts the next status requests of any task, before the faults of the task itself. */
  faultAll(...faults: readonly Fault[]): void;
  /** Scripts the next requests for one media file, on `/media/` and on the content route. */
  faultMedia(name: string, ...faults: readonly Fault[]): void;
  clearFaults(): void;
  clearRequests(): void;
  /** Stops listening and drops all sockets: connections are refused from then on. */
  stop(): Promise<void>;
  /** Listens again, on the same port. */
  start(): Promise<void>;
  /** `stop`, for good. Rejects when it was asked more than the budget allows: every test is a test of the rate. */
  close(): Promise<void>;
}

/** Starts a gateway; it is listening when the promise resolves. */
export async function startGateway(options: GatewayOptions = {}): Promise<Gateway> {
  const { now = Date.now } = options;
  const tasks = new SimulatedTasks(now);
  const log = new RequestLog(now);
  const faults = new FaultScripts();
  const media = readMedia();
  const keys = new Set(options.keys ?? [demoKey]);
  const address = { port: options.port ?? 0 };
  const originOf = () => `${options.tls ? 'https' : 'http'}://127.0.0.1:${address.port}`;

  const responder = new Responder({
    now,
    tasks,
    media,
    keys,
    linkOrigin: () => options.mediaOrigin ?? originOf(),
  });

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = URL.parse(request.url ?? '', originOf());
    const route = url ? matchRoute(url) : undefined;
    log.add(request, response, route);
    response.sendDate = false;
    response.setHeader('date', new Date(now()).toUTCString());
    const { method } = request;
    if (!url || !route) return send(response, requestRefused(404, `Invalid URL (${method} ${request.url})`));
    if (method !== 'GET' && !(method === 'HEAD' && route.to === 'media')) {
      return send(response, {
        ...requestRefused(405, `Method not allowed (${method})`),
        headers: { allow: 'GET' },
      });
    }
    const fault = faults.take(responder.faultTargets(route));
    const answer = (fault && answerOfFault(fault)) ?? responder.answer(request, route, url.searchParams);
    return send(response, answer, fault);
  };

  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    handle(request, response).catch((error: unknown) => response.destroy(error as Error));
  };
  const server = options.tls ? createSecureServer({ ...options.tls }, listener) : createServer(listener);
  const start = async (): Promise<void> => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    server.once('error', reject);
    server.listen(address.port, '127.0.0.1', resolve);
    await promise;
    server.off('error', reject);
    address.port = (server.address() as AddressInfo).port;
  };
  const stop = async (): Promise<void> => {
    if (!server.listening) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    server.close(() => resolve());
    server.closeAllConnections();
    await promise;
  };
  const close = async (): Promise<void> => {
    await stop();
    const breaches = options.budget === 'none' ? [] : budgetBreaches(log.visits);
    if (breaches.length > 0) {
      throw new Error(`The budget was broken at ${originOf()}:\n${breaches.join('\n')}`);
    }
  };
  await start();

  return {
    origin: originOf(),
    requests: log.entries,
    addTask: (task) => tasks.add(task),
    removeTask: (id) => tasks.remove(id),
    setStatus: (id, status, progress) => tasks.setStatus(id, status, progress),
    setKeys: (accepted) => {
      keys.clear();
      for (const key of accepted) keys.add(key);
    },
    addMedia: (name, file) => void media.set(name, file),
    fault: (id, ...script) => faults.add(targetOf.task(id), script),
    faultAll: (...script) => faults.add(targetOf.status, script),
    faultMedia: (name, ...script) => faults.add(targetOf.media(name), script),
    clearFaults: () => faults.clear(),
    clearRequests: () => log.clear(),
    stop,
    start,
    close,
  };
}
