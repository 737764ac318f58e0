import { readAscii, readUint } from './bytes.ts';
import { readElementHeader } from './elements.ts';
import { bodyOf, split } from './parts.ts';
import { sniffText, type TextKind } from './sniffText.ts';

/** What a file is. `mpegTs` and `avi` are videos that no browser plays; `hls` is a list of videos, not one. */
export type FileKind =
  | 'mp4'
  | 'mov'
  | 'webm'
  | 'matroska'
  | 'gif'
  | 'avi'
  | 'mpegTs'
  | 'image'
  | 'executable'
  | 'archive'
  | TextKind
  | 'unknown';

/** As many first bytes of a file as `sniff` looks at. */
export const sniffBytes = 4096;

/** The ending of our own name for a file of this kind; undefined for what we do not keep. */
export function fileExtension(kind: FileKind): '.mp4' | '.mov' | '.webm' | '.mkv' | '.gif' | undefined {
  switch (kind) {
    case 'mp4':
      return '.mp4';
    case 'mov':
      return '.mov';
    case 'webm':
      return '.webm';
    case 'matroska':
      return '.mkv';
    case 'gif':
      return '.gif';
    default:
      return undefined;
  }
}

/** Fixed first bytes, in hexadecimal. */
const signatures: readonly (readonly [start: string, kind: FileKind])[] = [
  ['474946383761', 'gif'],
  ['474946383961', 'gif'],
  ['ffd8ff', 'image'],
  ['89504e470d0a1a0a', 'image'],
  // Windows, Linux, macOS (five ways; the last one is Java's too), WebAssembly, scripts.
  ['4d5a', 'executable'],
  ['7f454c46', 'executable'],
  ['feedface', 'executable'],
  ['feedfacf', 'executable'],
  ['cefaedfe', 'executable'],
  ['cffaedfe', 'executable'],
  ['cafebabe', 'executable'],
  ['0061736d', 'executable'],
  ['2321', 'executable'],
  ['504b0304', 'archive'],
  ['1f8b', 'archive'],
  ['377abcaf271c', 'archive'],
  ['526172211a07', 'archive'],
];
const longestSignature = 8;

/** Brands of pictures that come in the same boxes as videos. */
const imageBrands: ReadonlySet<string> = new Set(['heic', 'heix', 'mif1', 'avif', 'avis', 'msf1']);
/** Boxes that QuickTime files older than `ftyp` begin with. */
const quickTimeBoxes: ReadonlySet<string> = new Set(['moov', 'mdat', 'wide', 'free', 'skip', 'pnot']);
/** Boxes that a piece of a fragmented file may begin with. */
const fragmentBoxes: ReadonlySet<string> = new Set(['styp', 'sidx', 'moof']);
const longestFileType = 1024;

function sniffBoxes(view: DataView): FileKind | undefined {
  const size = readUint(view, 0, 4);
  const type = readAscii(view, 4, 4);
  if (type === 'ftyp') {
    const brand = readAscii(view, 8, 4);
    // Anything may carry `ftyp` in its fifth byte: without a length that a list of brands can have it is no such box.
    if (!(size >= 16 && size <= longestFileType)) {
      return undefined;
    }
    if (imageBrands.has(brand)) {
      return 'image';
    }
    return brand === 'qt  ' ? 'mov' : 'mp4';
  }
  const isBox = size >= 8 || size === 1 || size === 0;
  if (isBox && quickTimeBoxes.has(type)) {
    return 'mov';
  }
  return isBox && fragmentBoxes.has(type) ? 'mp4' : undefined;
}

function sniffElements(view: DataView): FileKind | undefined {
  const [header] = split(view, readElementHeader);
  const type =
    header?.name === '1a45dfa3'
      ? readAscii(bodyOf(split(header.body, readElementHeader), '4282'), 0, 8)
      : undefined;
  return type === 'webm' || type === 'matroska' ? type : undefined;
}

function sniffRiff(view: DataView): FileKind | undefined {
  const type = readAscii(view, 0, 4) === 'RIFF' ? readAscii(view, 8, 4) : '';
  return type === 'AVI ' ? 'avi' : type === 'WEBP' ? 'image' : undefined;
}

/** Packets of 188 bytes, or of 192 with a time in front, each of which begins with the same byte. */
function sniffPackets(view: DataView): FileKind | undefined {
  const isStream = [
    [0, 188],
    [4, 192],
  ].some(([start = 0, length = 0]) => [0, 1].every((n) => readUint(view, start + n * length, 1) === 0x47));
  return isStream ? 'mpegTs' : undefined;
}

/** What a file is by its first bytes: what its server and its name say does not count. */
export function sniff(first: Uint8Array): FileKind {
  const head = first.subarray(0, sniffBytes);
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  const start = Array.from(head.subarray(0, longestSignature), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
  return (
    signatures.find(([signature]) => start.startsWith(signature))?.[1] ??
    sniffBoxes(view) ??
    sniffElements(view) ??
    sniffRiff(view) ??
    sniffPackets(view) ??
    sniffText(head) ??
    'unknown'
  );
}
