import { version } from 'vscode';
import type { Parts } from '../parts.ts';

const hiddenIn = 'soundNoticeHiddenIn';

/** Whether the person wants no card about missing sound; another VS Code may play other sound. */
export function isSoundNoticeHidden({ trivia }: Parts): boolean {
  return trivia.get(hiddenIn) === version;
}

/** The person wants no card about missing sound. */
export async function hideSoundNotice({ trivia }: Parts): Promise<void> {
  await trivia.update(hiddenIn, version);
}
