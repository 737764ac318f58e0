import type { SavedPanel } from '../protocol/saved.ts';

type Kept = Omit<SavedPanel, 'subject'>;

/** Where the person was, kept over reloads for one subject. */
export class Memory {
  readonly #save: (state: SavedPanel) => void;
  #state: SavedPanel;

  constructor(loaded: SavedPanel | undefined, save: (state: SavedPanel) => void) {
    this.#state = loaded ?? { subject: '' };
    this.#save = save;
  }

  get state(): SavedPanel {
    return this.#state;
  }

  /** Turns to a subject; what was kept of another one is forgotten. */
  open(subject: string): void {
    if (subject !== this.#state.subject) {
      this.#state = { subject };
      this.#save(this.#state);
    }
  }

  /** Keeps what changed; a change that says nothing new is not written. */
  keep(change: Kept): void {
    const next = { ...this.#state, ...change };
    if (JSON.stringify(next) !== JSON.stringify(this.#state)) {
      this.#state = next;
      this.#save(next);
    }
  }
}
