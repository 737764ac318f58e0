import {
  MarkdownString,
  StatusBarAlignment,
  ThemeColor,
  window,
  type Disposable,
  type StatusBarItem,
} from 'vscode';
import { taskTitle } from '../../domain/describe.ts';
import { DisposableStore } from '../../domain/disposable.ts';
import { plainText } from '../../domain/plainText.ts';
import type { Task } from '../../domain/task.ts';
import { isActive } from '../../domain/transition.ts';
import { percentText } from '../../domain/units.ts';
import type { Parts } from '../parts.ts';
import { inertMarkdown } from '../markdown.ts';
import { t, words } from '../words.ts';
import { faceOf, type Face } from './face.ts';

const shows = ['whenActive', 'always', 'never'] as const;
const rowsInTooltip = 5;

function tooltip(sentence: string, active: readonly Task[], paused: boolean): MarkdownString {
  const text = new MarkdownString();
  text.appendText(sentence);
  for (const task of active.slice(0, rowsInTooltip)) {
    const progress = task.progress === undefined ? '' : ` · ${percentText(task.progress, words.language)}`;
    text.appendMarkdown(`\n\n${inertMarkdown(`${plainText(taskTitle(task), 60)}${progress}`)}`);
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
  const now = faceOf(parts) ?? (show === 'always' ? idle : undefined);
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
