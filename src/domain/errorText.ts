// What went wrong, for people: what happened, why if known, what to do.
import type { NetworkTrouble } from './network.ts';
import type { ErrorKind, TaskError } from './task.ts';
import type { Translate, Words } from './text.ts';
import { timeText } from './units.ts';

/** Whom an error is about. */
export interface ErrorScene {
  /** Name of the provider. */
  readonly provider: string;
  /** Host of its base URL, when it has one. */
  readonly host: string;
  /** When the origin may be asked again, epoch ms. */
  readonly waitUntil?: number;
}

type Describe = (scene: ErrorScene, t: Translate, error: TaskError, time: string) => string;

/** Why no provider can be asked. */
export function networkText(trouble: NetworkTrouble, t: Translate): string {
  return trouble === 'offline'
    ? t('Offline. Showing the last known state.')
    : t('This network may ask for a sign-in. Showing the last known state.');
}

const sentences: Readonly<Record<ErrorKind, Describe>> = {
  keyMissing: ({ provider }, t) => t('Add an API key for {0} to check this task.', provider),
  keyRejected: ({ provider }, t) => t('{0} rejected the API key.', provider),
  keyUnusable: ({ provider }, t) => t('The key for {0} cannot be read. Enter it again.', provider),
  forbidden: ({ provider }, t) =>
    t('{0} refused access. The key may lack permission or the task belongs to another account.', provider),
  quota: ({ provider }, t) => t('{0} reports that the account has no credit left.', provider),
  notFound: ({ provider }, t) =>
    t(
      '{0} does not know this task id. It may belong to another account or provider, or it has been deleted.',
      provider,
    ),
  rateLimited: ({ provider }, t, _error, time) =>
    time === ''
      ? t('{0} asked to slow down.', provider)
      : t('{0} asked to slow down. Next check at {1}.', provider, time),
  serverError: ({ provider }, t, { httpStatus }) =>
    t('{0} has a problem (HTTP {1}). It will be asked again.', provider, httpStatus ?? 500),
  badRequest: ({ provider }, t, { httpStatus }) =>
    t(
      '{0} did not accept the request (HTTP {1}). The path of the provider may be wrong.',
      provider,
      httpStatus ?? 400,
    ),
  offline: (_scene, t) => networkText('offline', t),
  portal: (_scene, t) => networkText('portal', t),
  dns: ({ host }, t) => t('{0} could not be found. Check the base URL or your connection.', host),
  unreachable: ({ provider }, t) => t('{0} cannot be reached. It will be asked again.', provider),
  tls: ({ host }, t, { message }) => tlsText(host, message, t),
  proxy: (_scene, t, { message }) =>
    message.startsWith('407 ')
      ? t("Your proxy asks for a sign-in. Check VS Code's http.proxy.")
      : t("Your proxy cannot be reached or refuses the connection. Check VS Code's http.proxy."),
  timeout: ({ provider }, t) => t('{0} did not answer in time. It will be asked again.', provider),
  redirected: ({ provider }, t) =>
    t('{0} redirected the request to another address. It was stopped, and no key was sent there.', provider),
  notJson: ({ provider }, t) => t('{0} sent a page instead of data. The base URL may be wrong.', provider),
  badAnswer: ({ provider }, t) => t('{0} sent an answer that cannot be read. Nothing was lost.', provider),
  tooLarge: ({ provider }, t) => t('{0} sent an answer that is too large. Nothing was lost.', provider),
  otherTask: ({ provider }, t) => t('{0} answered for another task. The answer was not used.', provider),
  baseUrlMissing: ({ provider }, t) => t('{0} needs a base URL.', provider),
  baseUrlRefused: ({ provider }, t) =>
    t('The base URL of {0} cannot be used. Only https addresses are allowed.', provider),
  providerMissing: ({ provider }, t) =>
    t('The provider “{0}” is not in the settings any more. The task is kept.', provider),
};

/** `message` begins with the code of the failure. */
function tlsText(host: string, message: string, t: Translate): string {
  if (/^CERT_(HAS_EXPIRED|NOT_YET_VALID)\b/.test(message)) {
    return t('The certificate of {0} is out of date, or the clock of this computer is wrong.', host);
  }
  if (/^(ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH)\b/.test(message)) {
    return t('The certificate of {0} belongs to another host. Check the base URL.', host);
  }
  if (/^(EPROTO|ERR_SSL_)/.test(message)) {
    return t('{0} offers no secure connection at this address. Check the base URL.', host);
  }
  return t(
    "The certificate of {0} is not trusted. If you are behind a company proxy, see VS Code's http.systemCertificates.",
    host,
  );
}

const marks: Readonly<Record<ErrorKind, (t: Translate) => string>> = {
  keyMissing: (t) => t('needs a key'),
  keyRejected: (t) => t('key rejected'),
  keyUnusable: (t) => t('needs a key'),
  forbidden: (t) => t('access refused'),
  quota: (t) => t('no credit left'),
  notFound: (t) => t('not found'),
  rateLimited: (t) => t('asked to slow down'),
  serverError: (t) => t('server problem'),
  badRequest: (t) => t('request not accepted'),
  offline: (t) => t('offline'),
  portal: (t) => t('network sign-in needed'),
  dns: (t) => t('host not found'),
  unreachable: (t) => t('cannot be reached'),
  tls: (t) => t('no secure connection'),
  proxy: (t) => t('proxy problem'),
  timeout: (t) => t('no answer in time'),
  redirected: (t) => t('sent to another address'),
  notJson: (t) => t('sent a page instead of data'),
  badAnswer: (t) => t('unreadable answer'),
  tooLarge: (t) => t('answer too large'),
  otherTask: (t) => t('answer for another task'),
  baseUrlMissing: (t) => t('needs a base URL'),
  baseUrlRefused: (t) => t('base URL not allowed'),
  providerMissing: (t) => t('provider missing'),
};

/** One or two sentences for the panel and the tooltip. */
export function errorText(error: TaskError, scene: ErrorScene, words: Words): string {
  const time = scene.waitUntil === undefined ? '' : timeText(scene.waitUntil, words.language);
  return sentences[error.kind](scene, words.t, error, time);
}

/** A few words for the row. */
export function errorMark(kind: ErrorKind, t: Translate): string {
  return marks[kind](t);
}
