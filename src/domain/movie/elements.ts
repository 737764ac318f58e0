import { readUint } from './bytes.ts';
import type { PartHeader } from './parts.ts';

/** How many bytes a number of EBML takes: one more than the zero bits that it begins with. */
function lengthAt(view: DataView, offset: number): number {
  return Math.clz32(readUint(view, offset, 1)) - 23;
}

/** The start of an EBML element (WebM, Matroska). Its name is the id in hexadecimal. An unknown length is: to the end of the parent. */
export function readElementHeader(view: DataView, offset: number, rest: number): PartHeader {
  const idLength = lengthAt(view, offset);
  const name = readUint(view, offset, idLength).toString(16);
  const sizeLength = lengthAt(view, offset + idLength);
  const headerLength = idLength + sizeLength;
  // The first set bit marks how long the number is. It goes before the bytes are joined: 2 ** 56 and a length do not fit in a number.
  const highest = readUint(view, offset + idLength, 1) - 2 ** (8 - sizeLength);
  const size = highest * 256 ** (sizeLength - 1) + readUint(view, offset + idLength + 1, sizeLength - 1);
  const unknown = 2 ** (7 * sizeLength) - 1;
  return { name, headerLength, length: size === unknown ? rest : headerLength + size };
}
