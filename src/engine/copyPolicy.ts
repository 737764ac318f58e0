import type { CopyProblem, CopySettings } from '../domain/copyPorts.ts';
import type { TaskDetails } from '../domain/task.ts';
import { preferredFiles } from '../domain/videoFiles.ts';
import type { CopyState } from './copyParts.ts';

/** What another attempt, unasked, would not change. */
const lasting: ReadonlySet<CopyProblem['kind']> = new Set(['gone', 'tooLarge', 'noRoom']);

function isOpen(known: CopyState): boolean {
  return known.state === 'none' || (known.state === 'failed' && !lasting.has(known.problem.kind));
}

/** The ids of the files of a task that are kept unasked: the preferred one of each generation, unless that is in vain. */
export function filesToKeep(
  details: TaskDetails | undefined,
  settings: Pick<CopySettings, 'preferredQuality'>,
  stateOf: (id: string) => CopyState,
): readonly string[] {
  return preferredFiles(details, settings.preferredQuality())
    .map(({ id }) => id)
    .filter((id) => isOpen(stateOf(id)));
}
