import type { Movie } from '../../domain/movie/movie.ts';
import { isExpired } from '../../domain/links.ts';
import type { Task, TaskDetails } from '../../domain/task.ts';
import type { VideoFile } from '../../domain/videoFiles.ts';
import type { CopyState as Held } from '../../engine/copyParts.ts';
import type { PanelState, PanelVideo } from '../../protocol/state.ts';
import type { Parts } from '../parts.ts';
import { copyLine, loadingProgress } from './copyLine.ts';
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
  /** The page could not play the file. */
  readonly hasFailed?: boolean;
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

/** No link leads to the file any more. */
function isLost(held: Held): boolean {
  return held.state === 'failed' && (held.problem.kind === 'expired' || held.problem.kind === 'gone');
}

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

/**
 * What is played: the copy on this computer, which outlives the link; while one is on its way, its progress; else the link itself,
 * unless it has expired or opens with the key only.
 */
export function shownVideo(
  source: PanelSource,
  shown: Shown,
  choice: VideoChoice,
  parts: Parts,
): {
  readonly state: Pick<PanelState, 'qualities' | 'video' | 'progress' | 'copy'>;
  readonly linkExpiresAt?: number;
} {
  const file = fileOf(shown, choice, parts);
  if (file === undefined) {
    return { state: { qualities: [] } };
  }
  const { expiresAt, needsKey } = file.rendition;
  const held = heldOf(source, shown.task, file, parts);
  const choices = qualities(playable(shown.details, shown.variant), file.id);
  const copy = source.kind === 'file' ? {} : { copy: copyLine(held) };
  if (held.state === 'kept') {
    const video = playerOf(shown, file, choice, choice.addressOf(held.path));
    return { state: { qualities: choices, ...copy, video } };
  }
  const link = expiresAt === undefined ? {} : { linkExpiresAt: expiresAt };
  if (held.state === 'queued' || held.state === 'loading') {
    // Another file of the same result goes on playing until the chosen one is here.
    const other = playable(shown.details, shown.variant).find(
      (each) => heldOf(source, shown.task, each, parts).state === 'kept',
    );
    const meanwhile = other && heldOf(source, shown.task, other, parts);
    const video =
      other && meanwhile?.state === 'kept'
        ? { video: playerOf(shown, other, choice, choice.addressOf(meanwhile.path)) }
        : loadingProgress(held);
    return { state: { qualities: choices, ...copy, ...video }, ...link };
  }
  const isOver = isExpired(expiresAt, parts.clock.now()) || isLost(held);
  return isOver || needsKey
    ? { state: { qualities: [], ...copy }, ...link }
    : { state: { qualities: choices, ...copy, video: playerOf(shown, file, choice, undefined) }, ...link };
}
