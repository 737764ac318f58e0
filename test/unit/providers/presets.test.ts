import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readBaseUrl } from '../../../src/providers/baseUrl.ts';
import { readProviders } from '../../../src/providers/declared.ts';
import { knownPaths, presets } from '../../../src/providers/presets.ts';
import { statusRequest } from '../../../src/providers/request.ts';

describe('the built-in providers', () => {
  it('ask for a task where the gateways document it', () => {
    assert.deepEqual(
      presets.map((preset) => {
        const built = statusRequest({ baseUrl: 'https://yours.test', ...preset }, 'task_1');
        return [preset.id, preset.name, built.ok && built.request.url.href, preset.env];
      }),
      [
        ['elkapi-sora', 'ElkAPI (Sora)', 'https://api.elkapi.com/sora/v1/videos/task_1', 'ELKAPI_API_KEY'],
        [
          'elkapi-luma',
          'ElkAPI (Luma)',
          'https://api.elkapi.com/dream-machine/v1/generations/task_1',
          'ELKAPI_API_KEY',
        ],
        [
          'cometapi-sora',
          'CometAPI (Sora)',
          'https://api.cometapi.com/sora/v1/videos/task_1',
          'COMETAPI_KEY',
        ],
        [
          'sora-relay',
          'Sora relay (your base URL)',
          'https://yours.test/sora/v1/videos/task_1',
          'SORA_RELAY_API_KEY',
        ],
        [
          'unified',
          'Unified video API',
          'https://new.22codex.xyz/v1/videos/video_id?id=task_1',
          'UNIFIED_VIDEO_API_KEY',
        ],
      ],
    );
  });

  for (const { id, name, baseUrl = 'https://yours.test', path, auth, env } of presets) {
    it(`${id} is what a user may write in the settings`, () => {
      const declared = { id: `my-${id}`, name, baseUrl, path, auth, env };
      const { providers, complaints } = readProviders({
        providers: [declared],
        overrides: undefined,
        allowLoopbackHttp: false,
      });
      assert.deepEqual(complaints, []);
      assert.deepEqual(providers.at(-1), { ...declared, builtin: false });
      assert.deepEqual(readBaseUrl(baseUrl, path, false), { ok: true, baseUrl });
    });
  }

  it('have the paths of sibling gateways to choose from', () => {
    assert.deepEqual(knownPaths({ id: 'unified', path: '/v1/video/query?id={id}' }), [
      '/v1/video/query?id={id}',
      '/v1/videos/video_id?id={id}',
      '/v1/videos/{id}',
    ]);
    assert.deepEqual(knownPaths({ id: 'other', path: '/x/{id}' }), ['/x/{id}']);
  });
});
