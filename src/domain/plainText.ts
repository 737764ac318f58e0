// White space survives as such: it separates words.
const invisible = /\p{Cf}|(?!\s)\p{Cc}/gu;
const notKept = /(?![\n\t])\p{Cc}/gu;

/** At most `maxCodePoints` (1 or more) code points, the last one an ellipsis when something was cut. */
export function cut(text: string, maxCodePoints: number): string {
  const points = Array.from(text);
  return points.length <= maxCodePoints ? text : `${points.slice(0, maxCodePoints - 1).join('')}…`;
}

/**
 * Inert, single-line text for every surface of VS Code: no link, icon, direction or control character can come out of
 * it. Notifications and input prompts would otherwise turn `[x](command:...)` into a live link and `$(x)` into an
 * icon. At most `maxCodePoints` long, with an ellipsis when something was cut.
 */
export function plainText(value: string, maxCodePoints: number): string {
  const safe = value
    .toWellFormed()
    .replaceAll(invisible, '')
    .normalize('NFC')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replaceAll('[', '［')
    .replaceAll(']', '］')
    .replaceAll('$(', '$ (');
  return cut(safe, maxCodePoints);
}

/**
 * Text of a server as it is stored: line breaks and tabs stay, other control characters go, at most `max` UTF-16 units
 * with an ellipsis when something was cut. Undefined when nothing is left. It is not safe to show: see plainText.
 */
export function keepText(value: unknown, max: number): string | undefined {
  if (typeof value !== 'string') {
    return undefined;
  }
  const kept = value.toWellFormed().replaceAll(/\r\n?/g, '\n').replaceAll(notKept, '').trim();
  // A cut must not leave half of a surrogate pair.
  const short = kept.length <= max ? kept : `${kept.slice(0, max - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
  return short || undefined;
}
