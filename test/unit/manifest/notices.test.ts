import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { sourceFiles } from '../../../scripts/l10n/messages.ts';
import { tokensOf, type Token } from '../../../scripts/l10n/tokens.ts';
import { root } from './manifest.ts';

/** What speaks to a person with buttons. */
const speaking = /^(?:tell|complain|show|show(?:Information|Warning|Error)Message)$/;

function isMark(token: Token | undefined, value: string): boolean {
  return token?.kind === 'mark' && token.value === value;
}

/** The arguments of a call whose bracket opens at `start`. */
function argumentsAt(tokens: readonly Token[], start: number): readonly (readonly Token[])[] {
  const found: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens.slice(start)) {
    depth -= token.kind === 'mark' && /^[)\]}]$/.test(token.value) ? 1 : 0;
    if (depth === 0 && isMark(token, ')')) {
      return found;
    }
    if (depth === 1 && isMark(token, ',')) {
      found.push([]);
    } else if (depth > 0) {
      found.at(-1)?.push(token);
    }
    depth += token.kind === 'mark' && /^[([{]$/.test(token.value) ? 1 : 0;
  }
  return found;
}

/** The texts that a constant may hold at a place; none for anything else, such as what a function is handed. */
function textsOf(tokens: readonly Token[], name: string, place: number): readonly string[] {
  const start = tokens.findLastIndex(
    ({ value }, at) => at < place && value === name && tokens[at - 1]?.value === 'const',
  );
  const end = tokens.findIndex((token, at) => at > start && isMark(token, ';'));
  return (start < 0 ? [] : tokens.slice(start, end)).flatMap(({ kind, value }, at, all) =>
    kind === 'string' && isMark(all[at - 1], '(') && all[at - 2]?.value === 't' ? value : [],
  );
}

/** The buttons of every message of a source, each as what it may say. A dialog that waits for an answer is marked. */
function offersIn(source: string): readonly string[] {
  const tokens = tokensOf(source);
  return tokens.flatMap(({ kind, value }, at) => {
    if (kind !== 'word' || !speaking.test(value) || !isMark(tokens[at + 1], '(')) {
      return [];
    }
    const [, ...rest] = argumentsAt(tokens, at + 1);
    const buttons = rest
      .filter(([first]) => !isMark(first, '{'))
      .map((each) => textsOf(tokens, each.findLast((token) => token.kind === 'word')?.value ?? '', at))
      .filter((texts) => texts.length > 0);
    const isModal = rest.some((each) => each.some((token) => token.value === 'modal'));
    const offers = buttons.map((texts) => texts.join(' or ')).join(', ');
    return offers === '' ? [] : `${isModal ? 'dialog: ' : ''}${offers}`;
  });
}

// A page can press the first button of a message, so each only shows something, asks for something or takes back. What
// takes something away stands in dialogs, which nobody sees who has not asked for it.
const expected: readonly string[] = [
  'commands/changeProvider.ts: Undo',
  'commands/command.ts: Show Log',
  'commands/ensureKey.ts: dialog: Store Key',
  'commands/localCopies.ts: dialog: Remove',
  'commands/openSavedResponse.ts: Choose Another File...',
  'commands/openSavedResponse.ts: Open File',
  'commands/queryTask.ts: Update Key',
  'commands/remove.ts: Undo',
  'commands/remove.ts: Undo, Show in Folder',
  'commands/remove.ts: Undo, Show in Folder',
  'commands/remove.ts: dialog: Remove, Keep Copies',
  'commands/removeApiKey.ts: dialog: Remove Key',
  'commands/saving.ts: Show in Folder',
  "notify.ts: Show Details or Play or Show, Don't Show Again",
  'notify.ts: Update Key',
  'startup.ts: Open Folder',
  'startup.ts: Open Settings',
];

describe('the buttons of messages', () => {
  it('are all known, and the first one is harmless (I13)', () => {
    const source = join(root, 'src', 'ui');
    const found = sourceFiles(source).flatMap((file) =>
      offersIn(readFileSync(join(source, file), 'utf8')).map((offers) => `${file}: ${offers}`),
    );
    assert.deepEqual(found.toSorted(), expected.toSorted());
  });

  it('are found wherever they stand', () => {
    const planted = `
      const quit = t('Quit'); const delay = list.map((a) => a, [1]);
      void complain(t('{0}, ({1})', f(a, b)), quit);
      const gone = isGone ? [t('Delete')] : [];
      if ((await window.showWarningMessage(text, { modal: true, detail }, ...gone)) !== undefined) {}
      tell(text); tell(text, delay);`;
    assert.deepEqual(offersIn(planted), ['Quit', 'dialog: Delete']);
  });
});
