import type { CopyProblem } from '../../domain/copyPorts.ts';
import { fingerprint } from '../../domain/fingerprint.ts';
import { isExpired } from '../../domain/links.ts';
import type { Movie } from '../../domain/movie/movie.ts';
import type { Task } from '../../domain/task.ts';
import type { VideoFile } from '../../domain/videoFiles.ts';
import type { CopyState as Held } from '../../engine/copyParts.ts';
import type { Notice, PanelState, PanelVideo } from '../../protocol/state.ts';
import type { Parts } from '../parts.ts';
import type { PanelChoice } from './choice.ts';
import { unplayableNotice } from './codecNotices.ts';
import { copyLine, loadingProgress, missingNotice } from './copyLine.ts';
import { chosenFile, playable, qualities } from './qualities.ts';
import type { Content, PanelSource } from './source.ts';
import { chosenVariant } from './variants.ts';

/** What of a task a panel shows. */
export interface Shown extends Content {
  /** Position of the variant, from 0. */
  readonly variant: number;
  /** Absent where the variant has none that can be played. */
  readonly file?: VideoFile;
}

/** What a panel plays, or why it plays nothing. */
export interface Playable {
  readonly state: Pick<PanelState, 'copy' | 'progress' | 'qualities' | 'video'>;
  readonly linkExpiresAt?: number;
  /** Stands in place of the picture. */
  readonly notice?: Notice;
}

const qualityWishes = ['source', 'md', 'ld', 'smallest'] as const;
/** Problems that say that no link leads to the file any more. */
const over: ReadonlySet<CopyProblem['kind']> = new Set(['expired', 'gone']);
/** Problems that say that a link is not to be opened, by the page neither. */
const barred: ReadonlySet<CopyProblem['kind']> = new Set(['notVideo', 'refused']);

/** The variant and the file that a panel shows, as the person has chosen them or prefers them. */
export function shownOf(content: Content, choice: PanelChoice, { settings }: Parts): Shown {
  const { details } = content;
  const variant = chosenVariant(details, choice.variant)?.index ?? 0;
  const wish = settings.word('playback.preferredQuality', qualityWishes);
  const file = chosenFile(details, variant, choice.quality, wish);
  return { ...content, variant, ...(file && { file }) };
}

/** What the copy of the file that is shown says of itself. */
export function movieOf({ task, file }: Shown, choice: PanelChoice): Movie | undefined {
  return file && choice.movieOf(task.key, file.id);
}

function heldOf(source: PanelSource, task: Task, file: VideoFile, { copies }: Parts): Held {
  if (source.kind === 'file' && source.video !== undefined) {
    return { state: 'kept', bytes: file.rendition.bytes ?? 0, path: source.video };
  }
  return copies.state(task.key, file.id);
}

function playerOf(
  { task }: Shown,
  { id, rendition }: VideoFile,
  choice: PanelChoice,
  local: string | undefined,
): PanelVideo {
  const { fps, frameCount: _, ...size } = choice.movieOf(task.key, id)?.video ?? {};
  const facts = { fps: task.fps, durationMs: task.durationMs, width: task.width, height: task.height };
  const known = { ...facts, ...rendition, ...size, fps: fps ?? task.fps };
  const url = local ?? rendition.url;
  return {
    // A renewed link is another file to play.
    id: fingerprint(`${id} ${url}`),
    url,
    ...(local !== undefined && { local: true }),
    ...(known.fps !== undefined && { fps: known.fps }),
    ...(known.durationMs !== undefined && { durationMs: known.durationMs }),
    ...(known.width !== undefined && { width: known.width }),
    ...(known.height !== undefined && { height: known.height }),
  };
}

/** What goes on playing while another file of the same result cannot: the one that was played before it, else any that is here. */
function substitute(
  source: PanelSource,
  shown: Shown,
  choice: PanelChoice,
  parts: Parts,
): PanelVideo | undefined {
  const here = playable(shown.details, shown.variant).flatMap((file) => {
    const held = heldOf(source, shown.task, file, parts);
    return held.state === 'kept' ? [{ file, path: held.path }] : [];
  });
  const found = here.find(({ file }) => file.id === choice.before) ?? here[0];
  return found && playerOf(shown, found.file, choice, choice.addressOf(found.path));
}

/**
 * Whether the page may have the link. In a page that has it, it plays on until it fails: when it has ended, and while a copy is on
 * its way.
 */
function mayStream(
  { rendition: { expiresAt, needsKey } }: VideoFile,
  held: Held,
  { id }: PanelVideo,
  { failed, given }: PanelChoice,
  now: number,
): boolean {
  const plays = given.has(id) && !failed.has(id);
  if (needsKey || held.state === 'queued' || held.state === 'loading') {
    return !needsKey && plays;
  }
  const problem = held.state === 'failed' ? held.problem.kind : undefined;
  if (problem !== undefined && (barred.has(problem) || failed.has(id))) {
    return false;
  }
  const isOver = isExpired(expiresAt, now) || (problem !== undefined && over.has(problem));
  return !isOver || plays;
}

/**
 * What is played: the copy on this computer, which outlives the link; while one is on its way, its progress; else the link itself,
 * unless it has ended, was refused or opens with the key only.
 */
export function shownVideo(source: PanelSource, shown: Shown, choice: PanelChoice, parts: Parts): Playable {
  const { details, file, task, variant } = shown;
  if (file === undefined) {
    return { state: { qualities: [] } };
  }
  const held = heldOf(source, task, file, parts);
  const choices = { qualities: qualities(playable(details, variant), file.id) };
  const line = source.kind === 'file' ? {} : { copy: copyLine(held) };
  if (held.state === 'kept') {
    const video = playerOf(shown, file, choice, choice.addressOf(held.path));
    const notice = unplayableNotice(movieOf(shown, choice), choice.failed.has(video.id));
    return notice ? { state: choices, notice } : { state: { ...choices, ...line, video } };
  }
  const { expiresAt } = file.rendition;
  const link = expiresAt === undefined ? {} : { linkExpiresAt: expiresAt };
  const now = parts.clock.now();
  const streamed = playerOf(shown, file, choice, undefined);
  const video = mayStream(file, held, streamed, choice, now)
    ? streamed
    : substitute(source, shown, choice, parts);
  if (video !== undefined) {
    return { state: { ...choices, ...line, video }, ...link };
  }
  return held.state === 'queued' || held.state === 'loading'
    ? { state: { ...choices, ...loadingProgress(held) }, ...link }
    : { state: choices, notice: missingNotice(held, isExpired(expiresAt, now), task, parts), ...link };
}
