import type { CopyProblem } from '../../domain/copyPorts.ts';
import type { Movie } from '../../domain/movie/movie.ts';
import { isExpired } from '../../domain/links.ts';
import type { Task, TaskDetails } from '../../domain/task.ts';
import type { VideoFile } from '../../domain/videoFiles.ts';
import type { CopyState as Held } from '../../engine/copyParts.ts';
import type { Notice, PanelState, PanelVideo } from '../../protocol/state.ts';
import type { Parts } from '../parts.ts';
import { unplayableNotice } from './codecNotices.ts';
import { copyLine, loadingProgress, missingNotice } from './copyLine.ts';
import { chosenFile, playable, qualities } from './qualities.ts';
import type { PanelChoice } from './panelState.ts';
import { contentOf, type PanelSource } from './source.ts';
import { chosenVariant } from './variants.ts';

/** What of a panel decides which file it plays. */
export interface VideoChoice {
  /** Id of the file, see `videoFiles`. */
  readonly quality?: string;
  /** What the file that is played says of itself. */
  readonly movie?: Movie;
  /** No sound was decoded in a second of playback. */
  readonly isSilent?: boolean;
  /** Id of the video that the page could not play. */
  readonly failed?: string;
  /** Id of the file that was chosen before this one. */
  readonly before?: string;
  /** The page's address of a video that lies on this computer; `path` is absolute. */
  readonly addressOf: (path: string) => string;
}

/** A result of a task. */
export interface Shown {
  readonly task: Task;
  readonly details: TaskDetails | undefined;
  /** Position of the variant, from 0. */
  readonly variant: number;
}

const qualityWishes = ['source', 'md', 'ld', 'smallest'] as const;

/** The file of a panel's video, as the person has chosen it or prefers it. */
export function fileOf(
  { details, variant }: Shown,
  choice: VideoChoice,
  parts: Parts,
): VideoFile | undefined {
  const wish = parts.settings.word('playback.preferredQuality', qualityWishes);
  return chosenFile(details, variant, choice.quality, wish);
}

/** The file that a panel shows; undefined where there is none, and in a comparison. */
export function shownFile(source: PanelSource, choice: PanelChoice, parts: Parts): VideoFile | undefined {
  const content = source.kind === 'compare' ? undefined : contentOf(source, parts);
  if (content === undefined) {
    return undefined;
  }
  const { task, details } = content;
  return fileOf(
    { task, details, variant: chosenVariant(details, choice.variant)?.index ?? 0 },
    choice,
    parts,
  );
}

function heldOf(source: PanelSource, task: Task, file: VideoFile, { copies }: Parts): Held {
  if (source.kind === 'file' && source.video !== undefined) {
    return { state: 'kept', bytes: file.rendition.bytes ?? 0, path: source.video };
  }
  return copies.state(task.key, file.id);
}

/** Problems after which the link itself is of no use to the page, or must not get there. */
const lasting: ReadonlySet<CopyProblem['kind']> = new Set(['expired', 'gone', 'notVideo', 'refused']);

function playerOf(
  { task }: Shown,
  file: VideoFile,
  choice: VideoChoice,
  local: string | undefined,
): PanelVideo {
  const { rendition } = file;
  const { fps, frameCount: _, ...size } = choice.movie?.video ?? {};
  const facts = { fps: task.fps, durationMs: task.durationMs, width: task.width, height: task.height };
  const known = { ...facts, ...rendition, ...size, fps: fps ?? task.fps };
  return {
    // A renewed link differs in its signature at the end: it is another file to play.
    id: `${file.id} ${local ?? rendition.url}`.slice(-200),
    url: local ?? rendition.url,
    ...(local !== undefined && { local: true }),
    ...(known.fps !== undefined && { fps: known.fps }),
    ...(known.durationMs !== undefined && { durationMs: known.durationMs }),
    ...(known.width !== undefined && { width: known.width }),
    ...(known.height !== undefined && { height: known.height }),
  };
}

/** What a panel plays, or why it plays nothing. */
export interface Playable {
  readonly state: Pick<PanelState, 'copy' | 'progress' | 'qualities' | 'video'>;
  readonly linkExpiresAt?: number;
  /** Stands in place of the picture. */
  readonly notice?: Notice;
}

/** What goes on playing while another file of the same result cannot: the one that was played before it, else any that is here. */
function substitute(
  source: PanelSource,
  shown: Shown,
  choice: VideoChoice,
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
 * What is played: the copy on this computer, which outlives the link; while one is on its way, its progress; else the link itself,
 * unless it has expired or opens with the key only.
 */
export function shownVideo(source: PanelSource, shown: Shown, choice: VideoChoice, parts: Parts): Playable {
  const file = fileOf(shown, choice, parts);
  if (file === undefined) {
    return { state: { qualities: [] } };
  }
  const { expiresAt, needsKey } = file.rendition;
  const held = heldOf(source, shown.task, file, parts);
  const choices = qualities(playable(shown.details, shown.variant), file.id);
  const line = source.kind === 'file' ? {} : { copy: copyLine(held) };
  if (held.state === 'kept') {
    const video = playerOf(shown, file, choice, choice.addressOf(held.path));
    const notice = unplayableNotice(choice.movie, choice.failed === video.id);
    return notice
      ? { state: { qualities: choices }, notice }
      : { state: { qualities: choices, ...line, video } };
  }
  const link = expiresAt === undefined ? {} : { linkExpiresAt: expiresAt };
  const hasEnded = isExpired(expiresAt, parts.clock.now());
  const video = playerOf(shown, file, choice, undefined);
  const isLoading = held.state === 'queued' || held.state === 'loading';
  const isLost = held.state === 'failed' && (choice.failed === video.id || lasting.has(held.problem.kind));
  if (!isLoading && !hasEnded && !needsKey && !isLost) {
    return { state: { qualities: choices, ...line, video }, ...link };
  }
  const other = substitute(source, shown, choice, parts);
  if (other !== undefined) {
    return { state: { qualities: choices, ...line, video: other }, ...link };
  }
  return isLoading
    ? { state: { qualities: choices, ...loadingProgress(held) }, ...link }
    : { state: { qualities: [] }, notice: missingNotice(held, hasEnded, shown.task, parts), ...link };
}
