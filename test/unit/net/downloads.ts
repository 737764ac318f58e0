// Downloads from real servers into a real folder.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { CopyProblem, DownloadRequest, OpenPart } from '../../../src/domain/copyPorts.ts';
import type { KeyAnswer, Log } from '../../../src/domain/ports.ts';
import { createDownloader, type DownloaderOptions } from '../../../src/net/download.ts';
import { CopyFolder } from '../../../src/store/copyFolder.ts';
import { startGateway, type Gateway, type GatewayOptions } from '../../gateway/gateway.ts';
import { recordingLog, storeOptions, temporaryFolder } from '../store/samples.ts';
import { key, userAgent } from './clients.ts';

export const bearer = { header: 'Authorization', scheme: 'Bearer' } as const;
const plenty = 100_000_000;

export interface LoadOptions extends Partial<DownloaderOptions> {
  readonly request?: Partial<DownloadRequest>;
  readonly signal?: AbortSignal;
  readonly answer?: KeyAnswer;
  /** Hears of every piece. */
  readonly onProgress?: (part: OpenPart) => void;
}

/** A CDN, a folder, and one name to load files under. */
export interface Place {
  readonly cdn: Gateway;
  readonly folder: string;
  readonly files: CopyFolder;
  /** The lines of the downloader's log. */
  readonly lines: readonly string[];
  /** What a media file of the CDN has in it. */
  bytes(name: string): Promise<Buffer>;
  link(name: string): string;
  /** Loads what is missing; resolves to what it came to. */
  load(link: string, options?: LoadOptions): Promise<CopyProblem | undefined>;
  /** Bytes of the part that lies there. */
  partBytes(): number;
  /** Makes a copy of what was loaded last, and reads it. */
  whole(): Promise<Buffer>;
  /** The names of the files that lie there, the digits left out. */
  endings(): readonly string[];
  /** The range that each request to the CDN has asked for; `whole` for none. */
  ranges(): readonly string[];
  close(): Promise<void>;
}

export async function openPlace(options: GatewayOptions = {}): Promise<Place> {
  const cdn = await startGateway({ budget: 'none', ...options });
  const folder = temporaryFolder();
  const copies = join(folder.path, 'copies');
  const files = new CopyFolder(copies, storeOptions());
  const name = files.nameOf('relay/a', 'source');
  const lines: string[] = [];
  const note = (message: string, detail?: unknown): void =>
    void lines.push(message + JSON.stringify(detail ?? {}));
  const log: Log = { ...recordingLog(), debug: note };

  let loaded: OpenPart | undefined;

  async function opened(): Promise<OpenPart> {
    const part = await files.open(name);
    assert.ok('finish' in part);
    return part;
  }
  return {
    cdn,
    folder: copies,
    files,
    lines,
    bytes: async (file) => Buffer.from(await (await fetch(`${cdn.origin}/media/${file}`)).arrayBuffer()),
    link: (file) => `${cdn.origin}/media/${file}?sig=secret`,
    load: async (link, { request, signal, answer, onProgress, ...more } = {}) => {
      await loaded?.close();
      const part = await opened();
      const downloader = createDownloader({
        keys: { get: async () => answer ?? { state: 'ready', key } },
        allowLoopbackHttp: () => true,
        userAgent,
        log,
        ...more,
      });
      const wanted = { url: link, maxBytes: plenty, ...request };
      const problem = await downloader.load(wanted, part, signal ?? new AbortController().signal, () =>
        onProgress?.(part),
      );
      loaded = problem === undefined ? part : undefined;
      await (problem === undefined ? undefined : part.close());
      return problem;
    },
    partBytes: () => statSync(join(copies, `${name}.part`), { throwIfNoEntry: false })?.size ?? 0,
    whole: async () => {
      const copy = await loaded?.finish();
      assert.ok(copy !== undefined && 'path' in copy, JSON.stringify(copy));
      return readFileSync(copy.path);
    },
    endings: () =>
      readdirSync(copies)
        .map((file) => file.replace(name, ''))
        .toSorted(),
    ranges: () => cdn.requests.map(({ headers }) => headers.range ?? 'whole'),
    close: async () => {
      await loaded?.close();
      files.dispose();
      await cdn.close();
      folder.remove();
    },
  };
}
