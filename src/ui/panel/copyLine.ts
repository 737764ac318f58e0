import type { CopyState as Held } from '../../engine/copyParts.ts';
import { bytesText } from '../../domain/units.ts';
import type { Action, CopyState, PanelState } from '../../protocol/state.ts';
import { copyProblemText } from '../copyProblem.ts';
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
        actions: [{ verb: 'removeCopy', label: t('Remove the Copy'), icon: 'trash' }],
      };
    case 'failed': {
      const label = held.problem.kind === 'tooLarge' ? t('Download Anyway') : t('Try Again');
      return { text: copyProblemText(held.problem), actions: [{ ...keep(), label }] };
    }
  }
}

/** What stands in place of the picture while the file is on its way. */
export function loadingProgress(held: Held): Pick<PanelState, 'progress'> {
  if (held.state !== 'queued' && held.state !== 'loading') {
    return {};
  }
  const value = fraction(held);
  return { progress: { text: copyLine(held).text, ...(value !== undefined && { value }) } };
}
