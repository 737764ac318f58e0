import { statusText } from '../../domain/describe.ts';
import type { Task } from '../../domain/task.ts';
import type { TimelineStep } from '../../domain/timeline.ts';
import { dateText } from '../../domain/units.ts';
import type { TimelineRow } from '../../protocol/state.ts';
import { t, words } from '../words.ts';
import { lastedText } from './details.ts';

interface Moment {
  readonly label: string;
  readonly at: number;
}

/** What the provider says of the job's course, where it says so; else what was learned when it was asked. */
function momentsOf(
  { createdAt, startedAt, finishedAt, status }: Task,
  steps: readonly TimelineStep[],
): readonly Moment[] {
  const own: readonly (readonly [string, number | undefined])[] = [
    [t('Queued'), createdAt],
    [t('Running'), startedAt],
    [statusText(status, t), finishedAt],
  ];
  const told = own.flatMap(([label, at]) => (at === undefined ? [] : [{ label, at }]));
  const isOrdered = told.every(({ at }, index) => at >= (told[index - 1]?.at ?? at));
  return finishedAt !== undefined && told.length > 1 && isOrdered
    ? told
    : steps.map((step) => ({ label: statusText(step.status, t), at: step.at }));
}

/** The steps of a task, oldest first, each with how long it lasted; among them when it was added here. */
export function timelineRows(task: Task, steps: readonly TimelineStep[]): readonly TimelineRow[] {
  const moments = momentsOf(task, steps);
  const rows = moments.map(({ label, at }, index) => {
    const next = moments[index + 1];
    const lasted = next && lastedText(next.at - at);
    return { label, at, ...(lasted !== undefined && { lasted }) };
  });
  return [...rows, { label: t('Added'), at: task.addedAt }]
    .toSorted((a, b) => a.at - b.at)
    .map((row) => ({ ...row, at: dateText(row.at, words.language) }));
}
