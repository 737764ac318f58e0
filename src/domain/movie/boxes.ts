import { readAscii, readUint } from './bytes.ts';
import { bodyOf, split, type Part, type PartHeader } from './parts.ts';

/** The start of an MP4 box. Size 1: the length follows in 64 bits. Size 0: to the end of the parent. */
export function readBoxHeader(view: DataView, offset: number, rest: number): PartHeader {
  const size = readUint(view, offset, 4);
  const name = readAscii(view, offset + 4, 4);
  if (size === 1) {
    return { name, headerLength: 16, length: readUint(view, offset + 8, 8) };
  }
  return { name, headerLength: 8, length: size === 0 ? rest : size };
}

/** The boxes in a body, from an offset on. */
export function boxes(body: DataView, start = 0): readonly Part[] {
  return split(body, readBoxHeader, start);
}

/** The body of the box at the end of a path of names. */
export function boxAt(body: DataView, ...path: readonly string[]): DataView {
  return path.reduce((inner, name) => bodyOf(boxes(inner), name), body);
}

/** Ticks per second, and a length in ticks. NaN when absent. */
export interface BoxClock {
  readonly timescale: number;
  readonly duration: number;
}

/** The times in `mvhd` and `mdhd`, whose two versions differ in the width of their fields. */
export function readClock(body: DataView): BoxClock {
  return readUint(body, 0, 1) === 1
    ? { timescale: readUint(body, 20, 4), duration: readUint(body, 24, 8) }
    : { timescale: readUint(body, 12, 4), duration: readUint(body, 16, 4) };
}
