import type { Disposable } from '../domain/disposable.ts';
import type { Clock, Log } from '../domain/ports.ts';
import { second } from '../domain/schedule.ts';

/** What other windows do is noticed within this time even where no other sign of it comes, ms. */
const longestMs = 30 * second;
/** A round that comes so late, ms, comes after a sleep of the machine. */
const sleptMs = 30 * second;
/** The network is back somewhat later than the machine: 5 to 15 s of rest. */
const restMs = { least: 5 * second, more: 10 * second } as const;

/** The only timer: runs a round, which says when the next one is due. Rounds never overlap, and none can end the loop. */
export class Scheduler implements Disposable {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #round: () => Promise<number | undefined>;
  #cancel: (() => void) | undefined;
  /** When the timer should ring, epoch ms. */
  #ringsAt: number | undefined;
  /** Rest after a sleep, epoch ms. */
  #restsUntil = 0;
  #running = false;
  #again = false;
  #disposed = false;

  /** `round` resolves to the time of the next round, epoch ms, or undefined when only `wake` starts one. */
  constructor(clock: Clock, log: Log, round: () => Promise<number | undefined>) {
    this.#clock = clock;
    this.#log = log;
    this.#round = round;
  }

  /** Runs a round now, or right after the one that is running. Only an urgent one is run during the rest after a sleep. */
  wake(urgent = false): void {
    if (this.#running) {
      this.#again = true;
    } else if (!this.#disposed) {
      const restsUntil = urgent ? 0 : this.#rest();
      if (restsUntil > this.#clock.now()) {
        this.#arm(restsUntil);
      } else {
        this.#disarm();
        void this.#run();
      }
    }
  }

  dispose(): void {
    this.#disposed = true;
    this.#disarm();
  }

  /** Until when nothing is done, epoch ms. */
  #rest(): number {
    const { least, more } = restMs;
    const now = this.#clock.now();
    if (this.#ringsAt !== undefined && now - this.#ringsAt > sleptMs) {
      this.#restsUntil = now + least + Math.round(this.#clock.random() * more);
    }
    // A rest longer than any comes from a clock that has gone back since.
    return this.#restsUntil > now + least + more ? 0 : this.#restsUntil;
  }

  #arm(at: number): void {
    this.#disarm();
    const now = this.#clock.now();
    const wait = Math.min(Math.max(at - now, 0), longestMs);
    this.#ringsAt = now + wait;
    this.#cancel = this.#clock.after(wait, () => this.wake());
  }

  #disarm(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#ringsAt = undefined;
  }

  async #run(): Promise<void> {
    this.#running = true;
    let next: number | undefined;
    do {
      this.#again = false;
      next = await this.#safely();
    } while (this.#again && !this.#disposed);
    this.#running = false;
    if (next !== undefined && !this.#disposed) {
      this.#arm(next);
    }
  }

  async #safely(): Promise<number | undefined> {
    try {
      return await this.#round();
    } catch (error) {
      this.#log.error('A round of checks failed', { error: String(error) });
      return this.#clock.now() + longestMs;
    }
  }
}
