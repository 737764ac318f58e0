/**
 * Markdown that shows a text of one line as it is. `MarkdownString.appendText` does not: it leaves web and mail addresses as they
 * are, and VS Code makes links of them.
 */
export function inertMarkdown(text: string): string {
  return text.replaceAll(/[!-/:-@[-`{-~]/g, String.raw`\$&`);
}
