// Why there is no local copy, for people.
import type { CopyProblem } from '../domain/copyPorts.ts';
import type { FileKind } from '../domain/movie/sniff.ts';
import { errorMark } from '../domain/errorText.ts';
import { bytesText, percentText } from '../domain/units.ts';
import type { Action } from '../protocol/state.ts';
import { t, words } from './words.ts';

function kindText(kind: FileKind): string {
  switch (kind) {
    case 'html':
      return t('a web page');
    case 'json':
    case 'xml':
    case 'text':
      return t('text');
    default:
      return t('another kind of file');
  }
}

const size = (bytes: number): string => bytesText(bytes, words.language);

/** One or two sentences. */
export function copyProblemText(problem: CopyProblem): string {
  switch (problem.kind) {
    case 'noSpace':
      return problem.bytes === undefined
        ? t('Not enough disk space for the local copy.')
        : t('Not enough disk space for the local copy ({0} needed).', size(problem.bytes));
    case 'storage':
      return t('The local copy could not be written.');
    case 'expired':
      return t('The video link has expired.');
    case 'gone':
      return t('The provider no longer stores this video.');
    case 'tooLarge':
      return t('This video is {0}. Automatic copies stop at {1}.', size(problem.bytes), size(problem.limit));
    case 'noRoom':
      return t(
        'Local copies have reached their limit of {0}, and none of them has been watched.',
        size(problem.limit),
      );
    case 'notVideo':
      return t('The link did not return a video but {0}.', kindText(problem.found));
    case 'interrupted':
      return problem.total === undefined
        ? t('The download stopped.')
        : t('The download stopped at {0}.', percentText(problem.bytes / problem.total, words.language));
    case 'refused':
      return t('The link leads to a private address and was not opened.');
    case 'network':
      return t('The video could not be downloaded: {0}.', errorMark(problem.error, t));
    case 'cancelled':
      return t('The download was cancelled.');
  }
}

/** Something that can be done about a problem. A panel has no button for the settings. */
export type WayOut = Action | { readonly verb: 'copySettings'; readonly label: string };

const again = (label = t('Try Again')): Action => ({ verb: 'keepCopy', label, icon: 'cloud-download' });

/** What can be done when there is no copy, or a file could not be saved, the likeliest first. */
export function waysOut(kind: CopyProblem['kind'] | 'exists' | 'refusedThere'): readonly WayOut[] {
  const raw: Action = { verb: 'showRaw', label: t('Show Raw Response') };
  switch (kind) {
    case 'expired':
      return [{ verb: 'newLink', label: t('Get a New Link'), icon: 'refresh' }];
    case 'gone':
    case 'exists':
      return [];
    case 'interrupted':
      return [again(t('Resume'))];
    case 'refused':
      return [raw];
    case 'notVideo':
      return [raw, again()];
    case 'tooLarge':
      return [again(t('Download Anyway'))];
    case 'noRoom':
      return [{ verb: 'copySettings', label: t('Open Settings') }, again()];
    default:
      return [again()];
  }
}
