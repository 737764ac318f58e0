import { text } from './json.ts';
import type { TaskStatus } from './status.ts';

/** What an answer can say about a task; `notFound` comes from HTTP only. */
export type StatedStatus = Exclude<TaskStatus, 'notFound'>;

const words: ReadonlyMap<string, StatedStatus> = new Map(
  Object.entries({
    queued:
      'not_start notstart not_started submitted queued queueing queuing in_queue pending created starting preparing ' +
      'throttled wait waiting initializing accepted scheduled',
    running:
      'in_progress inprogress processing running generating dreaming preprocessing rendering started active upsampling',
    succeeded: 'success succeed succeeded completed complete done finished ready ok',
    failed: 'failure failed fail error rejected blocked timeout timed_out sora_error',
    cancelled: 'cancel canceled cancelled aborted interrupted deleted',
    expired: 'expired',
  } satisfies Partial<Record<StatedStatus, string>>).flatMap(([status, line]) =>
    line.split(' ').map((word) => [word, status as StatedStatus] as const),
  ),
);

/**
 * The meaning of a provider's status word (all gateways; dictionary of status words). Everything else is `unknown`:
 * numbers and words of one family only are that family's business.
 */
export function statusOf(value: unknown): StatedStatus {
  const word = text(value)?.toLowerCase().replaceAll(/[- ]/g, '_');
  return words.get(word ?? '') ?? 'unknown';
}
