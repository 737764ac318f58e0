import type { Auth, Provider } from '../domain/provider.ts';

/** What every gateway of the documents takes. */
export const bearer: Auth = { header: 'Authorization', scheme: 'Bearer' };

/** Routes of unified gateways: the documented one, that of sibling gateways, and the one with the id in the path. */
const unifiedPaths = ['/v1/videos/video_id?id={id}', '/v1/video/query?id={id}', '/v1/videos/{id}'] as const;

const soraPath = '/sora/v1/videos/{id}';

/** The built-in providers, in the order in which they are offered. */
export const presets: readonly Provider[] = [
  {
    id: 'elkapi-sora',
    name: 'ElkAPI (Sora)',
    baseUrl: 'https://api.elkapi.com',
    path: soraPath,
    auth: bearer,
    env: 'ELKAPI_API_KEY',
    builtin: true,
  },
  {
    id: 'elkapi-luma',
    name: 'ElkAPI (Luma)',
    baseUrl: 'https://api.elkapi.com',
    path: '/dream-machine/v1/generations/{id}',
    auth: bearer,
    env: 'ELKAPI_API_KEY',
    builtin: true,
  },
  {
    id: 'cometapi-sora',
    name: 'CometAPI (Sora)',
    baseUrl: 'https://api.cometapi.com',
    path: soraPath,
    auth: bearer,
    env: 'COMETAPI_KEY',
    builtin: true,
  },
  {
    id: 'sora-relay',
    name: 'Sora relay (your base URL)',
    path: soraPath,
    auth: bearer,
    env: 'SORA_RELAY_API_KEY',
    builtin: true,
  },
  {
    id: 'unified',
    name: 'Unified video API',
    baseUrl: 'https://new.22codex.xyz',
    path: unifiedPaths[0],
    auth: bearer,
    env: 'UNIFIED_VIDEO_API_KEY',
    builtin: true,
  },
];

/** The paths a person can choose from for a provider, its own first. */
export function knownPaths({ id, path }: Pick<Provider, 'id' | 'path'>): readonly string[] {
  return id === 'unified' ? [...new Set([path, ...unifiedPaths])] : [path];
}
