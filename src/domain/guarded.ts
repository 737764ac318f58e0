import type { Log } from './ports.ts';

/** Lets work go on by itself: when it fails, that is logged, and nothing else happens. */
export function guarded(log: Log, name: string, work: PromiseLike<unknown>): void {
  work.then(undefined, (error: unknown) => log.error(`${name} failed`, { error: String(error) }));
}
