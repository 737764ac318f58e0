import { second } from '../../src/domain/schedule.ts';

/** How long jobs take: a log-normal distribution, by its median and its 95th percentile, ms. */
export interface Durations {
  readonly medianMs: number;
  readonly p95Ms: number;
}

/** Video jobs of the same median with a long, a middle and a short tail. */
export const distributions: readonly Durations[] = [600, 253, 140].map((p95) => ({
  medianMs: 105 * second,
  p95Ms: p95 * second,
}));

/** The 95th percentile of the standard normal distribution. */
const normalP95 = 1.6448536269514722;

/** A standard normal number (Box and Muller). */
function normal(random: () => number): number {
  // The logarithm of 0 has no value: 0 is excluded here, and 1 is not.
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Durations of `count` jobs, ms. `random` gives 0..1. */
export function drawJobs(
  { medianMs, p95Ms }: Durations,
  count: number,
  random: () => number,
): readonly number[] {
  const sigma = Math.log(p95Ms / medianMs) / normalP95;
  return Array.from({ length: count }, () => Math.round(medianMs * Math.exp(sigma * normal(random))));
}
