/** The state of a task. `notFound` comes only from HTTP; formats never report it. */
export type TaskStatus =
  'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled' | 'expired' | 'notFound' | 'unknown';

/** In the order in which groups are shown. */
export const statuses: readonly TaskStatus[] = [
  'running',
  'queued',
  'unknown',
  'succeeded',
  'failed',
  'cancelled',
  'expired',
  'notFound',
];

const terminal: ReadonlySet<TaskStatus> = new Set(['succeeded', 'failed', 'cancelled', 'expired']);

/** True when the provider has said its last word about the task. */
export function isTerminal(status: TaskStatus): boolean {
  return terminal.has(status);
}
