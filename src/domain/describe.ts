// A task in words: what rows, panels and notifications say of it.
import { errorMark } from './errorText.ts';
import { isExpired } from './links.ts';
import { cut } from './plainText.ts';
import { minute } from './schedule.ts';
import type { TaskStatus } from './status.ts';
import type { Task, Warning } from './task.ts';
import type { Translate, Words } from './text.ts';
import { awaitsLink, isActive } from './transition.ts';
import { agoText, clipText, percentText, sizeText, spanText } from './units.ts';

const titleLength = 48;
const failureLength = 60;
/** Sora names every new generation alike (wire-formats 1.4); the prompt says more. */
const placeholderTitles: ReadonlySet<string> = new Set(['New Video']);
/** How long before its end a link is said to expire, ms. */
export const expiresSoonMs = 10 * minute;

/** `task_01k…9fz` */
export function shortId(id: string): string {
  return id.length <= 16 ? id : `${id.slice(0, 8)}…${id.slice(-4)}`;
}

/** The name of a task: the person's, the provider's, the beginning of the prompt, or the short id. */
export function taskTitle(task: Pick<Task, 'name' | 'title' | 'prompt' | 'id'>): string {
  if (task.name !== undefined) {
    return task.name;
  }
  if (task.title !== undefined && !placeholderTitles.has(task.title)) {
    return task.title;
  }
  if (task.prompt === undefined) {
    return shortId(task.id);
  }
  return cut(task.prompt, titleLength);
}

/** The status as a word: the label of a group, the head of a panel. */
export function statusText(status: TaskStatus, t: Translate): string {
  switch (status) {
    case 'queued':
      return t('Queued');
    case 'running':
      return t('Running');
    case 'succeeded':
      return t('Finished');
    case 'failed':
      return t('Failed');
    case 'cancelled':
      return t('Cancelled');
    case 'expired':
      return t('Expired');
    case 'notFound':
      return t('Not found');
    case 'unknown':
      return t('Unrecognised');
  }
}

/** What has to be said about the link of a finished task. */
export function linkState(task: Task, now: number): 'fine' | 'expiring' | 'expired' {
  if (task.linkExpiresAt === undefined) {
    return 'fine';
  }
  if (isExpired(task.linkExpiresAt, now)) {
    return 'expired';
  }
  return task.linkExpiresAt - now < expiresSoonMs ? 'expiring' : 'fine';
}

function joined(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(' · ');
}

function finishedText(task: Task, now: number, { t, language }: Words): string {
  if (awaitsLink(task)) {
    return t('waiting for the video link');
  }
  if (!task.playable) {
    return t('no video link');
  }
  switch (linkState(task, now)) {
    case 'expired':
      return t('link expired');
    case 'expiring':
      return t('link expires in {0}', spanText(Number(task.linkExpiresAt) - now, language));
    case 'fine':
      return joined(
        task.durationMs === undefined ? undefined : clipText(task.durationMs, language),
        sizeText(task.width, task.height),
        task.finishedAt === undefined ? undefined : agoText(task.finishedAt, now, language),
      );
  }
}

/** How long a task was asked for: it was stopped by what was last learned of it. */
function trackedMs({ checkedAt = 0, error, resumedAt, addedAt }: Task): number {
  return Math.max(checkedAt, error?.at ?? 0) - (resumedAt ?? addedAt);
}

/** The grey text behind a task's title. `provider` is the provider's name. */
export function rowText(task: Task, provider: string, now: number, words: Words): string {
  const { t, language } = words;
  if (task.stopped !== undefined) {
    return task.stopped === 'age'
      ? t('stopped after {0}', spanText(trackedMs(task), language))
      : t('stopped');
  }
  const age = spanText(now - (task.createdAt ?? task.addedAt), language);
  if (task.status === 'succeeded') {
    return finishedText(task, now, words);
  }
  if (task.status === 'notFound') {
    return t('not found at {0}', provider);
  }
  if (task.error !== undefined && isActive(task)) {
    return errorMark(task.error.kind, t);
  }
  switch (task.status) {
    case 'queued':
      return task.checkedAt === undefined
        ? t('queued · checking')
        : joined(t('queued'), age, task.queuePosition === undefined ? undefined : `#${task.queuePosition}`);
    case 'running':
      return joined(
        task.progress === undefined ? t('running') : percentText(task.progress, language),
        task.model,
        age,
      );
    case 'failed':
      return cut(task.failure?.message ?? t('failed'), failureLength);
    case 'cancelled':
      return t('cancelled');
    case 'expired':
      return t('expired');
    case 'unknown':
      return t('status “{0}”', task.statusWord ?? '');
  }
}

/** How many captions are hidden: a note beside the list of the others. */
export function hiddenText(count: number, t: Translate): string {
  return count === 1
    ? t('1 caption points outside the video and is hidden.')
    : t('{0} captions point outside the video and are hidden.', count);
}

/** Why something odd in an answer matters to the person. */
export function warningText(warning: Exclude<Warning, 'captionsOutside'>, t: Translate): string {
  switch (warning) {
    case 'idDiffers':
      return t('The answer names the task by another id.');
    case 'linkRefused':
      return t('A link in the answer was not safe to open and is left out.');
    case 'captionsAssumedRate':
      return t('The times of the captions assume 30 frames per second.');
    case 'truncated':
      return t('The answer was longer than what is shown.');
    case 'numbersImprecise':
      return t('A number in the answer is too large to be read exactly.');
    case 'failureTextOnSuccess':
      return t('The task is finished, but the answer also holds an error text.');
    case 'zonelessTime':
      return t('A time without a time zone was read as UTC.');
  }
}
