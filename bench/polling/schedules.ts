import { pollDelay, second, type Pace } from '../../src/domain/schedule.ts';

/** How long to wait before a task of this age is asked for again, both in ms. `random` is 0..1. */
export type Schedule = (ageMs: number, random: number) => number;

/** As set at the start: nothing lengthens the delays, and somebody looks. Jobs that end are never too old to ask for. */
const pace: Pace = { intervalMs: 3 * second, stopAfterMs: 0, slow: false };

/** The schedule of the product. */
export const ours: Schedule = (ageMs, random) => pollDelay(ageMs, pace, random);

/** The same delay at any age. */
export function fixed(delayMs: number): Schedule {
  return () => delayMs;
}

/** What is compared, by the name in the tables. */
export const schedules: Readonly<Record<string, Schedule>> = {
  'Video Tasks': ours,
  '0.5 s (fal, Replicate)': fixed(0.5 * second),
  '1 s (OpenAI Python)': fixed(second),
  '6 s ± 1.5 s (Runway)': (_ageMs, random) => (4.5 + 3 * random) * second,
  '15 s': fixed(15 * second),
  '30 s': fixed(30 * second),
};
