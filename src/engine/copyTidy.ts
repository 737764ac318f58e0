import type { Disposable } from '../domain/disposable.ts';
import { guarded } from '../domain/guarded.ts';
import { minute } from '../domain/schedule.ts';
import type { CopyParts } from './copyParts.ts';

/** A removal can be undone for a while: the copies go later, ms. */
export const undoMs = minute;

/** What is done about a task that has left the list. */
interface TidyDuties {
  /** Ends what is on its way for it. */
  cancel(key: string): Promise<void>;
  /** Removes everything of it. */
  remove(key: string): Promise<void>;
}

/** Removes the copies of tasks that this window has removed from the list, when nobody brings them back. */
export class CopyTidy implements Disposable {
  readonly #parts: Pick<CopyParts, 'clock' | 'list' | 'log'>;
  readonly #duties: TidyDuties;
  readonly #subscription: Disposable;
  /** Tasks whose copies will go, and the way to stop that. */
  readonly #leaving = new Map<string, () => void>();

  constructor(parts: Pick<CopyParts, 'clock' | 'list' | 'log'>, duties: TidyDuties) {
    this.#parts = parts;
    this.#duties = duties;
    this.#subscription = parts.list.onDidChange(({ removed, foreign }) => {
      for (const key of removed) {
        guarded(parts.log, 'copies', duties.cancel(key));
      }
      if (!foreign) {
        for (const key of removed) {
          this.#leaveLater(key);
        }
      }
    });
  }

  /** Removes now what would be removed later: after this nobody undoes anything. */
  async finish(): Promise<void> {
    this.dispose();
    await Promise.all([...this.#leaving.keys()].map((key) => this.#leave(key)));
  }

  dispose(): void {
    this.#subscription.dispose();
    for (const stop of this.#leaving.values()) {
      stop();
    }
  }

  #leaveLater(key: string): void {
    this.#leaving.get(key)?.();
    const { clock, log } = this.#parts;
    this.#leaving.set(
      key,
      clock.after(undoMs, () => guarded(log, 'copies', this.#leave(key))),
    );
  }

  async #leave(key: string): Promise<void> {
    const { list } = this.#parts;
    this.#leaving.delete(key);
    // Brought back by another window, perhaps.
    list.refresh();
    if (list.get(key) === undefined) {
      await this.#duties.remove(key);
    }
  }
}
