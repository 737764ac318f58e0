import type { CopyProblem } from '../domain/copyPorts.ts';
import { preferredFiles } from '../domain/videoFiles.ts';
import type { CopyParts, CopyState } from './copyParts.ts';

/** What another attempt, unasked, would not change. */
const lasting: ReadonlySet<CopyProblem['kind']> = new Set(['gone', 'tooLarge', 'noRoom']);

function isOpen(known: CopyState): boolean {
  return known.state === 'none' || (known.state === 'failed' && !lasting.has(known.problem.kind));
}

/** The ids of the files of a task that are kept unasked: the preferred one of each generation, unless that is in vain. */
export function filesToKeep(
  { list, settings }: Pick<CopyParts, 'list' | 'settings'>,
  key: string,
  stateOf: (id: string) => CopyState,
): readonly string[] {
  return preferredFiles(list.details(key), settings.preferredQuality())
    .map(({ id }) => id)
    .filter((id) => isOpen(stateOf(id)));
}
