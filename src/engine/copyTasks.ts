import type { Disposable } from '../domain/disposable.ts';
import type { TaskDetails } from '../domain/task.ts';
import type { Snapshot } from './query.ts';
import type { TaskList } from './taskList.ts';

/** A task that is looked at but not tracked. */
export type Guest = Pick<Snapshot, 'details' | 'task'>;

/** The tasks whose videos may be loaded: those of the list, and those that a panel shows without tracking them. */
export class CopyTasks {
  readonly #list: Pick<TaskList, 'details' | 'get' | 'refresh'>;
  readonly #left: (key: string) => void;
  readonly #guests = new Set<{ readonly guest: Guest }>();

  /** `left` is called when nobody knows a task any more that was not in the list. */
  constructor(list: Pick<TaskList, 'details' | 'get' | 'refresh'>, left: (key: string) => void) {
    this.#list = list;
    this.#left = left;
  }

  /** Id of the provider of a task; undefined for a task that is not known any more. */
  provider(key: string): string | undefined {
    return (this.#list.get(key) ?? this.#guest(key)?.task)?.provider;
  }

  /** Whether a task has come to its end with a result. */
  hasFinished(key: string): boolean {
    return (this.#list.get(key) ?? this.#guest(key)?.task)?.status === 'succeeded';
  }

  details(key: string): TaskDetails | undefined {
    return this.#list.get(key) === undefined ? this.#guest(key)?.details : this.#list.details(key);
  }

  /** The keys of the tasks that are known though they are not in the list. */
  guests(): readonly string[] {
    const keys = [...this.#guests].map(({ guest }) => guest.task.key);
    return keys.filter((key) => this.#list.get(key) === undefined);
  }

  /** Knows a task that is not in the list, until it is disposed of. */
  add(guest: Guest): Disposable {
    const { key } = guest.task;
    const entry = { guest };
    this.#guests.add(entry);
    return {
      dispose: () => {
        this.#guests.delete(entry);
        // Another window may track it by now.
        this.#list.refresh();
        if (this.provider(key) === undefined) {
          this.#left(key);
        }
      },
    };
  }

  /** Goes on knowing a task that is not in the list, whoever else lets it go. */
  retain(key: string): Disposable {
    const guest = this.#guest(key);
    return guest === undefined ? { dispose: () => {} } : this.add(guest);
  }

  #guest(key: string): Guest | undefined {
    return [...this.#guests].find(({ guest }) => guest.task.key === key)?.guest;
  }
}
