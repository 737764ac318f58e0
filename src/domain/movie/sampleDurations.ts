import { readRate } from '../numbers.ts';

/** A writer that rounds to ms makes 33 and 34 of 30 frames per second, and 16 and 17 of 60: up to 4 % off. */
const rounding = 0.1;

/** How many samples last so many ticks. */
type Counts = readonly (readonly [ticks: number, samples: number])[];

/** All samples together, where none is far from the average: that takes out rounding. */
function sumOfEven(counts: Counts): { readonly samples: number; readonly ticks: number } | undefined {
  const samples = counts.reduce((sum, [, count]) => sum + count, 0);
  const ticks = counts.reduce((sum, [each, count]) => sum + each * count, 0);
  const average = ticks / samples;
  const isEven = counts.every(([each]) => Math.abs(each - average) <= average * rounding);
  return isEven ? { samples, ticks } : undefined;
}

/** How long the samples of a track last, in ticks of the track's own clock. */
export class SampleDurations {
  readonly #counts = new Map<number, number>();
  #samples = 0;
  #ticks = 0;
  #last = 0;

  get samples(): number {
    return this.#samples;
  }

  get ticks(): number {
    return this.#ticks;
  }

  /** The next `count` samples, each of so many ticks. */
  add(ticks: number, count: number): void {
    this.#counts.set(ticks, (this.#counts.get(ticks) ?? 0) + count);
    this.#samples += count;
    this.#ticks += ticks * count;
    this.#last = ticks;
  }

  /** Samples per second: of even durations their average, else the most frequent one. */
  rate(timescale: number): number | undefined {
    const all: Counts = [...this.#counts];
    // The last sample has no successor, so that many writers guess how long it lasts.
    const measured = all
      .map(([ticks, count]) => [ticks, ticks === this.#last ? count - 1 : count] as const)
      .filter(([, count]) => count > 0);
    const usual = all.toSorted((a, b) => b[1] - a[1])[0]?.[0];
    const { samples, ticks } = sumOfEven(all) ?? sumOfEven(measured) ?? { samples: 1, ticks: usual };
    return readRate((timescale * samples) / Number(ticks));
  }
}
