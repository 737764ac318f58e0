import {
  MarkdownString,
  StatusBarAlignment,
  ThemeColor,
  window,
  type Disposable,
  type StatusBarItem,
} from 'vscode';
import { taskTitle } from '../domain/describe.ts';
import { DisposableStore } from '../domain/disposable.ts';
import { unreachableAfter, type OriginState } from '../domain/origin.ts';
import { plainText } from '../domain/plainText.ts';
import type { Task } from '../domain/task.ts';
import { isActive } from '../domain/transition.ts';
import { clockText, percentText, spanText, timeText } from '../domain/units.ts';
import { originOf } from '../engine/asker.ts';
import type { Parts } from './parts.ts';
import { needsKey } from './tree/taskItem.ts';
import { isRejected } from './tree/taskTree.ts';
import { unwatched, unwatchedText } from './tree/view.ts';
import { t, words } from './words.ts';

const shows = ['whenActive', 'always', 'never'] as const;
const rowsInTooltip = 5;

interface Face {
  readonly text: string;
  readonly sentence: string;
  readonly command: string;
  readonly arguments?: readonly unknown[];
  readonly warning?: true;
}

interface Waiting {
  readonly provider: string;
  readonly state: OriginState;
}

// A single failure is no news: the origin is unreachable after several in a row, or when it asked to wait.
function isHeldUp({ failures, reason, waitUntil }: OriginState, now: number): boolean {
  const limited = reason === 'rateLimited' || reason === 'quota';
  return waitUntil > now && (limited || failures >= unreachableAfter);
}

function waiting(parts: Parts, active: readonly Task[]): Waiting | undefined {
  const now = parts.clock.now();
  const used = parts.settings.providers().filter(({ id }) => active.some(({ provider }) => provider === id));
  return used
    .map((provider) => ({ provider: provider.name, state: parts.gate.state(originOf(provider) ?? '') }))
    .find((each): each is Waiting => each.state !== undefined && isHeldUp(each.state, now));
}

function activeSentence(active: readonly Task[], now: number): string {
  const running = active.filter(({ status }) => status === 'running').length;
  const queued = active.length - running;
  const counts =
    running > 0 && queued > 0
      ? t('{0} running, {1} queued', running, queued)
      : running > 0
        ? t('{0} running', running)
        : t('{0} queued', queued);
  const next = Math.min(...active.map(({ nextCheckAt }) => nextCheckAt ?? Number.POSITIVE_INFINITY));
  return next === Number.POSITIVE_INFINITY || next < now
    ? t('{0}.', counts)
    : t('{0}. Next check at {1}.', counts, clockText(next, words.language));
}

function waitFace({ provider, state }: Waiting, count: number, now: number): Face {
  const limited = state.reason === 'rateLimited' || state.reason === 'quota';
  const name = plainText(provider, 60);
  return {
    text: `$(${limited ? 'debug-pause' : 'debug-disconnect'}) ${count}`,
    sentence: limited
      ? t('{0} allows the next request at {1}.', name, timeText(state.waitUntil, words.language))
      : t('Cannot reach {0}. Retrying in {1}.', name, spanText(state.waitUntil - now, words.language)),
    command: 'videoTasks.tasks.focus',
  };
}

function face(parts: Parts): Face | undefined {
  const now = parts.clock.now();
  const tasks = parts.list.all();
  const active = tasks.filter(isActive);
  const unseen = unwatched(tasks);
  const focus = { command: 'videoTasks.tasks.focus' };
  if (!parts.settings.watching() && active.length > 0) {
    return {
      text: '$(debug-pause)',
      sentence: t('Watching is paused.'),
      command: 'videoTasks.resumeWatching',
    };
  }
  const keyless = active.filter((task) => needsKey(task, isRejected(parts, task)));
  if (keyless.length > 0) {
    const sentence =
      keyless.length === 1 ? t('1 task needs a key.') : t('{0} tasks need a key.', keyless.length);
    const first = keyless[0]?.key;
    return {
      text: `$(key) ${keyless.length}`,
      sentence,
      command: 'videoTasks.setApiKey',
      arguments: [first],
      warning: true,
    };
  }
  const wait = waiting(parts, active);
  if (wait !== undefined) {
    return waitFace(wait, active.length, now);
  }
  if (active.length > 0) {
    const more = unseen.length === 0 ? '' : ` · ${t('{0} new', unseen.length)}`;
    return { text: `$(sync~spin) ${active.length}${more}`, sentence: activeSentence(active, now), ...focus };
  }
  if (unseen.length > 0) {
    const [only] = unseen;
    const open = unseen.length === 1 && only ? { command: 'videoTasks.play', arguments: [only.key] } : focus;
    return {
      text: `$(play-circle) ${unseen.length}`,
      sentence: t('{0}.', unwatchedText(unseen.length)),
      ...open,
    };
  }
  const lost = tasks.filter(({ status, watchedAt }) => status === 'failed' && watchedAt === undefined);
  if (lost.length > 0) {
    const sentence = lost.length === 1 ? t('1 video failed.') : t('{0} videos failed.', lost.length);
    return { text: `$(error) ${lost.length}`, sentence, ...focus };
  }
  return undefined;
}

function tooltip(sentence: string, active: readonly Task[], paused: boolean): MarkdownString {
  const text = new MarkdownString();
  text.appendText(sentence);
  for (const task of active.slice(0, rowsInTooltip)) {
    const progress = task.progress === undefined ? '' : ` · ${percentText(task.progress, words.language)}`;
    text.appendMarkdown('\n\n');
    text.appendText(`${plainText(taskTitle(task), 60)}${progress}`);
  }
  const links = [
    paused ? ['videoTasks.resumeWatching', t('Resume')] : ['videoTasks.pauseWatching', t('Pause')],
    ['videoTasks.openSettings', t('Settings')],
    ['videoTasks.hideStatusBar', t('Hide')],
  ] as const;
  text.isTrusted = { enabledCommands: links.map(([command]) => command) };
  text.appendMarkdown(`\n\n${links.map(([command, label]) => `[${label}](command:${command})`).join(' · ')}`);
  return text;
}

function draw(item: StatusBarItem, parts: Parts): void {
  const show = parts.settings.word('statusBar.show', shows);
  const idle: Face = {
    text: '$(play-circle)',
    sentence: t('No unfinished video tasks.'),
    command: 'videoTasks.tasks.focus',
  };
  const now = face(parts) ?? (show === 'always' ? idle : undefined);
  if (now === undefined || show === 'never') {
    item.hide();
    return;
  }
  item.text = now.text;
  item.tooltip = tooltip(now.sentence, parts.list.all().filter(isActive), !parts.settings.watching());
  item.command = { command: now.command, title: now.sentence, arguments: [...(now.arguments ?? [])] };
  item.accessibilityInformation = { label: t('Video tasks: {0}', now.sentence) };
  item.backgroundColor = now.warning ? new ThemeColor('statusBarItem.warningBackground') : undefined;
  item.show();
}

/** One item that tells what is going on, and is not there when nothing is. It is drawn when the tasks are loaded. */
export function registerStatusBar(parts: Parts): Disposable {
  const store = new DisposableStore();
  let item: StatusBarItem | undefined;
  const update = (): void => {
    if (item === undefined) {
      item = store.add(window.createStatusBarItem('videoTasks.status', StatusBarAlignment.Right, 50));
      item.name = t('Video Tasks');
    }
    draw(item, parts);
  };
  store.add(parts.list.onDidChange(update));
  store.add(parts.gate.onDidChange(update));
  store.add(parts.settings.onDidChange(update));
  return store;
}
