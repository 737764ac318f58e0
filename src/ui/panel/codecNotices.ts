import type { Movie } from '../../domain/movie/movie.ts';
import { isLikelyPlayable } from '../../domain/movie/support.ts';
import type { Action, Notice } from '../../protocol/state.ts';
import { t } from '../words.ts';

const outside = (): readonly Action[] => [
  { verb: 'openDefaultPlayer', label: t('Open in Default Player') },
  { verb: 'saveVideo', label: t('Save Video As...') },
];

/**
 * Why VS Code cannot play a file that is here, and the way out; undefined where it can. Before the attempt where no browser could,
 * after it for codecs that some windows play (HEVC, AV1, VP9), and for a file that is damaged.
 */
export function unplayableNotice(movie: Movie | undefined, hasFailed: boolean): Notice | undefined {
  const playable = movie?.video && isLikelyPlayable(movie.video.name);
  if (movie?.video && (playable === 'no' || (playable === 'maybe' && hasFailed))) {
    const title = t('VS Code cannot play {0} video.', movie.video.name);
    return { tone: 'warning', title, actions: outside() };
  }
  const again = { verb: 'reloadCopy', label: t('Download Again'), icon: 'refresh' } as const;
  const title = t('The file is incomplete or damaged.');
  return hasFailed ? { tone: 'warning', title, actions: [again, ...outside().slice(0, 1)] } : undefined;
}

/** What is said of a missing sound: a card on the way out, unless it is not wanted any more, and why there is none. */
export function soundOf(
  movie: Movie | undefined,
  isSilent: boolean | undefined,
  isHidden: boolean,
): { readonly notices: readonly Notice[]; readonly noSound?: string } {
  if (movie?.audio === undefined) {
    return { notices: [], ...(movie?.video && { noSound: t('This video has no sound track.') }) };
  }
  if (isSilent !== true) {
    return { notices: [] };
  }
  const { name } = movie.audio;
  const title = t(
    'This video has {0} sound, which VS Code cannot play. The picture plays without sound.',
    name,
  );
  const hide = {
    verb: 'hideSoundNotice',
    label: t("Don't Show Again"),
    icon: 'close',
    isCompact: true,
  } as const;
  return {
    notices: isHidden ? [] : [{ tone: 'info', title, actions: [...outside(), hide] }],
    noSound: t('No sound: {0} is not supported here', name),
  };
}
