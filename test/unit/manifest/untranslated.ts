// Finds texts that reach the person without passing through `t`.
import { tokensOf, type Token } from '../../../scripts/l10n/tokens.ts';

/** Properties and calls that show their text to the person. */
const surfaces = new Set(
  (
    'placeHolder prompt title label detail description tooltip message ' +
    'showInformationMessage showWarningMessage showErrorMessage tell complain appendText setStatusBarMessage'
  ).split(' '),
);
/** Calls and properties whose text is for the log, for menus or for style sheets. */
const silent = new Set('trace debug info warn error context class className'.split(' '));

/** The word that a literal belongs to: `title` in `title: 'x'`, `tell` in `tell('x')`. */
function owner(tokens: readonly Token[], at: number): string | undefined {
  const [word, mark] = tokens.slice(Math.max(at - 2, 0), at);
  return mark?.kind === 'mark' && /^[:(=]$/.test(mark.value) ? word?.value : undefined;
}

function looksLikeText(value: string): boolean {
  const text = value.replaceAll(/<[^>]*>/g, '').trim();
  return /^\p{Lu}\p{Ll}/u.test(text) || /\p{L}{2,} \p{L}{2,}/u.test(text);
}

/** The suspicious literals of a file. */
export function untranslated(source: string): readonly string[] {
  const tokens = tokensOf(source);
  return tokens
    .filter(({ kind, value }, at) => {
      const by = owner(tokens, at) ?? '';
      if ((kind !== 'string' && kind !== 'template') || by === 't' || silent.has(by)) {
        return false;
      }
      return looksLikeText(value) || (surfaces.has(by) && /\p{L}{2}/u.test(value.replaceAll('${}', '')));
    })
    .map(({ value }) => value);
}
