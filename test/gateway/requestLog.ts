import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';

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
  readonly #now: () => number;
  #inFlight = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  get entries(): readonly LoggedRequest[] {
    return this.#entries;
  }

  add(request: IncomingMessage, response: ServerResponse, taskId: string | undefined): void {
    this.#inFlight += 1;
    response.once('close', () => (this.#inFlight -= 1));
    const entry = {
      at: this.#now(),
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

  clear(): void {
    this.#entries.length = 0;
  }
}
