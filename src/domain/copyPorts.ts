// Ports of the local copies: who loads a video, and where it is kept.
import type { Disposable } from './disposable.ts';
import type { Event } from './event.ts';
import type { FileKind } from './movie/sniff.ts';
import type { Movie } from './movie/movie.ts';
import type { Auth } from './provider.ts';
import type { ErrorKind } from './task.ts';
import type { PreferredQuality } from './videoFiles.ts';

/** The disk does not take a file. */
export type DiskProblem =
  /** `bytes` is what it needs, where that is known. */
  { readonly kind: 'noSpace'; readonly bytes?: number } | { readonly kind: 'storage' };

/** Why there is no local copy. */
export type CopyProblem =
  | DiskProblem
  /** The link has ended (403, or by its own word), and no new one could be had. */
  | { readonly kind: 'expired' }
  /** The file is not there any more (404, 410), or the task names no such file. */
  | { readonly kind: 'gone' }
  /** Larger than `limit` bytes; `bytes` is what was announced, or what came before it was given up. */
  | { readonly kind: 'tooLarge'; readonly bytes: number; readonly limit: number }
  /** No room below the limit of all copies, `limit` bytes: what is kept has not been watched yet. */
  | { readonly kind: 'noRoom'; readonly bytes: number; readonly limit: number }
  /** What came is something else. */
  | { readonly kind: 'notVideo'; readonly found: FileKind }
  /** The connection broke; what came by then is `bytes` of `total`, where that was announced. */
  | { readonly kind: 'interrupted'; readonly bytes: number; readonly total?: number }
  /** The link leads to this machine, to a private network, or is not `https`. */
  | { readonly kind: 'refused' }
  /** Nobody could be asked, or the answer was no file. */
  | { readonly kind: 'network'; readonly error: ErrorKind; readonly httpStatus?: number }
  | { readonly kind: 'cancelled' };

/** What an answer says of the file that it carries. */
export interface PartNote {
  /** A strong `ETag`, or `Last-Modified`: by it the rest of the same file can be asked for. */
  readonly validator?: string;
  /** Bytes of the whole file. */
  readonly total?: number;
}

/** A file that is being loaded. */
export interface PartFile {
  /** Of the answer that the first of its bytes came with. */
  readonly note: PartNote;
  /** Bytes that are there. */
  readonly bytes: number;
  /** Throws away what is there: another file comes. */
  restart(note: PartNote): Promise<DiskProblem | undefined>;
  /** Adds to what is there. */
  write(chunk: Uint8Array): Promise<DiskProblem | undefined>;
}

/** A video behind a link. */
export interface DownloadRequest {
  /** Exactly as the answer had it. */
  readonly url: string;
  /** How the key of the link's own origin is sent; absent for a public link. */
  readonly auth?: Auth;
  /** Environment variable that may hold the key. */
  readonly env?: string;
  /** Of the whole file. */
  readonly maxBytes: number;
}

/** Loads videos. */
export interface Downloader {
  /**
   * Loads what is missing of a file. `onProgress` is called with every piece. Resolves to undefined when all of it is there;
   * never rejects.
   */
  load(
    request: DownloadRequest,
    part: PartFile,
    signal: AbortSignal,
    onProgress: () => void,
  ): Promise<CopyProblem | undefined>;
  /** Looks whether a link opens, without loading what is behind it. Resolves to undefined when it does; never rejects. */
  probe(request: Omit<DownloadRequest, 'maxBytes'>, signal: AbortSignal): Promise<CopyProblem | undefined>;
}

/** A local copy. */
export interface CopyFile {
  /** Of our own making, without its ending: 48 hexadecimal digits in lower case. */
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  readonly bytes: number;
  /** Epoch ms. */
  readonly keptAt: number;
}

/** A part that has been opened: one of the three ends it. */
export interface OpenPart extends PartFile {
  /** Makes the part a copy. What is no video is thrown away. */
  finish(): Promise<CopyFile | CopyProblem>;
  /** Leaves the part to be gone on with later, if that is possible. */
  close(): Promise<void>;
  /** Throws the part away. */
  discard(): Promise<void>;
}

/** The folder of the local copies. Only `open` and `exportTo` can fail, in words: elsewhere, what cannot be read is not there. */
export interface CopyFiles extends Disposable {
  /** Fires when the copies may have changed, also by another window: a hint, no more. */
  readonly onDidChange: Event<void>;
  /** The name of a copy by the key of its task and the id of its file; it begins with `ownerOf` the task. */
  nameOf(key: string, id: string): string;
  /** The first 32 digits of the name of every copy of a task. */
  ownerOf(key: string): string;
  list(): Promise<readonly CopyFile[]>;
  /** Opens what is there of a copy, or nothing. */
  open(name: string): Promise<OpenPart | DiskProblem>;
  /** Removes the copies and parts whose names begin so: 32 or 48 digits. */
  remove(beginning: string): Promise<void>;
  /** Makes the folder, and removes parts that nobody has gone on with since `before`, epoch ms. */
  sweep(before: number): Promise<void>;
  /** What a copy says of itself; undefined when it does not say so. */
  movie(copy: CopyFile): Promise<Movie | undefined>;
  /** Copies a copy to an absolute path. Without `replace` a file that is there stays, and the result is `exists`. */
  exportTo(
    copy: CopyFile,
    target: string,
    replace: boolean,
  ): Promise<DiskProblem | { readonly kind: 'exists' } | undefined>;
}

/** What the person has set about local copies, read anew at every call. */
export interface CopySettings {
  keepCopies(): 'onFinish' | 'onOpen' | 'never';
  /** What is loaded unasked has at most so many bytes. */
  maxCopyBytes(): number;
  /** All copies together have at most so many bytes. */
  maxCopiesBytes(): number;
  preferredQuality(): PreferredQuality;
}
