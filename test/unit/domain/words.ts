import type { ErrorKind } from '../../../src/domain/task.ts';
import type { Translate, Words } from '../../../src/domain/text.ts';

/** Puts the arguments into the English message; one that is missing shows as `?`. */
export const t: Translate = (message, ...args) =>
  message.replaceAll(/\{(\d)\}/g, (_, index: string) => String(args[Number(index)] ?? '?'));

export const english: Words = { t, language: 'en' };

/** Every error, so that no text is forgotten: the type check fails when one is missing here. */
export const errorKinds = Object.keys({
  keyMissing: 0,
  keyRejected: 0,
  keyUnusable: 0,
  forbidden: 0,
  quota: 0,
  notFound: 0,
  rateLimited: 0,
  serverError: 0,
  badRequest: 0,
  offline: 0,
  portal: 0,
  dns: 0,
  unreachable: 0,
  tls: 0,
  proxy: 0,
  timeout: 0,
  redirected: 0,
  notJson: 0,
  badAnswer: 0,
  tooLarge: 0,
  otherTask: 0,
  baseUrlMissing: 0,
  baseUrlRefused: 0,
  providerMissing: 0,
} satisfies Record<ErrorKind, 0>) as readonly ErrorKind[];
