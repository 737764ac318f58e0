import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Provider } from '../../../src/domain/provider.ts';
import { bearer, presets } from '../../../src/providers/presets.ts';
import { curlCommand, matchProviders, statusRequest } from '../../../src/providers/request.ts';

const relay: Provider = {
  id: 'relay',
  name: 'Relay',
  baseUrl: 'https://gate.test/prefix',
  path: '/v1/tasks/{id}/state',
  auth: bearer,
  builtin: false,
};

function hrefOf(provider: Provider, id: string): string | undefined {
  const built = statusRequest(provider, id);
  return built.ok ? built.request.url.href : built.problem;
}

describe('statusRequest', () => {
  const rows: readonly (readonly [Partial<Provider>, string, string])[] = [
    [{}, 'task_1', 'https://gate.test/prefix/v1/tasks/task_1/state'],
    [{}, ' m-1:task_1\u200b', 'https://gate.test/prefix/v1/tasks/m-1%3Atask_1/state'],
    [{ path: '/v1/q?id={id}&x=1' }, 'a+b==', 'https://gate.test/prefix/v1/q?id=a%2Bb%3D%3D&x=1'],
    [{ baseUrl: 'http://127.0.0.1:3000' }, 'x', 'http://127.0.0.1:3000/v1/tasks/x/state'],
    [{}, '', 'idEmpty'],
    [{}, '..', 'idPath'],
    [{}, '%2e%2e', 'idPath'],
    [{}, 'a/../../keys', 'idPath'],
    [{}, 'x?admin=1', 'idCharacters'],
    [{}, 'x#', 'idCharacters'],
    [{}, 'x'.repeat(513), 'idTooLong'],
    // What no setting allows is refused here, too.
    [{ path: '/../{id}' }, 'x', 'baseUrlRefused'],
    [{ path: '@evil.test/{id}' }, 'x', 'baseUrlRefused'],
    [{ baseUrl: 'https://gate.test', path: '.evil.test/{id}' }, 'x', 'baseUrlRefused'],
    [{ baseUrl: 'no url' }, 'x', 'baseUrlRefused'],
  ];
  for (const [fields, id, expected] of rows) {
    it(`${JSON.stringify(fields)} with ${JSON.stringify(id.slice(0, 30))} → ${expected}`, () =>
      assert.equal(hrefOf({ ...relay, ...fields }, id), expected));
  }

  it('needs a base URL', () => {
    const { baseUrl: _, ...homeless } = relay;
    assert.deepEqual(statusRequest(homeless, 'x'), { ok: false, problem: 'baseUrlMissing' });
  });

  it('says how the key is sent and where it may come from', () => {
    assert.deepEqual(statusRequest({ ...relay, env: 'KEY' }, 'x'), {
      ok: true,
      request: { url: new URL('https://gate.test/prefix/v1/tasks/x/state'), auth: bearer, env: 'KEY' },
    });
    const built = statusRequest(relay, 'x');
    assert.ok(built.ok && !('env' in built.request));
  });

  it('never leaves the template, whatever the id', () => {
    const id = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .array(fc.constantFrom('.', '/', '%2e', '%2f', '\\', '?', '#', '@', ':', 'a', '$&'))
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(id, (pasted) => {
        const built = statusRequest(relay, pasted);
        if (built.ok) {
          assert.equal(built.request.url.origin, 'https://gate.test');
          assert.match(built.request.url.pathname, /^\/prefix\/v1\/tasks\/[^/]+\/state$/);
          assert.equal(built.request.url.search + built.request.url.hash, '');
        }
      }),
    );
  });
});

describe('matchProviders', () => {
  const all = [...presets, relay];
  const idsAt = (origin: string, path: string): readonly string[] =>
    matchProviders(all, { origin, path }).map(({ id }) => id);

  const rows: readonly (readonly [string, string, readonly string[]])[] = [
    ['https://api.elkapi.com', '/sora/v1/videos/task_1', ['elkapi-sora']],
    ['https://api.elkapi.com', '/dream-machine/v1/generations/x', ['elkapi-luma']],
    ['https://api.elkapi.com', '/something/else', ['elkapi-sora', 'elkapi-luma']],
    ['https://new.22codex.xyz', '/v1/videos/video_id', ['unified']],
    ['https://gate.test', '/prefix/v1/tasks/x/state', ['relay']],
    ['https://elsewhere.test', '/sora/v1/videos/task_1', ['sora-relay']],
    ['https://elsewhere.test', '/other', []],
    ['https://api.elkapi.com:8443', '/other', []],
    ['http://api.elkapi.com', '/dream-machine/v1/generations/x', []],
  ];
  for (const [origin, path, ids] of rows) {
    it(`${origin}${path} → ${ids.join(', ') || 'none'}`, () => assert.deepEqual(idsAt(origin, path), ids));
  }

  it('is not led astray by a broken base URL', () => {
    const broken = { ...relay, baseUrl: 'no url' };
    assert.deepEqual(matchProviders([broken], { origin: 'https://gate.test', path: '/v1' }), []);
  });
});

describe('curlCommand', () => {
  const url = new URL("https://gate.test/v1/it's/x?id=a%3Ab&y=$HOME");
  it('quotes for the shell and names a variable in the place of the key', () => {
    assert.equal(
      curlCommand({ url, auth: bearer }),
      String.raw`curl -sS -H "Authorization: Bearer $VIDEO_TASKS_KEY" 'https://gate.test/v1/it'\''s/x?id=a%3Ab&y=$HOME'`,
    );
  });
  it('sends a bare key in a header of its own', () => {
    assert.match(
      curlCommand({ url, auth: { header: 'x-api-key', scheme: '' } }),
      /-H "x-api-key: \$VIDEO_TASKS_KEY"/,
    );
  });
});
