// Why there is no local copy, for people.
import type { CopyProblem } from '../domain/copyPorts.ts';
import type { FileKind } from '../domain/movie/sniff.ts';
import { errorMark } from '../domain/errorText.ts';
import { bytesText, percentText } from '../domain/units.ts';
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
