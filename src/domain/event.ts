import type { Disposable } from './disposable.ts';

/** Registers a listener. */
export type Event<T> = (listener: (value: T) => void) => Disposable;

/** One source of events: keep the emitter private, publish `event`. */
export class Emitter<T> {
  readonly #listeners = new Set<(value: T) => void>();

  readonly event: Event<T> = (listener) => {
    const own = (value: T): void => listener(value);
    this.#listeners.add(own);
    return { dispose: () => this.#listeners.delete(own) };
  };

  fire(value: T): void {
    for (const listener of this.#listeners) {
      listener(value);
    }
  }
}
