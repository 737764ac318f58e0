import type { Disposable } from '../domain/disposable.ts';
import type { StoreTrouble } from '../domain/ports.ts';
import type { StoreOptions } from './database.ts';
import { describeError, isCorrupt, troubleOf } from './sqlite.ts';

/** Time between two attempts to write what is unsaved, ms. */
const retryMs = 30_000;

/** Whether the disk takes what is written. While it does not, `retry` is called now and then. */
export class DiskTrouble implements Disposable {
  readonly #options: StoreOptions;
  readonly #retry: () => Promise<void>;
  #kind: StoreTrouble | undefined;
  #isRetrying = false;
  #isOver = false;

  constructor(options: StoreOptions, retry: () => Promise<void>) {
    this.#options = options;
    this.#retry = retry;
  }

  get kind(): StoreTrouble | undefined {
    return this.#kind;
  }

  /** Takes note of trouble with the disk; any other error is thrown on. */
  note(error: unknown): void {
    const kind = troubleOf(error);
    if (kind === undefined) {
      throw error;
    }
    if (this.#kind === undefined) {
      this.#options.log.warn('Tasks cannot be saved', { kind, error: describeError(error) });
    }
    this.#kind = kind;
    if (!this.#isRetrying) {
      void this.#keepTrying();
    }
  }

  end(): void {
    this.#kind = undefined;
    this.#options.log.info('Tasks are saved again');
  }

  /** What `read` returns; undefined when it cannot be read. */
  safely<T>(read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (troubleOf(error) === undefined && !isCorrupt(error)) {
        throw error;
      }
      return undefined;
    }
  }

  dispose(): void {
    this.#isOver = true;
  }

  async #keepTrying(): Promise<void> {
    this.#isRetrying = true;
    while (this.#kind !== undefined) {
      await this.#options.wait(retryMs);
      if (this.#isOver) {
        return;
      }
      await this.#retry().catch((error: unknown) =>
        this.#options.log.error('Saving what is unsaved failed', { error: describeError(error) }),
      );
    }
    this.#isRetrying = false;
  }
}
