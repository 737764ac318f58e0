import { parse } from './records.ts';
import type { SqliteTaskStore } from './taskStore.ts';

/** Shared state that could not be written, over what is stored. */
export class UnsavedShared {
  /** Texts of the state in the file when the changes began, and of the state now. */
  readonly #unsaved = new Map<string, { readonly base: string | undefined; readonly now: string }>();
  readonly #read: (name: string) => unknown;

  /** `read` gives what is stored under a name. */
  constructor(read: (name: string) => unknown) {
    this.#read = read;
  }

  change<T>(name: string, change: (state: unknown) => { readonly state: unknown; readonly result: T }): T {
    const known = this.#unsaved.get(name);
    const base = known === undefined ? textOf(this.#read(name)) : known.base;
    const { state, result } = change(parse(known === undefined ? base : known.now));
    this.#unsaved.set(name, { base, now: JSON.stringify(state) });
    return result;
  }

  /** Writes what is unsaved, where nobody else has written since. */
  async writeDown(store: SqliteTaskStore): Promise<void> {
    for (const [name, unsaved] of this.#unsaved) {
      const { base, now } = unsaved;
      await store.shared(name, (stored) => ({
        state: stored === undefined || textOf(stored) === base ? parse(now) : stored,
        result: undefined,
      }));
      if (this.#unsaved.get(name) === unsaved) {
        this.#unsaved.delete(name);
      }
    }
  }
}

function textOf(state: unknown): string | undefined {
  return state === undefined ? undefined : JSON.stringify(state);
}
