import { gunzipSync, gzipSync } from 'node:zlib';

// Twice the 4 MiB that an answer may have: a limit against a damaged row, not against an answer.
const maxBytes = 8 * 1024 * 1024;

/** An answer as it is stored. The lowest level: a large answer must not hold up the editor. */
export function packAnswer(text: string): Uint8Array {
  return gzipSync(text, { level: 1 });
}

/** The text of a stored answer, or undefined when it cannot be read. */
export function unpackAnswer(body: unknown): string | undefined {
  if (!(body instanceof Uint8Array)) {
    return undefined;
  }
  try {
    return gunzipSync(body, { maxOutputLength: maxBytes }).toString();
  } catch {
    return undefined;
  }
}
