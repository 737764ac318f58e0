import { ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import { statusText } from '../../domain/describe.ts';
import { unreachableAfter } from '../../domain/origin.ts';
import type { OriginState } from '../../domain/originState.ts';
import { plainText } from '../../domain/plainText.ts';
import type { Provider } from '../../domain/provider.ts';
import type { TaskStatus } from '../../domain/status.ts';
import type { Task } from '../../domain/task.ts';
import { isActive } from '../../domain/transition.ts';
import { timeText } from '../../domain/units.ts';
import { t, words } from '../words.ts';
import { needsKey } from './taskItem.ts';

interface Health {
  readonly text: string;
  readonly icon: ThemeIcon;
  readonly context: string;
}

function warningIcon(id: string): ThemeIcon {
  return new ThemeIcon(id, new ThemeColor('list.warningForeground'));
}

function health(tasks: readonly Task[], origin: OriginState | undefined, now: number): Health {
  const active = tasks.filter(isActive);
  const running = active.filter(({ status }) => status === 'running').length;
  const normal: Health = {
    text: running === 0 ? '' : t('{0} running', running),
    icon: new ThemeIcon('server-environment'),
    context: 'keySet',
  };
  if (active.length === 0) {
    return normal;
  }
  if (origin?.reason === 'keyRejected') {
    return { text: t('Rejected key'), icon: warningIcon('key'), context: 'keyRejected' };
  }
  if (active.some((task) => needsKey(task, false))) {
    return { text: t('No key'), icon: warningIcon('key'), context: 'keyMissing' };
  }
  if (active.some(({ error }) => error?.kind === 'baseUrlMissing')) {
    return { text: t('No base URL'), icon: warningIcon('warning'), context: 'baseUrlMissing' };
  }
  if (origin !== undefined && origin.failures >= unreachableAfter) {
    return { text: t('Unreachable'), icon: warningIcon('warning'), context: 'unreachable' };
  }
  if (origin === undefined || origin.waitUntil <= now) {
    return normal;
  }
  switch (origin.reason) {
    case 'rateLimited':
    case 'quota':
      return {
        text: t('Limited until {0}', timeText(origin.waitUntil, words.language)),
        icon: new ThemeIcon('debug-pause'),
        context: 'limited',
      };
    default:
      return normal;
  }
}

/** The row of a provider with its tasks below. */
export function providerItem(
  provider: Pick<Provider, 'id' | 'name' | 'builtin'>,
  tasks: readonly Task[],
  origin: OriginState | undefined,
  now: number,
): TreeItem {
  const { text, icon, context } = health(tasks, origin, now);
  const name = plainText(provider.name, 80);
  const item = new TreeItem(name, TreeItemCollapsibleState.Expanded);
  item.id = `provider:${provider.id}`;
  item.description = text;
  item.iconPath = icon;
  item.contextValue = `provider ${provider.builtin ? 'builtin' : 'custom'} ${context}`;
  item.accessibilityInformation = { label: text === '' ? name : `${name}. ${text}` };
  return item;
}

const expanded: ReadonlySet<TaskStatus> = new Set<TaskStatus>(['running', 'succeeded']);

/** The row of a status. */
export function groupItem(id: string, status: TaskStatus, tasks: readonly Task[]): TreeItem {
  const label = statusText(status, t);
  const item = new TreeItem(
    label,
    expanded.has(status) ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed,
  );
  const unseen = tasks.some(
    (task) => status === 'succeeded' && task.playable && task.watchedAt === undefined,
  );
  item.id = id;
  item.description = String(tasks.length);
  item.contextValue = `group ${status === 'succeeded' ? 'finished' : status}${unseen ? ' unseen' : ''}`;
  item.accessibilityInformation = { label: `${label}, ${tasks.length}` };
  return item;
}

/** The row that shows the next page of a list. */
export function moreItem(id: string, list: string, hidden: number, page: number): TreeItem {
  const item = new TreeItem(t('Show {0} more...', Math.min(hidden, page)));
  item.id = id;
  item.iconPath = new ThemeIcon('ellipsis');
  item.contextValue = 'more';
  item.command = { command: 'videoTasks.showMore', title: t('Show More'), arguments: [list] };
  return item;
}
