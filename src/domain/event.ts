import type { Disposable } from './disposable.ts';
import type { Log } from './ports.ts';

/** Registers a listener. */
export type Event<T> = (listener: (value: T) => void) => Disposable;

/** One source of events: keep the emitter private, publish `event`. */
export class Emitter<T> {
  readonly #listeners = new Set<(value: T) => void>();
  readonly #log: Log | undefined;

  readonly event: Event<T> = (listener) => {
    const own = (value: T): void => listener(value);
    this.#listeners.add(own);
    return { dispose: () => this.#listeners.delete(own) };
  };

  constructor(log?: Log) {
    this.#log = log;
  }

  /** Tells every listener. One that throws is logged: it concerns neither the others nor the one who fires. */
  fire(value: T): void {
    for (const listener of this.#listeners) {
      try {
        listener(value);
      } catch (error) {
        this.#log?.error('A listener failed', { error: String(error) });
      }
    }
  }
}
