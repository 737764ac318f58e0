/** A passage of a text: `[start, end)` in UTF-16 units. */
export type Passage = readonly [start: number, end: number];

/** Where a text has what was searched, without regard to upper and lower case; at most `most` places. */
export function findMatches(text: string, searched: string, most: number): readonly Passage[] {
  if (searched === '') {
    return [];
  }
  const literal = new RegExp(searched.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`), 'giu');
  const found: Passage[] = [];
  for (const match of text.matchAll(literal)) {
    if (found.length === most) {
      break;
    }
    found.push([match.index, match.index + match[0].length]);
  }
  return found;
}
