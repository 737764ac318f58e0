/** Stands for a box that is not there: every number in it is NaN, every text empty. */
export const noBytes = new DataView(new ArrayBuffer(0));

/**
 * An unsigned big-endian number of `length` bytes. NaN outside of the view: no comparison and no limit lets that
 * pass, so that offsets and counts out of a file need no checks of their own.
 */
export function readUint(view: DataView, offset: number, length: number): number {
  if (!(offset + length <= view.byteLength)) {
    return Number.NaN;
  }
  let value = 0;
  for (let at = offset; at < offset + length; at += 1) {
    value = value * 256 + view.getUint8(at);
  }
  return value;
}

/** A floating point number of 4 or 8 bytes; NaN outside of the view and for any other length. */
export function readFloat(view: DataView, offset: number, length: number): number {
  if (!(offset + length <= view.byteLength) || (length !== 4 && length !== 8)) {
    return Number.NaN;
  }
  return length === 4 ? view.getFloat32(offset) : view.getFloat64(offset);
}

/** Text in printable ASCII; other bytes become `?`, since these texts are shown. Ends at a zero byte and where the view ends. */
export function readAscii(view: DataView, offset: number, length: number): string {
  let text = '';
  for (let at = offset; at < Math.min(offset + length, view.byteLength); at += 1) {
    const code = view.getUint8(at);
    if (code === 0) {
      break;
    }
    text += code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : '?';
  }
  return text;
}
