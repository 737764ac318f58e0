import type { Span } from './session.ts';

/** A turn of the event loop of the extension host. */
export interface Tick {
  /** Epoch ms. */
  readonly at: number;
  /** Time for which its thread has worked so far, ms: a busy machine lengthens spans, but not this. */
  readonly workMs: number;
}

function during(ticks: readonly Tick[], { from, to }: Span): readonly Tick[] {
  const first = ticks.findLastIndex(({ at }) => at <= from);
  const last = ticks.findIndex(({ at }) => at >= to);
  return ticks.slice(Math.max(0, first), last === -1 ? ticks.length : last + 1);
}

/** Work of the thread in a span, ms. */
export function workIn(ticks: readonly Tick[], span: Span): number {
  const within = during(ticks, span);
  return (within.at(-1)?.workMs ?? 0) - (within[0]?.workMs ?? 0);
}

/** The longest work between two turns of the event loop in a span, ms. */
export function longestSlice(ticks: readonly Tick[], span: Span): number {
  const within = during(ticks, span);
  return Math.max(0, ...within.slice(1).map(({ workMs }, before) => workMs - (within[before]?.workMs ?? 0)));
}
