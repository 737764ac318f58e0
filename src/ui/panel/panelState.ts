import { hiddenText, statusText, taskTitle } from '../../domain/describe.ts';
import { plainText } from '../../domain/plainText.ts';
import type { Task, TaskDetails } from '../../domain/task.ts';
import { isActive } from '../../domain/transition.ts';
import { agoText, percentText, spanText } from '../../domain/units.ts';
import type { Action, PanelState, Playback, Verb } from '../../protocol/state.ts';
import type { Parts } from '../parts.ts';
import { providerOf, sceneOf } from '../providerOf.ts';
import { t, words } from '../words.ts';
import type { PanelChoice } from './choice.ts';
import { soundOf } from './codecNotices.ts';
import { detailRows, summaryText } from './details.ts';
import { notices } from './notices.ts';
import { offered } from './offers.ts';
import { isSoundNoticeHidden } from './soundNotice.ts';
import { promptOf, subjectOf, type PanelSource } from './source.ts';
import { panelTexts } from './texts.ts';
import { timelineRows } from './timeline.ts';
import { chosenVariant, variantChoices } from './variants.ts';
import { movieOf, shownVideo, type Shown } from './video.ts';

function playback(parts: Parts, play: boolean): Playback {
  const { settings } = parts;
  return {
    autoPlay: settings.boolean('playback.autoPlay', false),
    ...(play && { play }),
    loop: settings.boolean('playback.loop', true),
    muted: settings.boolean('playback.muted', false),
    captions: settings.word('playback.captions', ['list', 'overlay', 'both', 'off']),
  };
}

function compact(verb: Verb, label: string, icon: string): Action {
  return { verb, label, icon, isCompact: true };
}

/** The most used ones first. */
function actions(source: PanelSource, task: Task, hasCaptions: boolean): readonly Action[] {
  const check = compact('checkNow', t('Check Now'), 'refresh');
  const bundle = compact('exportBundle', t('Export Bundle...'), 'export');
  const { playable } = task;
  const wanted: readonly (Action | false)[] = [
    source.kind === 'query' && { verb: 'track', label: t('Track This Task'), icon: 'add' },
    source.kind === 'task' && !playable && { ...check, isCompact: false },
    playable && { verb: 'saveVideo', label: t('Save Video As...'), icon: 'save' },
    playable && { ...bundle, isCompact: source.kind === 'query' },
    playable && hasCaptions && compact('saveCaptions', t('Save Captions...'), 'list-unordered'),
    playable && compact('copyLink', t('Copy Video Link'), 'link'),
    playable && compact('openInBrowser', t('Open in Browser'), 'link-external'),
    playable && compact('compare', t('Compare...'), 'diff'),
    compact('copyId', t('Copy Task ID'), 'copy'),
    compact('showRaw', t('Show Raw Response'), 'json'),
    compact('newWindow', t('Move into New Window'), 'empty-window'),
    source.kind === 'task' && playable && check,
  ];
  return wanted.filter((action) => action !== false);
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

/** The whole state of a panel. */
export function panelState(
  source: Exclude<PanelSource, { kind: 'compare' }>,
  content: Shown,
  choice: PanelChoice,
  parts: Parts,
): PanelState {
  const { task, details } = content;
  const now = parts.clock.now();
  const provider = source.kind === 'file' ? t('Saved response') : providerOf(parts, task).name;
  const found = chosenVariant(details, choice.variant);
  const variant = found?.variant;
  const shown = shownVideo(source, content, choice, parts);
  const poster = choice.posters.get(variant?.thumbnail ?? '');
  const prompt = promptOf(content);
  const sound = soundOf(movieOf(content, choice), choice.isSilent, isSoundNoticeHidden(parts));
  return {
    subject: subjectOf(source),
    title: plainText(taskTitle(task), 200),
    summary: summaryText(task, provider),
    ...progress(task, now),
    ...shown.state,
    ...picture(task, details),
    ...(poster !== undefined && { poster }),
    variants: variantChoices(details, found?.id, choice.posters),
    notices: [
      ...notices(task, details, sceneOf(parts, task)),
      ...(shown.notice ? [shown.notice] : sound.notices),
    ].map((card) => ({ ...card, actions: offered(source, card.actions) })),
    ...(prompt !== undefined && { prompt }),
    captions: variant?.captions ?? [],
    storyboard: variant?.storyboard ?? [],
    ...(variant?.textsOutside !== undefined && { captionsNote: hiddenText(variant.textsOutside, t) }),
    details: detailRows(task, details, provider),
    timeline: timelineRows(task, source.kind === 'task' ? parts.list.timeline(task.key) : []),
    hasAnswer: source.kind === 'task' ? task.checkedAt !== undefined : source.snapshot.answer !== undefined,
    ...(sound.noSound !== undefined && { noSound: sound.noSound }),
    ...(shown.linkExpiresAt !== undefined && { linkExpiresAt: shown.linkExpiresAt }),
    ...(task.checkedAt !== undefined && {
      checkedAt: task.checkedAt,
      checked: t('Checked {0}', agoText(task.checkedAt, now, words.language)),
    }),
    actions: offered(source, actions(source, task, (variant?.captions.length ?? 0) > 0)),
    playback: playback(parts, choice.play),
    texts: panelTexts(),
  };
}
