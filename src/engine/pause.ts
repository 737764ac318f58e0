import type { Clock } from '../domain/ports.ts';

/** Resolves after so many ms, or when `signal` ends the waiting. */
export function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      cancel();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const cancel = clock.after(ms, end);
    signal.addEventListener('abort', end);
    // An abort of before is not heard of any more.
    if (signal.aborted) {
      end();
    }
  });
}
