import { ThemeColor, ThemeIcon, TreeItem } from 'vscode';
import { linkState, rowText, statusText, taskTitle } from '../../domain/describe.ts';
import { errorMark } from '../../domain/errorText.ts';
import { plainText } from '../../domain/plainText.ts';
import type { Task } from '../../domain/task.ts';
import { isActive } from '../../domain/transition.ts';
import { percentText } from '../../domain/units.ts';
import { t, words } from '../words.ts';
import { asKept } from './localCopy.ts';

function icon(id: string, color?: string): ThemeIcon {
  return color === undefined ? new ThemeIcon(id) : new ThemeIcon(id, new ThemeColor(color));
}

/** True when the task waits for the person to enter a key. `rejected`: the key of its origin was. */
export function needsKey(task: Task, rejected: boolean): boolean {
  const kind = isActive(task) ? task.error?.kind : undefined;
  return (
    (rejected && isActive(task)) || kind === 'keyMissing' || kind === 'keyRejected' || kind === 'keyUnusable'
  );
}

/** What a row depends on apart from its task. */
export interface Scene {
  /** Whether icons may move. */
  readonly animated: boolean;
  /** Whether the provider has rejected the key. */
  readonly rejected: boolean;
  /** Of its local copies; 0 without one. */
  readonly copyBytes: number;
}

interface Look {
  readonly icon: ThemeIcon;
  /** Words that menus match. */
  readonly context: string;
}

function finishedLook(task: Task, now: number, copyBytes: number): Look {
  if (!task.playable) {
    return { icon: icon('pass'), context: 'finished' };
  }
  const unseen = task.watchedAt === undefined ? ' unseen' : '';
  const local = copyBytes > 0 ? ' local' : '';
  switch (linkState(asKept(task, copyBytes), now)) {
    case 'expired':
      return { icon: icon('history'), context: 'finished stale' };
    case 'expiring':
      return {
        icon: icon('warning', 'list.warningForeground'),
        context: `finished playable expiring${unseen}`,
      };
    case 'fine':
      return {
        icon: unseen === '' ? icon('pass') : icon('play-circle', 'charts.green'),
        context: `finished playable${local}${unseen}`,
      };
  }
}

function look(task: Task, now: number, { animated, rejected, copyBytes }: Scene): Look {
  if (task.stopped !== undefined) {
    return { icon: icon('debug-pause'), context: 'stopped' };
  }
  if (needsKey(task, rejected)) {
    return { icon: icon('key', 'list.warningForeground'), context: 'nokey active' };
  }
  switch (task.status) {
    case 'queued':
      return { icon: icon('clock', 'charts.yellow'), context: 'queued active' };
    case 'running':
      return { icon: icon(animated ? 'sync~spin' : 'sync', 'charts.blue'), context: 'running active' };
    case 'succeeded':
      return finishedLook(task, now, copyBytes);
    case 'failed':
      return { icon: icon('error', 'list.errorForeground'), context: 'failed' };
    case 'cancelled':
      return { icon: icon('circle-slash', 'disabledForeground'), context: 'cancelled' };
    case 'expired':
      return { icon: icon('circle-slash', 'disabledForeground'), context: 'expired' };
    case 'notFound':
      return { icon: icon('question'), context: 'notfound active' };
    case 'unknown':
      return { icon: icon('question', 'charts.yellow'), context: 'unknown active' };
  }
}

function spoken(task: Task, provider: string, shown: readonly string[], { copyBytes }: Scene): string {
  const [title = '', description = ''] = shown;
  const status = statusText(task.status, t);
  const progress =
    task.status === 'running' && task.progress !== undefined
      ? percentText(task.progress, words.language)
      : '';
  const mark = task.error === undefined || !isActive(task) ? '' : errorMark(task.error.kind, t);
  const copy = copyBytes > 0 ? t('local copy') : '';
  const parts = [title, status, progress, mark, provider, description, copy];
  return parts.filter((part) => part !== '').join('. ');
}

/** The row of a task. `provider` is the provider's name; the tooltip comes later, when somebody asks for it. */
export function taskItem(task: Task, provider: string, now: number, scene: Scene): TreeItem {
  const title = plainText(taskTitle(task), 80);
  const text =
    scene.rejected && isActive(task)
      ? errorMark('keyRejected', t)
      : rowText(asKept(task, scene.copyBytes), provider, now, words);
  const description = plainText(text, 120);
  const { icon: iconPath, context } = look(task, now, scene);
  const item = new TreeItem(title);
  item.id = `task:${task.key}`;
  item.description = description;
  item.iconPath = iconPath;
  item.contextValue = `task ${context}`;
  item.accessibilityInformation = { label: spoken(task, provider, [title, description], scene) };
  item.command = needsKey(task, scene.rejected)
    ? { command: 'videoTasks.setApiKey', title: t('Set API Key...'), arguments: [task.key] }
    : { command: 'videoTasks.open', title: t('Open'), arguments: [task.key] };
  return item;
}

/** Says on a task's row that its last change is not written down. */
export function markUnsaved(item: TreeItem): TreeItem {
  const mark = t('not saved');
  const { label = '' } = item.accessibilityInformation ?? {};
  item.description = [mark, item.description]
    .filter((part) => typeof part === 'string' && part !== '')
    .join(' · ');
  item.accessibilityInformation = { label: `${label}. ${mark}` };
  return item;
}
