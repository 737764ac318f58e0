import { watch } from 'node:fs';
import type { Disposable } from '../domain/disposable.ts';
import type { StoreOptions } from './database.ts';
import { describeError } from './sqlite.ts';

/** Shortest time between two hints, ms. */
const hintMs = 250;

/**
 * Tells when something may have happened in a folder, at most once in 250 ms. It is a hint: where there is no watching,
 * or no more, that is logged once, and nothing else depends on it.
 */
export function watchFolder(
  folder: string,
  onHint: () => void,
  { log, wait }: Pick<StoreOptions, 'log' | 'wait'>,
): Disposable {
  let isWaiting = false;
  let isOver = false;
  const hint = async (): Promise<void> => {
    isWaiting = true;
    await wait(hintMs);
    isWaiting = false;
    if (!isOver) {
      onHint();
    }
  };
  const fail = (error: unknown): void =>
    log.warn('The folder of the tasks is not watched', { error: describeError(error) });
  try {
    const watcher = watch(folder, { persistent: false }, () => {
      if (!isWaiting && !isOver) {
        void hint();
      }
    });
    watcher.on('error', (error) => {
      watcher.close();
      fail(error);
    });
    return {
      dispose: () => {
        isOver = true;
        watcher.close();
      },
    };
  } catch (error) {
    fail(error);
    return { dispose: () => {} };
  }
}
