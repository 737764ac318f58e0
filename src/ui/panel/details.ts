import { statusText } from '../../domain/describe.ts';
import { second } from '../../domain/schedule.ts';
import type { Moderation, Task, TaskDetails } from '../../domain/task.ts';
import { isOver } from '../../domain/transition.ts';
import { clipText, dateText, percentText, sizeText, spanText } from '../../domain/units.ts';
import type { Detail } from '../../protocol/state.ts';
import { t, words } from '../words.ts';

function verdict(moderation: Moderation): string {
  switch (moderation) {
    case 'passed':
      return t('passed');
    case 'flagged':
      return t('flagged');
    case 'rejected':
      return t('rejected');
    case 'review':
      return t('under review');
  }
}

/** How long something lasted, ms; undefined below a second: providers that give equal times have measured nothing. */
export function lastedText(ms: number): string | undefined {
  return ms < second ? undefined : spanText(ms, words.language);
}

function rendered(task: Task): string | undefined {
  const start = task.startedAt ?? task.createdAt;
  return task.finishedAt === undefined || start === undefined
    ? undefined
    : lastedText(task.finishedAt - start);
}

function date(time: number | undefined): string | undefined {
  return time === undefined ? undefined : dateText(time, words.language);
}

/** Everything known about a task, in rows; what is not known has no row. */
export function detailRows(
  task: Task,
  details: TaskDetails | undefined,
  provider: string,
): readonly Detail[] {
  const { language } = words;
  const rows: readonly (readonly [label: string, value: string | undefined])[] = [
    [t('Status'), statusText(task.status, t)],
    [t('Status at the provider'), task.statusWord],
    [t('Provider'), provider],
    [t('Task ID'), task.id],
    [t('Model'), task.model],
    [t('Seed'), details?.variants[0]?.seed ?? task.seed],
    [t('Size'), sizeText(task.width, task.height) ?? task.sizeLabel],
    [t('Orientation'), task.orientation],
    [t('Duration'), task.durationMs === undefined ? undefined : clipText(task.durationMs, language)],
    [t('Frames per second'), task.fps === undefined ? undefined : String(Math.round(task.fps * 100) / 100)],
    [t('Frames'), task.frameCount?.toString()],
    [
      t('Progress'),
      task.progress === undefined || isOver(task) ? undefined : percentText(task.progress, language),
    ],
    [t('Place in the queue'), task.queuePosition?.toString()],
    [t('Created at'), date(task.createdAt)],
    [t('Started at'), date(task.startedAt)],
    [t('Finished at'), date(task.finishedAt)],
    [t('Generation time'), rendered(task)],
    [t('Added at'), date(task.addedAt)],
    [t('Last checked'), date(task.checkedAt)],
    [t('Link expires'), date(task.linkExpiresAt)],
    [t('Content filter'), details?.moderation && verdict(details.moderation)],
  ];
  return rows.flatMap(([label, value]) => (value === undefined || value === '' ? [] : [{ label, value }]));
}

/** "Finished · ElkAPI (Sora) · turbo · 854×480 · 5 s · 30 fps · took 1m" */
export function summaryText(task: Task, provider: string): string {
  const took = rendered(task);
  return [
    statusText(task.status, t),
    provider,
    task.model,
    sizeText(task.width, task.height) ?? task.sizeLabel,
    task.durationMs === undefined ? undefined : clipText(task.durationMs, words.language),
    task.fps === undefined ? undefined : t('{0} fps', Math.round(task.fps)),
    took === undefined ? undefined : t('took {0}', took),
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
}
