import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { textAnswer, type Answer } from './answer.ts';
import { clips } from './clips.ts';

/** A file that can be asked for under `/media/`. */
export interface MediaFile {
  readonly bytes: Buffer;
  readonly contentType: string;
  /** By what a player can tell this version of the file from another one. Default: a strong `ETag` and a date. */
  readonly validators?: Validators;
}

/** Headers that name a version of a file; none when the object is empty. */
export interface Validators {
  readonly etag?: string;
  readonly 'last-modified'?: string;
}

const contentTypes: Readonly<Record<string, string>> = {
  '.mp4': 'video/mp4',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.gif': 'image/gif',
};

/** The files by name: a name that is not in this map does not exist, whatever it looks like. */
export function readMedia(): Map<string, MediaFile> {
  const from = join(import.meta.dirname, 'media');
  const files = new Map<string, MediaFile>();
  for (const name of readdirSync(from)) {
    const contentType = contentTypes[extname(name)];
    if (contentType !== undefined) files.set(name, { bytes: readFileSync(join(from, name)), contentType });
  }
  for (const { poster, barePoster } of Object.values(clips)) {
    const file = files.get(poster);
    if (file) files.set(barePoster, file);
  }
  return files;
}

/** A GET or HEAD of one file; `ranges: false` plays a server that does not know `Range`. */
export function mediaAnswer(
  { headers }: IncomingMessage,
  file: MediaFile,
  { ranges }: { readonly ranges: boolean },
): Answer {
  const { bytes, contentType } = file;
  const validators = file.validators ?? usualValidators(bytes);
  const shared: OutgoingHttpHeaders = { 'content-type': contentType, ...validators };
  const whole: Answer = {
    status: 200,
    headers: { ...shared, ...(ranges ? { 'accept-ranges': 'bytes' } : {}) },
    body: bytes,
  };
  const wanted = /^bytes=(\d*)-(\d*)$/.exec(headers.range ?? '');
  const [version] = [headers['if-range']].flat();
  const isOtherVersion = version !== undefined && !isSame(version, validators);
  if (!ranges || !wanted || isOtherVersion) return whole;
  const range = resolveRange(wanted[1] ?? '', wanted[2] ?? '', bytes.length);
  if (!range) return textAnswer(416, '', undefined, { 'content-range': `bytes */${bytes.length}` });
  const { first, last } = range;
  return {
    status: 206,
    headers: { ...whole.headers, 'content-range': `bytes ${first}-${last}/${bytes.length}` },
    body: bytes.subarray(first, last + 1),
  };
}

function usualValidators(bytes: Buffer): Validators {
  const etag = `"${createHash('sha1').update(bytes).digest('hex').slice(0, 16)}"`;
  return { etag, 'last-modified': 'Wed, 01 Jan 2025 00:00:00 GMT' };
}

/** A weak tag never proves that bytes are the same. */
function isSame(version: string, validators: Validators): boolean {
  return version === validators['last-modified'] || (version === validators.etag && version.startsWith('"'));
}

function resolveRange(
  from: string,
  to: string,
  size: number,
): { readonly first: number; readonly last: number } | undefined {
  if (from === '' && to === '') return undefined;
  const first = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  return first <= last ? { first, last } : undefined;
}
