import { warningText } from '../../domain/describe.ts';
import { errorText, type ErrorScene } from '../../domain/errorText.ts';
import type { ErrorKind, Task, TaskDetails, TaskError } from '../../domain/task.ts';
import { isActive } from '../../domain/transition.ts';
import type { Action, Notice, Verb } from '../../protocol/state.ts';
import { t, words } from '../words.ts';

function action(verb: Verb, label: string): Action {
  return { verb, label };
}

function wayOut(kind: ErrorKind): readonly Action[] {
  switch (kind) {
    case 'keyMissing':
    case 'keyUnusable':
      return [action('setKey', t('Set API Key...'))];
    case 'keyRejected':
      return [action('setKey', t('Update Key'))];
    case 'baseUrlMissing':
    case 'baseUrlRefused':
      return [action('setBaseUrl', t('Set Base URL...'))];
    case 'notJson':
      return [
        action('setBaseUrl', t('Set Base URL...')),
        action('showRaw', t('Show Raw Response')),
        action('checkNow', t('Check Again')),
      ];
    case 'dns':
      return [action('setBaseUrl', t('Set Base URL...')), action('checkNow', t('Check Again'))];
    case 'tls':
    case 'proxy':
      return [action('proxySettings', t('Open Proxy Settings')), action('checkNow', t('Check Again'))];
    case 'notFound':
      return [
        action('changeProvider', t('Change Provider...')),
        action('copyId', t('Copy Task ID')),
        action('checkNow', t('Check Again')),
      ];
    case 'forbidden':
      return [
        action('setKey', t('Update Key')),
        action('showRaw', t('Show Raw Response')),
        action('checkNow', t('Check Again')),
      ];
    case 'badAnswer':
    case 'badRequest':
      return [action('showRaw', t('Show Raw Response')), action('checkNow', t('Check Again'))];
    default:
      return [action('checkNow', t('Check Again'))];
  }
}

function errorNotice(error: TaskError, scene: ErrorScene): Notice {
  return {
    tone: error.kind === 'notFound' ? 'warning' : 'error',
    title: errorText(error, scene, words),
    ...(error.message !== '' && { text: error.message }),
    actions: wayOut(error.kind),
  };
}

function failureNotice(task: Task, scene: ErrorScene, details: TaskDetails | undefined): Notice {
  const refused = details?.moderation === 'rejected';
  const code = task.failure?.code;
  return {
    tone: 'error',
    title: refused
      ? t('The request was refused by the content filter.')
      : t('{0} reports that the generation failed.', scene.provider),
    text: `${task.failure?.message ?? t('No reason was given.')}${code === undefined ? '' : ` (${code})`}`,
    actions: [action('copyPrompt', t('Copy Prompt')), action('showRaw', t('Show Raw Response'))],
  };
}

/** The cards about a task: what happened, and what the person can do. */
export function notices(task: Task, details: TaskDetails | undefined, scene: ErrorScene): readonly Notice[] {
  const found: Notice[] = [];
  if (task.status === 'failed') {
    found.push(failureNotice(task, scene, details));
  }
  if (task.error !== undefined) {
    found.push(errorNotice(task.error, scene));
  }
  if (task.stopped !== undefined && !isActive(task)) {
    found.push({
      tone: 'info',
      title:
        task.stopped === 'age' ? t('This task is not checked any more.') : t('You have stopped this task.'),
      actions: [action('resume', t('Resume Tracking'))],
    });
  }
  // What is said of hidden captions stands beside the list of the others.
  const odd = (details?.warnings ?? [])
    .filter((warning) => warning !== 'captionsOutside')
    .map((warning) => warningText(warning, t));
  return odd.length === 0 ? found : [...found, { tone: 'info', title: odd.join(' '), actions: [] }];
}
