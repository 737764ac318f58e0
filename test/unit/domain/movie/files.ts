import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ByteSource } from '../../../../src/domain/movie/byteReader.ts';
import type { Movie } from '../../../../src/domain/movie/movie.ts';
import { readMovie } from '../../../../src/domain/movie/readMovie.ts';

const folder = join(import.meta.dirname, '..', '..', '..', 'fixtures', 'clips');

/** Names of the clips in test/fixtures/clips. */
export const clipNames = readdirSync(folder).filter((name) => /\.(?:mp4|mov|webm|mkv)$/.test(name));

/** The bytes of a clip. */
export function clip(name: string): Buffer {
  return readFileSync(join(folder, name));
}

/** What reading a file brought, and what it cost. */
export interface Reading {
  readonly movie: Movie | undefined;
  readonly reads: number;
  /** Bytes that were asked for. */
  readonly bytes: number;
}

/** Reads a file that is in memory. `size` is what its source claims. */
export async function readCounted(file: Uint8Array, size = file.length): Promise<Reading> {
  let reads = 0;
  let bytes = 0;
  const source: ByteSource = {
    size,
    read: (offset, length) => {
      reads += 1;
      bytes += length;
      return Promise.resolve(file.subarray(offset, offset + length));
    },
  };
  const movie = await readMovie(source);
  return { movie, reads, bytes };
}

/** The movie of a file in memory. */
export async function movieOf(file: Uint8Array): Promise<Movie | undefined> {
  return (await readCounted(file)).movie;
}

/** A big-endian number. */
export function uint(value: number | bigint, length: number): Buffer {
  return Buffer.from(
    BigInt(value)
      .toString(16)
      .padStart(length * 2, '0'),
    'hex',
  );
}

/** An MP4 box. */
export function box(type: string, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([uint(body.length + 8, 4), Buffer.from(type, 'latin1'), body]);
}

/** A box that starts with its version and flags. */
export function fullBox(type: string, versionAndFlags: number, ...parts: readonly Uint8Array[]): Buffer {
  return box(type, uint(versionAndFlags, 4), ...parts);
}

/** Zero bytes. */
export function zeros(length: number): Buffer {
  return Buffer.alloc(length);
}

/** An EBML element; its id in hexadecimal, its length in eight bytes. */
export function element(id: string, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(id, 'hex'), Buffer.from([1]), uint(body.length, 7), body]);
}
