import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { Visit } from './budget.ts';
import type { Route } from './routes.ts';

/** One request as it arrived. `at` in epoch ms, `path` with the query, `headers` with lower-case names. */
export interface LoggedRequest {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The id that was asked about, known or not; absent for media and for unknown routes. */
  readonly taskId?: string;
  /** Requests that were being answered when this one arrived, itself included. */
  readonly inFlight: number;
  /** Absent until headers were sent, and for ever if none are. */
  readonly status?: number;
}

/** The requests of one gateway, oldest first. */
export class RequestLog {
  readonly #entries: LoggedRequest[] = [];
  readonly #visits: Visit[] = [];
  readonly #now: () => number;
  #inFlight = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  get entries(): readonly LoggedRequest[] {
    return this.#entries;
  }

  /** Every request but those for media, cleared or not: what the budget counts. Content is asked for, then flows for as long as it does. */
  get visits(): readonly Visit[] {
    return this.#visits;
  }

  /** `route` is undefined for a path that is none. */
  add(request: IncomingMessage, response: ServerResponse, route: Route | undefined): void {
    this.#inFlight += 1;
    response.once('close', () => (this.#inFlight -= 1));
    const at = this.#now();
    if (route?.to !== 'media') this.#visit(at, route?.to === 'content' ? undefined : response);
    const taskId = route && route.to !== 'media' ? route.id : undefined;
    const entry = {
      at,
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      ...(taskId === undefined ? {} : { taskId }),
      inFlight: this.#inFlight,
      get status(): number | undefined {
        return response.headersSent ? response.statusCode : undefined;
      },
    };
    this.#entries.push(entry as LoggedRequest);
  }

  /** `response` is undefined for a visit that is over when it begins. */
  #visit(at: number, response: ServerResponse | undefined): void {
    const from = performance.now();
    const visit: { -readonly [Name in keyof Visit]: Visit[Name] } = { at, from };
    if (response === undefined) visit.until = from;
    response?.once('close', () => (visit.until = performance.now()));
    this.#visits.push(visit);
  }

  clear(): void {
    this.#entries.length = 0;
  }
}
