import { ByteReader, type ByteSource } from './byteReader.ts';
import type { Movie } from './movie.ts';
import { readMp4 } from './mp4.ts';
import { sniff, sniffBytes } from './sniff.ts';
import { readWebm } from './webm.ts';

/**
 * What a video file says of itself. Undefined when it is no MP4, QuickTime, WebM or Matroska file, when it is damaged
 * where it describes itself, and when the source fails. Never rejects, whatever the bytes; reads 4 MiB at most.
 */
export async function readMovie(source: ByteSource): Promise<Movie | undefined> {
  const reader = new ByteReader(source);
  const first = await reader.view(0, Math.min(reader.size, sniffBytes));
  if (first === undefined) {
    return undefined;
  }
  switch (sniff(new Uint8Array(first.buffer, first.byteOffset, first.byteLength))) {
    case 'mp4':
    case 'mov':
      return readMp4(reader);
    case 'webm':
    case 'matroska':
      return readWebm(reader, first);
    default:
      return undefined;
  }
}
