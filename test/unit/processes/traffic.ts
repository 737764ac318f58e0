// Who asked for what, seen from the server's side, and what breaks the promises about it.
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { Emitter } from '../../../src/domain/event.ts';
import type { Disposable } from '../../../src/domain/disposable.ts';
import { maxInFlight } from '../../../src/domain/origin.ts';
import { jitter, second } from '../../../src/domain/schedule.ts';
import { budgetBreaches, type Visit } from '../../gateway/budget.ts';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Stop } from './fleet.ts';

/** One request. `at` in epoch ms, `from` and `until` by a clock that nobody moves. */
export interface Arrival extends Visit {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  /** Of the task. */
  readonly id: string;
  readonly window: string;
  /** False while it is open, and for ever when the window closed the connection first. */
  readonly answered: boolean;
}

export interface Traffic extends Disposable {
  /** The requests, in the order in which they came. */
  readonly arrivals: readonly Arrival[];
  /** Resolves to the first request that fits, of those that have come or that will come. */
  first(fits: (arrival: Arrival) => boolean): Promise<Arrival>;
}

const started = 'http.server.request.start';
/** The shortest time between two checks of one task: the first step of the schedule, with the most jitter. */
const shortestMs = jitter(3 * second, 0);
/** A server sees a little later than its client that a request is over. */
const lateMs = 200;

/** Watches the requests that reach servers of this process, of windows whose name begins with that of their fleet. */
export function watchTraffic(fleet: string): Traffic {
  const arrivals: Arrival[] = [];
  const arrived = new Emitter<Arrival>();
  const note = (message: unknown): void => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    const window = request.headers['user-agent'] ?? '';
    if (!window.startsWith(`${fleet}-`)) {
      return;
    }
    const { pathname } = new URL(request.url ?? '', 'http://127.0.0.1');
    const arrival: { -readonly [Name in keyof Arrival]: Arrival[Name] } = {
      origin: `http://127.0.0.1:${request.socket.localPort}`,
      id: decodeURIComponent(pathname.slice(pathname.lastIndexOf('/') + 1)),
      window,
      at: Date.now(),
      from: performance.now(),
      answered: false,
    };
    response.once('close', () => {
      arrival.until = performance.now();
      arrival.answered = response.writableFinished;
    });
    arrivals.push(arrival);
    arrived.fire(arrival);
  };
  subscribe(started, note);
  return {
    arrivals,
    first: (fits) => {
      const { promise, resolve } = Promise.withResolvers<Arrival>();
      const ear = arrived.event((arrival) => {
        if (fits(arrival)) {
          ear.dispose();
          resolve(arrival);
        }
      });
      const known = arrivals.find(fits);
      if (known !== undefined) {
        ear.dispose();
        resolve(known);
      }
      return promise;
    },
    dispose: () => unsubscribe(started, note),
  };
}

/**
 * What breaks the promise that one window at a time asks for a task, and not before it is due: one sentence for each. `closings`
 * tells when windows were closed, epoch ms: what was answered in that moment may not have been heard any more.
 */
export function sharedClaims(
  arrivals: readonly Arrival[],
  closings: ReadonlyMap<string, number> = new Map(),
): readonly string[] {
  const latest = new Map<string, Arrival>();
  return arrivals.flatMap((arrival) => {
    const task = `${arrival.origin} ${arrival.id}`;
    const before = latest.get(task);
    latest.set(task, arrival);
    if (before === undefined) {
      return [];
    }
    const pair = `${arrival.id} by ${before.window} and ${arrival.window}`;
    const overlap = Math.min(
      before.until ?? Number.POSITIVE_INFINITY,
      arrival.until ?? Number.POSITIVE_INFINITY,
    );
    if (overlap - arrival.from > lateMs) {
      return [`${pair}: asked at once`];
    }
    const gap = arrival.at - before.at;
    // A window that is closed gives its claim back, with nothing learned: the next one may ask at once.
    const closedAt = closings.get(before.window) ?? Number.POSITIVE_INFINITY;
    const isHeard = before.answered && closedAt > before.at + second;
    return isHeard && gap < shortestMs ? [`${pair}: ${gap} ms apart`] : [];
  });
}

/**
 * What breaks the promise about the rate of one origin. A request that a window was let out with before it was stopped arrives when
 * it goes on, beside what others were let out with since (F04, F10): so many in flight at once, at most, are let off for each stop.
 */
export function excessOf(arrivals: readonly Arrival[], stops: readonly Stop[]): readonly string[] {
  const letOff = new Set(
    stops.flatMap(({ window, from, to }) =>
      arrivals
        .filter((each) => each.window === window && each.at >= from && each.at <= to + second)
        .slice(0, maxInFlight),
    ),
  );
  return budgetBreaches(arrivals.filter((each) => !letOff.has(each)));
}
