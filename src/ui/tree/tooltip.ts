import { MarkdownString } from 'vscode';
import { statusText, taskTitle } from '../../domain/describe.ts';
import { errorText, type ErrorScene } from '../../domain/errorText.ts';
import { plainText } from '../../domain/plainText.ts';
import type { Task } from '../../domain/task.ts';
import {
  agoText,
  bytesText,
  clipText,
  dateText,
  percentText,
  sizeText,
  spanText,
} from '../../domain/units.ts';
import { inertMarkdown } from '../markdown.ts';
import { t, words } from '../words.ts';

/**
 * What is known of a task, as a tooltip. Server text goes in as text: nothing in it is a link or an icon. `copyBytes`: of its local
 * copies, 0 without one.
 */
export function taskTooltip(task: Task, scene: ErrorScene, now: number, copyBytes: number): MarkdownString {
  const { language } = words;
  const tooltip = new MarkdownString();
  const line = (text: string): void => {
    tooltip.appendMarkdown(`${inertMarkdown(plainText(text, 600))}\n\n`);
  };
  const state = statusText(task.status, t);
  const done =
    task.status === 'running' && task.progress !== undefined
      ? ` ${percentText(task.progress, language)}`
      : '';
  tooltip.appendMarkdown(`**${inertMarkdown(plainText(taskTitle(task), 80))}**\n\n`);
  line(
    [
      `${state}${done}`,
      scene.provider,
      task.model,
      sizeText(task.width, task.height) ?? task.sizeLabel,
      task.durationMs === undefined ? undefined : clipText(task.durationMs, language),
    ]
      .filter((part) => part !== undefined)
      .join(' · '),
  );
  if (task.prompt !== undefined) {
    line(task.prompt);
  }
  if (task.failure !== undefined) {
    line(task.failure.message);
  }
  if (task.error !== undefined) {
    line(errorText(task.error, scene, words));
  }
  if (copyBytes > 0) {
    line(t('Local copy · {0}', bytesText(copyBytes, language)));
  }
  const created = task.createdAt ?? task.addedAt;
  line(t('Created {0} ({1})', agoText(created, now, language), dateText(created, language)));
  if (task.checkedAt !== undefined) {
    line(t('Last checked {0}', agoText(task.checkedAt, now, language)));
  }
  if (task.nextCheckAt !== undefined && task.nextCheckAt > now) {
    line(t('Next check in {0}', spanText(task.nextCheckAt - now, language)));
  }
  tooltip.appendCodeblock(task.id, 'text');
  return tooltip;
}
