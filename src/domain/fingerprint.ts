/**
 * A short name for a text, at most 14 letters and digits: the same for the same text, and most likely another one for another text.
 * No protection against somebody who looks for two texts of one name.
 */
export function fingerprint(text: string): string {
  let [one, other] = [0x811c9dc5, 0x41c6ce57];
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    one = Math.imul(one ^ unit, 0x01000193);
    other = Math.imul(other ^ unit ^ (other >>> 15), 0x9e3779b1);
  }
  return [one, other].map((half) => (half >>> 0).toString(36)).join('');
}
