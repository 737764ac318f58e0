// What the status bar item says.
import { networkText } from '../../domain/errorText.ts';
import type { Task } from '../../domain/task.ts';
import { isActive } from '../../domain/transition.ts';
import type { Parts } from '../parts.ts';
import { needsKey } from '../tree/taskItem.ts';
import { isRejected } from '../providerOf.ts';
import { unwatched, unwatchedText } from '../tree/view.ts';
import { t } from '../words.ts';
import { crowdsOf, heldUpText, isHeldUp, isLimited, paceText } from './pace.ts';

/** One state of the item. */
export interface Face {
  readonly text: string;
  readonly sentence: string;
  readonly command: string;
  readonly arguments?: readonly unknown[];
  readonly warning?: true;
}

const focus = { command: 'videoTasks.tasks.focus' } as const;

function keylessFace(keyless: readonly [Task, ...Task[]]): Face {
  const count = keyless.length;
  return {
    text: `$(key) ${count}`,
    sentence: count === 1 ? t('1 task needs a key.') : t('{0} tasks need a key.', count),
    command: 'videoTasks.setApiKey',
    arguments: [keyless[0].key],
    warning: true,
  };
}

function activeFace(parts: Parts, active: readonly Task[], unseen: number): Face {
  const now = parts.clock.now();
  const trouble = parts.gate.trouble();
  const crowds = crowdsOf(parts, active);
  const heldUp = crowds.filter((crowd) => isHeldUp(crowd, now));
  const count = active.length;
  if (trouble !== undefined) {
    return { text: `$(debug-disconnect) ${count}`, sentence: networkText(trouble, t), ...focus };
  }
  const waits = heldUp.map((crowd) => heldUpText(crowd));
  if (heldUp.length > 0 && heldUp.length === crowds.length) {
    const icon = heldUp.every(isLimited) ? 'debug-pause' : 'debug-disconnect';
    return { text: `$(${icon}) ${count}`, sentence: waits.join(' '), ...focus };
  }
  const more = unseen === 0 ? '' : ` · ${t('{0} new', unseen)}`;
  const sentence = [paceText(active, crowds, now), ...waits].join(' ');
  return { text: `$(sync~spin) ${count}${more}`, sentence, ...focus };
}

function unseenFace(unseen: readonly Task[]): Face {
  const [only] = unseen;
  const open = unseen.length === 1 && only ? { command: 'videoTasks.play', arguments: [only.key] } : focus;
  return {
    text: `$(play-circle) ${unseen.length}`,
    sentence: t('{0}.', unwatchedText(unseen.length)),
    ...open,
  };
}

/** What there is to say now, or undefined when there is nothing. */
export function faceOf(parts: Parts): Face | undefined {
  const tasks = parts.list.all();
  const active = tasks.filter(isActive);
  const unseen = unwatched(tasks);
  if (!parts.settings.watching() && active.length > 0) {
    return {
      text: '$(debug-pause)',
      sentence: t('Watching is paused.'),
      command: 'videoTasks.resumeWatching',
    };
  }
  const [keyless, ...others] = active.filter((task) => needsKey(task, isRejected(parts, task)));
  if (keyless !== undefined) {
    return keylessFace([keyless, ...others]);
  }
  if (active.length > 0) {
    return activeFace(parts, active, unseen.length);
  }
  if (unseen.length > 0) {
    return unseenFace(unseen);
  }
  const lost = tasks.filter(({ status, watchedAt }) => status === 'failed' && watchedAt === undefined);
  if (lost.length > 0) {
    const sentence = lost.length === 1 ? t('1 video failed.') : t('{0} videos failed.', lost.length);
    return { text: `$(error) ${lost.length}`, sentence, ...focus };
  }
  return undefined;
}
