import type { Disposable } from '../domain/disposable.ts';
import type { Clock, Log } from '../domain/ports.ts';

const longestMs = 60_000;

/** The only timer: runs a round, which says when the next one is due. Rounds never overlap, and none can end the loop. */
export class Scheduler implements Disposable {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #round: () => Promise<number | undefined>;
  #cancel: (() => void) | undefined;
  #running = false;
  #again = false;
  #disposed = false;

  /** `round` resolves to the time of the next round, epoch ms, or undefined when only `wake` starts one. */
  constructor(clock: Clock, log: Log, round: () => Promise<number | undefined>) {
    this.#clock = clock;
    this.#log = log;
    this.#round = round;
  }

  /** Runs a round now, or right after the one that is running. */
  wake(): void {
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#cancel?.();
    this.#cancel = undefined;
    if (!this.#disposed) {
      void this.#run();
    }
  }

  dispose(): void {
    this.#disposed = true;
    this.#cancel?.();
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
      const wait = Math.min(Math.max(next - this.#clock.now(), 0), longestMs);
      this.#cancel = this.#clock.after(wait, () => this.wake());
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
