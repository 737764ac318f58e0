// What an attempt to ask for a task came to.
import type { HttpAnswer, HttpResult, Reading } from './ports.ts';
import { readRetryAfter } from './retryAfter.ts';
import type { ErrorKind, Observation } from './task.ts';

export type Outcome =
  | { readonly kind: 'observed'; readonly observation: Observation; readonly body: string }
  | {
      readonly kind: 'error';
      readonly error: { readonly kind: ErrorKind; readonly httpStatus?: number; readonly message: string };
      readonly retryAfterMs?: number;
      /** What was answered, for Show Raw Response. */
      readonly body?: string;
    };

const isGood = (status: number): boolean => status >= 200 && status < 300;
const notFoundWords = /task_not_exist|task[ _]not[ _](exist|found)|not[ _]found|does not exist/i;
const quotaWords = /quota|insufficient|balance|credit|arrears|额度|余额|欠费/i;
const keyWords = /invalid[ _](api[ _])?(key|token)|unauthori[sz]ed|auth_|(login|authentication) fail/i;
// 407 is the word of a proxy, which sends no envelopes.
const httpCode = /^(?!407)[45]\d\d$/;
const rateWords = /rate[ _]?limit|too many requests|请求过于频繁/i;

/** What an HTTP status means, with the words of its body (wire-formats 2.18). */
function statusKind(status: number, words: string): ErrorKind {
  switch (status) {
    case 400:
      return notFoundWords.test(words) ? 'notFound' : 'badRequest';
    case 401:
      return 'keyRejected';
    case 402:
      return 'quota';
    case 403:
      return quotaWords.test(words) ? 'quota' : 'forbidden';
    case 404:
    case 410:
      return 'notFound';
    case 407:
      return 'proxy';
    case 408:
      return 'timeout';
    case 429:
      return quotaWords.test(words) ? 'quota' : 'rateLimited';
    case 425:
      return 'serverError';
    case 501:
      return 'badRequest';
    default:
      // CometAPI answers a malformed request with 500 and the code invalid_request: asking again would not help.
      return status >= 500 && !/invalid_request/.test(words) ? 'serverError' : 'badRequest';
  }
}

/** What an error envelope means when HTTP itself says that all is well (wire-formats 2.19). */
function envelopeKind(code: string, words: string): ErrorKind {
  if (notFoundWords.test(words)) {
    return 'notFound';
  }
  if (rateWords.test(words)) {
    return 'rateLimited';
  }
  if (quotaWords.test(words)) {
    return 'quota';
  }
  if (keyWords.test(words)) {
    return 'keyRejected';
  }
  return httpCode.test(code) ? statusKind(Number(code), words) : 'badAnswer';
}

/** What the provider says of a request or a task: a page cannot say it. */
const needsData: ReadonlySet<ErrorKind> = new Set(['badRequest', 'forbidden', 'notFound']);

function kindOf({ status, body }: HttpAnswer, reading: Reading | undefined): ErrorKind {
  const envelope = reading?.kind === 'error' ? reading : undefined;
  const { code = '', message = '' } = envelope ?? {};
  const words = `${code} ${message}`;
  if (isGood(status)) {
    const unreadable = reading === undefined && body.trim() !== '' ? 'notJson' : 'badAnswer';
    return envelope === undefined ? unreadable : envelopeKind(code, words);
  }
  const kind = statusKind(status, words);
  const isPage = body.trimStart().startsWith('<');
  return isPage && status < 500 && needsData.has(kind) ? 'notJson' : kind;
}

/** Judges an answer. `read` reads its body, which may be anything; `now` is epoch ms. */
export function judge(result: HttpResult, read: (body: string) => Reading | undefined, now: number): Outcome {
  if (!result.ok) {
    return { kind: 'error', error: result.error };
  }
  const { answer } = result;
  const reading = read(answer.body);
  if (isGood(answer.status) && reading?.kind === 'task') {
    return { kind: 'observed', observation: reading.observation, body: answer.body };
  }
  const retryAfterMs = readRetryAfter(answer.headers, now);
  return {
    kind: 'error',
    error: {
      kind: kindOf(answer, reading),
      httpStatus: answer.status,
      message: reading?.kind === 'error' ? reading.message : '',
    },
    body: answer.body,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

/**
 * Refuses an answer about another task. Some gateways name every task by an id of their own (the documented Luma body does):
 * that alone is no reason. It is one when the task was named rightly before, or when the id is that of another tracked task.
 */
export function refuseOtherTask(
  outcome: Outcome,
  namedRightly: boolean,
  isTracked: (id: string) => boolean,
): Outcome {
  const differs = outcome.kind === 'observed' && outcome.observation.warnings.includes('idDiffers');
  return differs && (namedRightly || outcome.observation.ids.some(isTracked))
    ? { kind: 'error', error: { kind: 'otherTask', httpStatus: 200, message: '' }, body: outcome.body }
    : outcome;
}
