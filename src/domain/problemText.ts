import type { RequestProblem } from './provider.ts';
import type { RecogniseProblem } from './recognise.ts';
import type { Translate } from './text.ts';

/** Everything for which a pasted text, an id or a task is refused before any request. */
export type Problem = RequestProblem | RecogniseProblem | 'providerUnknown' | 'listFull';

/** Why something was refused, and what would be right. */
export function problemText(problem: Problem, t: Translate): string {
  switch (problem) {
    case 'idEmpty':
      return t('Enter a task id.');
    case 'idTooLong':
      return t('This is too long for a task id. At most 512 characters are allowed.');
    case 'idCharacters':
      return t('A task id holds only letters, digits and . _ : + = - characters.');
    case 'idPath':
      return t('This is a path, not a task id.');
    case 'tooLong':
      return t('This text is too long. Paste the task id alone.');
    case 'notJson':
      return t('This looks like JSON, but it is not complete. Paste the whole response.');
    case 'noId':
      return t('No task id was found in this link.');
    case 'secret':
      return t('This looks like an API key. Paste the task id here; keys are set with “Set API Key...”.');
    case 'baseUrlMissing':
      return t('This provider needs a base URL first.');
    case 'baseUrlRefused':
      return t('The base URL of this provider cannot be used. Only https addresses are allowed.');
    case 'providerUnknown':
      return t('There is no such provider.');
    case 'listFull':
      return t('The list is full (10,000 tasks). Clear finished tasks first.');
  }
}
