import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../../src/domain/ports.ts';

interface Timer {
  at: number;
  readonly callback: () => void;
}

/** Lets every promise that can go on go on: one turn of the event loop comes after all of them. */
export async function settled(): Promise<void> {
  await turn();
}

/** Time and chance in the hands of a test. Nothing happens unless the test moves the time. */
export class HandClock implements Clock {
  readonly #timers = new Set<Timer>();
  #now: number;
  /** What chance gives, 0..1; the middle leaves every delay as it is. */
  chance = 0.5;

  constructor(now: number) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  random(): number {
    return this.chance;
  }

  after(ms: number, callback: () => void): () => void {
    if (!(ms >= 0 && ms <= 60_000)) {
      throw new Error(`a timer of ${ms} ms`);
    }
    const timer = { at: this.#now + ms, callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** How many timers wait. */
  get armed(): number {
    return this.#timers.size;
  }

  /** When the first timer rings, epoch ms. */
  get rings(): number | undefined {
    return this.#next(Number.POSITIVE_INFINITY)?.at;
  }

  /** Sets the time, as after a sleep of the machine. Timers still wait for as long as they had to: they know no date. */
  set(now: number): void {
    for (const timer of this.#timers) {
      timer.at += now - this.#now;
    }
    this.#now = now;
  }

  /** Moves on by `ms`; every timer on the way rings at its time, and what it starts goes as far as it can. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settled();
    for (let timer = this.#next(end); timer !== undefined; timer = this.#next(end)) {
      this.#timers.delete(timer);
      this.#now = timer.at;
      timer.callback();
      await settled();
    }
    this.#now = end;
  }

  #next(end: number): Timer | undefined {
    return [...this.#timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
  }
}
