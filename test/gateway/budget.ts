/** When one request was with a gateway, ms. */
export interface Visit {
  /** By the clock that drives client and gateway, which may be moved by hand. */
  readonly at: number;
  /** By a clock that nobody moves. */
  readonly from: number;
  /** By the same; absent while the request is open. */
  readonly until?: number;
}

const burst = 5;
const perMs = 0.5 / 1000;
// Clients count when they send. What was long under way arrives closer to what follows: so much closer at most.
const slackMs = 1_000;
const maxInFlight = 2;
// A gateway sees a little later than its client that a request is over.
const lateMs = 200;

/**
 * What breaks the promise to ask at most 0.5 times per second, 5 at once after a pause, and 2 at a time: one sentence for
 * each breach. The visits are in the order in which they came.
 */
export function budgetBreaches(visits: readonly Visit[]): readonly string[] {
  return [...rateBreaches(visits), ...crowds(visits)];
}

/** A leaky bucket overflows exactly when some span of time holds too many requests: the one since it was last empty. */
function rateBreaches(visits: readonly Visit[]): readonly string[] {
  const breaches: string[] = [];
  let level = 0;
  let first: number | undefined;
  let previous = 0;
  let count = 0;
  for (const { at } of visits) {
    level -= Math.max(0, at - previous) * perMs;
    previous = at;
    if (first === undefined || level <= 0) {
      level = 0;
      first = at;
      count = 0;
    }
    level += 1;
    count += 1;
    if (level > burst + slackMs * perMs) {
      breaches.push(`${count} requests within ${seconds(at - first)}, ${clock(first)} to ${clock(at)}`);
      first = undefined;
    }
  }
  return breaches;
}

function crowds(visits: readonly Visit[]): readonly string[] {
  const changes = visits
    .flatMap(({ from, until = Number.POSITIVE_INFINITY, at }) => [
      { time: from, by: 1, at },
      { time: until, by: -1, at },
    ])
    .sort((a, b) => a.time - b.time || a.by - b.by);
  const breaches: string[] = [];
  let open = 0;
  let crowded: { readonly time: number; readonly at: number } | undefined;
  for (const change of changes) {
    open += change.by;
    if (open > maxInFlight) crowded ??= change;
    else if (crowded) {
      const lasted = change.time - crowded.time;
      if (lasted > lateMs)
        breaches.push(
          `more than ${maxInFlight} requests open at once for ${seconds(lasted)}, from ${clock(crowded.at)}`,
        );
      crowded = undefined;
    }
  }
  return breaches;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

function clock(ms: number): string {
  return new Date(ms).toISOString().slice(11, 23);
}
