import type { TaskFormat } from './tasks.ts';

/** What a request asks for, by its path and query alone. */
export type Route =
  | { readonly to: 'status'; readonly format: TaskFormat; readonly id: string }
  | { readonly to: 'content'; readonly id: string }
  | { readonly to: 'media'; readonly name: string };

const statusPaths: readonly { readonly format: TaskFormat; readonly path: RegExp }[] = [
  { format: 'relay', path: /^\/sora\/v1\/videos\/([^/]+)$/ },
  { format: 'luma', path: /^\/dream-machine\/v1\/generations\/([^/]+)$/ },
  { format: 'unified', path: /^\/v1\/videos\/([^/]+)$/ },
];
const idInQuery = new Set(['/v1/videos/video_id', '/v1/video/query']);

export function matchRoute({ pathname, searchParams }: URL): Route | undefined {
  if (idInQuery.has(pathname)) return { to: 'status', format: 'unified', id: searchParams.get('id') ?? '' };
  const media = segment(/^\/media\/([^/]+)$/, pathname);
  if (media !== undefined) return { to: 'media', name: media };
  const content = segment(/^\/v1\/videos\/([^/]+)\/content$/, pathname);
  if (content !== undefined) return { to: 'content', id: content };
  for (const { format, path } of statusPaths) {
    const id = segment(path, pathname);
    if (id !== undefined) return { to: 'status', format, id };
  }
  return undefined;
}

function segment(pattern: RegExp, pathname: string): string | undefined {
  const raw = pattern.exec(pathname)?.[1];
  if (raw === undefined) return undefined;
  try {
    return decodeURIComponent(raw);
  } catch {
    return raw;
  }
}
