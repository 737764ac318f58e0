import { linkState, statusText, taskTitle } from '../../domain/describe.ts';
import { plainText } from '../../domain/plainText.ts';
import type { Task, TaskDetails } from '../../domain/task.ts';
import { isActive } from '../../domain/transition.ts';
import { agoText, percentText, spanText } from '../../domain/units.ts';
import type { Action, Notice, PanelState, Playback, Verb } from '../../protocol/state.ts';
import type { Parts } from '../parts.ts';
import { providerOf, sceneOf } from '../tree/taskTree.ts';
import { t, words } from '../words.ts';
import { detailRows, summaryText } from './details.ts';
import { notices } from './notices.ts';
import { chosen, playable, qualities } from './qualities.ts';
import { contentOf, subjectOf, type PanelSource } from './source.ts';
import { panelTexts } from './texts.ts';

/** What the person has chosen in a panel, and what was fetched for it. */
export interface PanelChoice {
  /** Id of the quality. */
  readonly quality?: string;
  /** `data:` image. */
  readonly poster?: string;
  /** Play at once, because the person asked for it. */
  readonly play: boolean;
}

function playback(parts: Parts, play: boolean): Playback {
  const { settings } = parts;
  return {
    autoPlay: play || settings.boolean('playback.autoPlay', false),
    loop: settings.boolean('playback.loop', true),
    muted: settings.boolean('playback.muted', false),
    captions: settings.word('playback.captions', ['list', 'overlay', 'both', 'off']),
  };
}

function actions(source: PanelSource, task: Task): readonly Action[] {
  const own: readonly Action[] =
    source.kind === 'task' ? [{ verb: 'checkNow', label: t('Check Now'), icon: 'refresh' }] : [];
  const track: readonly Action[] =
    source.kind === 'query' ? [{ verb: 'track', label: t('Track This Task'), icon: 'add' }] : [];
  const link: readonly Action[] = task.playable
    ? [
        { verb: 'copyLink', label: t('Copy Video Link'), icon: 'link' },
        { verb: 'openInBrowser', label: t('Open in Browser'), icon: 'link-external' },
      ]
    : [];
  return [
    ...track,
    ...own,
    ...link,
    { verb: 'copyId', label: t('Copy Task ID'), icon: 'copy' },
    { verb: 'showRaw', label: t('Show Raw Response'), icon: 'json' },
  ];
}

function progress(task: Task, now: number): Pick<PanelState, 'progress'> {
  if (
    !isActive(task) ||
    (task.status !== 'queued' && task.status !== 'running' && task.status !== 'unknown')
  ) {
    return {};
  }
  const parts = [
    statusText(task.status, t),
    task.progress === undefined ? undefined : percentText(task.progress, words.language),
    spanText(now - (task.createdAt ?? task.addedAt), words.language),
  ];
  const text = parts.filter((part) => part !== undefined).join(' · ');
  return { progress: { text, ...(task.progress !== undefined && { value: task.progress }) } };
}

function picture(task: Task, details: TaskDetails | undefined): Pick<PanelState, 'aspect' | 'palette'> {
  const { width, height } = task;
  return {
    ...(width !== undefined && height !== undefined && { aspect: width / height }),
    ...(details?.palette && { palette: details.palette }),
  };
}

function video(task: Task, details: TaskDetails | undefined, wish: string | undefined, now: number) {
  const renditions = playable(details);
  const choice = chosen(renditions, wish);
  const shown = choice !== undefined && linkState(task, now) !== 'expired' ? choice : undefined;
  const { fps, durationMs, width, height } = { ...task, ...shown?.rendition };
  return {
    qualities: shown === undefined ? [] : qualities(renditions, shown.id),
    ...(shown && {
      video: {
        // A renewed link differs in its signature at the end: it is another file to play.
        id: `${shown.id} ${shown.rendition.url.slice(-80)}`,
        url: shown.rendition.url,
        ...(fps !== undefined && { fps }),
        ...(durationMs !== undefined && { durationMs }),
        ...(width !== undefined && { width }),
        ...(height !== undefined && { height }),
      },
    }),
  };
}

// A saved response is not asked for again.
const asking: ReadonlySet<Verb> = new Set<Verb>(['checkNow', 'setKey', 'setBaseUrl', 'resume']);

function cards(source: PanelSource, all: readonly Notice[]): readonly Notice[] {
  return source.kind === 'file'
    ? all.map((card) => ({ ...card, actions: card.actions.filter(({ verb }) => !asking.has(verb)) }))
    : all;
}

/** The whole state of a panel, or undefined when its task is gone. */
export function panelState(source: PanelSource, choice: PanelChoice, parts: Parts): PanelState | undefined {
  const content = contentOf(source, parts);
  if (content === undefined) {
    return undefined;
  }
  const { task, details } = content;
  const now = parts.clock.now();
  const provider = source.kind === 'file' ? t('Saved response') : providerOf(parts, task).name;
  const [variant] = details?.variants ?? [];
  const prompt = details?.prompt ?? task.prompt;
  return {
    subject: subjectOf(source),
    title: plainText(taskTitle(task), 200),
    summary: summaryText(task, provider),
    ...progress(task, now),
    ...video(task, details, choice.quality, now),
    ...picture(task, details),
    ...(choice.poster !== undefined && { poster: choice.poster }),
    notices: cards(source, notices(task, details, sceneOf(parts, task), now)),
    ...(prompt !== undefined && { prompt }),
    captions: variant?.captions ?? [],
    storyboard: variant?.storyboard ?? [],
    details: detailRows(task, details, provider),
    ...(task.linkExpiresAt !== undefined && { linkExpiresAt: task.linkExpiresAt }),
    ...(task.checkedAt !== undefined && {
      checked: t('Checked {0}', agoText(task.checkedAt, now, words.language)),
    }),
    actions: actions(source, task),
    playback: playback(parts, choice.play),
    texts: panelTexts(),
  };
}
