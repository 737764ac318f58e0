import type { Movie } from '../../domain/movie/movie.ts';
import { isLikelyPlayable } from '../../domain/movie/support.ts';
import type { Notice } from '../../protocol/state.ts';
import { t } from '../words.ts';
import type { VideoChoice } from './video.ts';

/**
 * What VS Code cannot play of a file, and the way out: before the attempt where no browser could, after it for codecs that some
 * windows play (HEVC, AV1, VP9). Silence is what the page has heard of a sound track.
 */
export function codecNotices(
  movie: Movie | undefined,
  { isSilent, hasFailed }: Pick<VideoChoice, 'hasFailed' | 'isSilent'>,
): readonly Notice[] {
  const actions = [
    { verb: 'openDefaultPlayer', label: t('Open in Default Player') },
    { verb: 'saveVideo', label: t('Save Video As...') },
  ] as const;
  const found: Notice[] = [];
  const playable = movie?.video && isLikelyPlayable(movie.video.name);
  if (movie?.video && (playable === 'no' || (playable === 'maybe' && hasFailed))) {
    found.push({ tone: 'warning', title: t('VS Code cannot play {0} video.', movie.video.name), actions });
  }
  if (movie?.audio !== undefined && isSilent) {
    const title = t(
      'This video has {0} sound, which VS Code cannot play. The picture plays without sound.',
      movie.audio.name,
    );
    found.push({ tone: 'info', title, actions });
  }
  return found;
}
