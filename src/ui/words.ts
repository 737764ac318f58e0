import { env, l10n } from 'vscode';
import type { Translate, Words } from '../domain/text.ts';

/** Translates an English message into VS Code's display language. */
export const t: Translate = (message, ...args) => l10n.t(message, ...args);

/** The person's language. */
export const words: Words = {
  t,
  get language() {
    return env.language;
  },
};
