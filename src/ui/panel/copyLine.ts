import type { CopyState as Held } from '../../engine/copyParts.ts';
import type { CopyProblem } from '../../domain/copyPorts.ts';
import type { Task } from '../../domain/task.ts';
import { agoText, bytesText } from '../../domain/units.ts';
import type { Action, CopyState, Notice, PanelState } from '../../protocol/state.ts';
import { copyProblemText, waysOut } from '../copyProblem.ts';
import type { Parts } from '../parts.ts';
import { providerOf } from '../providerOf.ts';
import { t, words } from '../words.ts';

const size = (bytes: number): string => bytesText(bytes, words.language);

const keep = (): Action => ({ verb: 'keepCopy', label: t('Keep a Local Copy'), icon: 'cloud-download' });

function loadingText({ bytes, total }: Extract<Held, { state: 'loading' }>): string {
  return total === undefined
    ? t('Downloading · {0}', size(bytes))
    : t('Downloading · {0} of {1}', size(bytes), size(total));
}

function fraction(held: Held): number | undefined {
  return held.state === 'loading' && held.total !== undefined
    ? Math.min(1, held.bytes / held.total)
    : undefined;
}

function buttons(kind: CopyProblem['kind']): readonly Action[] {
  return waysOut(kind).filter((way) => way.verb !== 'copySettings');
}

/** How it stands with the copy of the file that is shown. */
export function copyLine(held: Held): CopyState {
  const value = fraction(held);
  const progress = value === undefined ? {} : { value };
  switch (held.state) {
    case 'none':
      return { text: t('No local copy'), actions: [keep()] };
    case 'queued':
      return { text: t('Waiting to be downloaded'), actions: [{ verb: 'cancelCopy', label: t('Cancel') }] };
    case 'loading':
      return { text: loadingText(held), ...progress, actions: [{ verb: 'cancelCopy', label: t('Cancel') }] };
    case 'kept':
      return {
        text: t('Local copy · {0}', size(held.bytes)),
        actions: [{ verb: 'removeCopy', label: t('Remove the Copy'), icon: 'trash', isCompact: true }],
      };
    case 'failed':
      return { text: copyProblemText(held.problem), actions: buttons(held.problem.kind) };
  }
}

function goneText(task: Task, parts: Pick<Parts, 'clock' | 'settings'>): string {
  const { finishedAt } = task;
  const { name } = providerOf(parts, task);
  return finishedAt === undefined
    ? t('{0} no longer stores this video.', name)
    : t(
        '{0} no longer stores this video. It was finished {1}.',
        name,
        agoText(finishedAt, parts.clock.now(), words.language),
      );
}

/** Why nothing can be played, and what can be done: then there is no line for the copy, which would say the same. */
export function missingNotice(
  held: Held,
  hasEnded: boolean,
  task: Task,
  parts: Pick<Parts, 'clock' | 'settings'>,
): Notice {
  if (held.state === 'failed' && held.problem.kind === 'gone') {
    return { tone: 'warning', title: goneText(task, parts), actions: [] };
  }
  if (held.state === 'failed' && (!hasEnded || held.problem.kind !== 'expired')) {
    return { tone: 'warning', title: copyProblemText(held.problem), actions: buttons(held.problem.kind) };
  }
  return hasEnded
    ? { tone: 'warning', title: t('The video link has expired.'), actions: buttons('expired') }
    : { tone: 'info', title: t('This video can be played from a local copy only.'), actions: [keep()] };
}

/** What stands in place of the picture while the file is on its way. */
export function loadingProgress(held: Held): Pick<PanelState, 'progress'> {
  if (held.state !== 'queued' && held.state !== 'loading') {
    return {};
  }
  return { progress: copyLine(held) };
}
