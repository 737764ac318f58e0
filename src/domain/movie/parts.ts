// MP4 boxes, WebM elements and MPEG-4 descriptors are all the same thing: a name, a length, and a body that may be
// made of such parts again. Nobody here recurses: readers ask for the few levels they know.
import type { ByteReader } from './byteReader.ts';
import { noBytes } from './bytes.ts';

/** The start of a part, in bytes. Where the bytes make no sense, a length is NaN. */
export interface PartHeader {
  readonly name: string;
  readonly headerLength: number;
  /** Of the whole part, header included. */
  readonly length: number;
}

/** Reads the start of a part at an offset; `rest` is how many bytes its parent has from there. */
export type ReadHeader = (view: DataView, offset: number, rest: number) => PartHeader;

/** A part whose body is in memory. */
export interface Part {
  readonly name: string;
  readonly body: DataView;
}

/** A part of a file, whose body is read when asked for. */
export interface FilePart {
  readonly name: string;
  /** Where the next part begins, bytes from the start of the file. */
  readonly end: number;
  /** Reads the body; undefined when the reader does not give it. */
  readonly load: () => Promise<DataView | undefined>;
}

/** Parts of one parent; more are not looked at. */
const maxParts = 1000;
const longestHeader = 16;

/** A part is at least as long as its header, which makes every walk go forward, and ends inside its parent. */
function isValid({ headerLength, length }: PartHeader, rest: number): boolean {
  return headerLength <= length && length <= rest;
}

/** The parts that begin at `start`, up to the first one that is broken. */
export function split(view: DataView, readHeader: ReadHeader, start = 0): readonly Part[] {
  const parts: Part[] = [];
  let offset = start;
  while (parts.length < maxParts) {
    const rest = view.byteLength - offset;
    const header = readHeader(view, offset, rest);
    if (!isValid(header, rest)) {
      break;
    }
    const { name, headerLength, length } = header;
    const body = new DataView(view.buffer, view.byteOffset + offset + headerLength, length - headerLength);
    parts.push({ name, body });
    offset += length;
  }
  return parts;
}

/** The body of the first part of that name; without one, `noBytes`. */
export function bodyOf(parts: readonly Part[], name: string): DataView {
  return parts.find((part) => part.name === name)?.body ?? noBytes;
}

/** The parts of a file from `start`, up to the first one that is broken or out of reach. */
export async function* walk(
  reader: ByteReader,
  readHeader: ReadHeader,
  start: number,
): AsyncGenerator<FilePart> {
  let offset = start;
  for (let count = 0; offset < reader.size && count < maxParts; count += 1) {
    const rest = reader.size - offset;
    const view = (await reader.view(offset, Math.min(rest, longestHeader))) ?? noBytes;
    const header = readHeader(view, 0, rest);
    if (!isValid(header, rest)) {
      return;
    }
    const { name, headerLength, length } = header;
    const bodyStart = offset + headerLength;
    offset += length;
    yield { name, end: offset, load: () => reader.view(bodyStart, length - headerLength) };
  }
}
