import { readMediaUrl } from '../domain/mediaUrl.ts';
import type { PublicClient, PublicFile } from '../domain/ports.ts';
import { httpGet, type Deadlines } from './httpGet.ts';
import { imageType } from './imageType.ts';
import type { Fetch } from './openAnswer.ts';
import { isPublic, type PublicAccess } from './publicAddress.ts';

export interface PublicClientOptions extends PublicAccess {
  /** `VideoTasks/<version>` */
  readonly userAgent: string;
  readonly fetchImpl?: Fetch;
  readonly deadlines?: Deadlines;
}

const maxBytes = 2 * 1024 * 1024;

/** The client for links out of answers: it knows no key, sends no credentials and reaches public hosts only. */
export function createPublicClient(options: PublicClientOptions): PublicClient {
  return {
    async image(link, signal) {
      try {
        return await image(link, signal, options);
      } catch {
        return undefined;
      }
    },
  };
}

async function image(
  link: string,
  signal: AbortSignal,
  options: PublicClientOptions,
): Promise<PublicFile | undefined> {
  const media = readMediaUrl(link, { allowLoopbackHttp: options.allowLoopbackHttp() });
  const url = URL.parse(media?.url ?? '');
  if (url === null || !(await isPublic(url, options))) {
    return undefined;
  }
  const { status, bytes } = await httpGet(
    url,
    {
      headers: { accept: 'image/*', 'user-agent': options.userAgent },
      maxBytes,
      mayFollow: (next) => isPublic(next, options),
      deadlines: options.deadlines,
      fetchImpl: options.fetchImpl,
    },
    signal,
  );
  const mediaType = imageType(bytes);
  return status === 200 && mediaType !== undefined ? { mediaType, bytes } : undefined;
}
