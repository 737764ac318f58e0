import type { Disposable } from '../domain/disposable.ts';
import type { TaskDetails } from '../domain/task.ts';
import type { Snapshot } from './query.ts';
import type { TaskList } from './taskList.ts';

/** A task that is looked at but not tracked. */
export type Guest = Pick<Snapshot, 'details' | 'task'>;

/** The tasks whose videos may be loaded: those of the list, and those that a panel shows without tracking them. */
export class CopyTasks {
  readonly #list: Pick<TaskList, 'details' | 'get'>;
  readonly #guests = new Set<{ readonly guest: Guest }>();

  constructor(list: Pick<TaskList, 'details' | 'get'>) {
    this.#list = list;
  }

  /** Id of the provider of a task; undefined for a task that is not known any more. */
  provider(key: string): string | undefined {
    return (this.#list.get(key) ?? this.#guest(key)?.task)?.provider;
  }

  details(key: string): TaskDetails | undefined {
    return this.#list.get(key) === undefined ? this.#guest(key)?.details : this.#list.details(key);
  }

  /** Knows a task that is not in the list, until it is disposed of. */
  add(guest: Guest): Disposable {
    const entry = { guest };
    this.#guests.add(entry);
    return { dispose: () => this.#guests.delete(entry) };
  }

  #guest(key: string): Guest | undefined {
    return [...this.#guests].find(({ guest }) => guest.task.key === key)?.guest;
  }
}
