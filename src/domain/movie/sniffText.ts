/** Kinds of text. `hls` is a list of pieces of a video. */
export type TextKind = 'html' | 'xml' | 'json' | 'hls' | 'text';

const whiteSpace: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0c, 0x0d]);

/** What a text is by its first bytes; undefined when it is none. */
export function sniffText(first: Uint8Array): TextKind | undefined {
  if (first.length === 0 || first.some((byte) => byte < 0x20 && !whiteSpace.has(byte))) {
    return undefined;
  }
  // The decoder takes a byte order mark away.
  const text = new TextDecoder().decode(first).trimStart();
  if (text.startsWith('#EXTM3U')) {
    return 'hls';
  }
  if (/^[{[]/.test(text)) {
    return 'json';
  }
  if (!/^<[a-z!?]/i.test(text)) {
    return 'text';
  }
  return /<(?:!doctype\s+html|html|head|body|script|title)\b/i.test(text) ? 'html' : 'xml';
}
