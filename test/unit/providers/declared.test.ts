import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { readProviders } from '../../../src/providers/declared.ts';
import { presets } from '../../../src/providers/presets.ts';

const mine = { id: 'mine', name: 'Mine', baseUrl: 'https://mine.test', path: '/v1/videos/{id}' };

function declare(...providers: readonly unknown[]) {
  const read = readProviders({ providers, overrides: undefined, allowLoopbackHttp: false });
  return { ...read, own: read.providers.slice(presets.length) };
}

function override(overrides: unknown) {
  return readProviders({ providers: [], overrides, allowLoopbackHttp: false });
}

function builtin(overrides: unknown, id: string) {
  return override(overrides).providers.find((provider) => provider.id === id);
}

const readList = (providers: unknown) =>
  readProviders({ providers, overrides: undefined, allowLoopbackHttp: false });

describe('providers of the settings', () => {
  it('come after the built-in ones', () => {
    const { providers, complaints } = declare(mine);
    assert.deepEqual(providers, [
      ...presets,
      { ...mine, auth: { header: 'Authorization', scheme: 'Bearer' }, builtin: false },
    ]);
    assert.deepEqual(complaints, []);
  });

  it('may be absent', () => {
    const read = readProviders({ providers: undefined, overrides: undefined, allowLoopbackHttp: false });
    assert.deepEqual(read, { providers: presets, complaints: [] });
  });

  it('may name a header and a variable', () => {
    const { own } = declare({ ...mine, auth: { header: 'x-api-key' }, env: 'MY_KEY', other: 'ignored' });
    assert.deepEqual(own, [
      { ...mine, auth: { header: 'x-api-key', scheme: '' }, env: 'MY_KEY', builtin: false },
    ]);
  });

  it('may be on loopback when that is allowed', () => {
    const local = { ...mine, baseUrl: 'http://127.0.0.1:3000/v1/' };
    const { providers } = readProviders({ providers: [local], overrides: {}, allowLoopbackHttp: true });
    assert.equal(providers.at(-1)?.baseUrl, 'http://127.0.0.1:3000');
  });

  const refused: readonly (readonly [fields: object, setting: string, problem: string, value: string])[] = [
    [{ id: 'Mine' }, '.id', 'idRefused', 'Mine'],
    [{ id: '__proto__' }, '.id', 'idRefused', '__proto__'],
    [{ id: '-x' }, '.id', 'idRefused', '-x'],
    [{ id: 'a/b' }, '.id', 'idRefused', 'a/b'],
    [{ id: 'x'.repeat(65) }, '.id', 'idRefused', `${'x'.repeat(59)}…`],
    [{ id: 5 }, '.id', 'wrongType', '5'],
    [{ id: undefined }, '.id', 'missing', ''],
    [{ id: 'unified' }, '.id', 'idTaken', 'unified'],
    [{ name: ' ' }, '.name', 'nameRefused', ''],
    [{ name: 'a\nb' }, '.name', 'nameRefused', 'a b'],
    [{ name: 'x'.repeat(81) }, '.name', 'nameRefused', `${'x'.repeat(59)}…`],
    [{ baseUrl: 'http://a.test' }, '.baseUrl', 'baseUrlNotHttps', 'http://a.test'],
    [{ baseUrl: 'https://user:pass@a.test' }, '.baseUrl', 'baseUrlCredentials', 'https://a.test'],
    [{ baseUrl: 'https://a.test?key=abc' }, '.baseUrl', 'baseUrlExtras', 'https://a.test?…'],
    [{ baseUrl: null }, '.baseUrl', 'wrongType', 'null'],
    [{ path: '/v1/videos' }, '.path', 'pathWithoutId', '/v1/videos'],
    [{ path: '/{id}/{id}' }, '.path', 'pathWithoutId', '/{id}/{id}'],
    [{ path: 'v1/{id}' }, '.path', 'pathRefused', 'v1/{id}'],
    [{ path: '//evil.test/{id}' }, '.path', 'pathRefused', '//evil.test/{id}'],
    [{ path: '/../{id}' }, '.path', 'pathRefused', '/../{id}'],
    [{ path: '/a/%2E%2e/{id}' }, '.path', 'pathRefused', '/a/%2E%2e/{id}'],
    [{ path: '/./{id}' }, '.path', 'pathRefused', '/./{id}'],
    [{ path: '/a\\b/{id}' }, '.path', 'pathRefused', '/a\\b/{id}'],
    [{ path: '/a b/{id}' }, '.path', 'pathRefused', '/a b/{id}'],
    [{ path: '/{id}#x' }, '.path', 'pathRefused', '/{id}#x'],
    [{ path: '/{model}/{id}' }, '.path', 'pathRefused', '/{model}/{id}'],
    [{ path: `/${'x'.repeat(512)}{id}` }, '.path', 'pathRefused', `/${'x'.repeat(58)}…`],
    [{ auth: 'Bearer' }, '.auth', 'wrongType', 'Bearer'],
    [{ auth: {} }, '.auth.header', 'missing', ''],
    [{ auth: { header: 'Host' } }, '.auth.header', 'headerRefused', '…'],
    [{ auth: { header: 'content-length' } }, '.auth.header', 'headerRefused', '…'],
    [{ auth: { header: 'Cookie' } }, '.auth.header', 'headerRefused', '…'],
    [{ auth: { header: 'a b' } }, '.auth.header', 'headerRefused', '…'],
    [{ auth: { header: 'x-key', scheme: 'a b' } }, '.auth.scheme', 'schemeRefused', '…'],
    [{ env: 'MY KEY' }, '.env', 'envRefused', '…'],
    [{ env: '1X' }, '.env', 'envRefused', '…'],
  ];
  for (const [fields, setting, problem, value] of refused) {
    it(`${problem}: ${JSON.stringify(fields).slice(0, 60)}`, () => {
      const { own, complaints } = declare(mine, { ...mine, id: 'other', ...fields });
      assert.deepEqual(
        own.map(({ id }) => id),
        ['mine'],
      );
      assert.deepEqual(complaints[0], { setting: `videoTasks.providers[1]${setting}`, problem, value });
    });
  }

  it('are refused when they repeat an id', () => {
    const { own, complaints } = declare(mine, { ...mine, name: 'Again' });
    assert.deepEqual([own.length, own[0]?.name], [1, 'Mine']);
    assert.deepEqual(complaints, [
      { setting: 'videoTasks.providers[1].id', problem: 'idTaken', value: 'mine' },
    ]);
  });

  it('may have the name of an inherited property', () => {
    assert.deepEqual(declare({ ...mine, id: 'constructor' }).complaints, []);
  });

  it('are complained about when they are no list or too many', () => {
    assert.deepEqual(readList({}).complaints, [
      { setting: 'videoTasks.providers', problem: 'wrongType', value: '{}' },
    ]);
    const many = Array.from({ length: 10_000 }, (_, index) => ({ ...mine, id: `p${index}` }));
    const { providers, complaints } = readList(many);
    assert.equal(providers.length, presets.length + 100);
    assert.deepEqual(complaints, [{ setting: 'videoTasks.providers', problem: 'tooMany', value: '10000' }]);
    assert.deepEqual(readList([null]).complaints, [
      { setting: 'videoTasks.providers[0]', problem: 'wrongType', value: 'null' },
    ]);
  });

  describe('overrides of built-in ones', () => {
    it('give the relay its base URL', () => {
      const relay = builtin({ 'sora-relay': { baseUrl: 'https://mine.test/v1' } }, 'sora-relay');
      assert.deepEqual([relay?.baseUrl, relay?.env], ['https://mine.test', 'SORA_RELAY_API_KEY']);
    });

    it('choose another path', () => {
      const unified = builtin({ unified: { path: '/v1/video/query?id={id}' } }, 'unified');
      assert.deepEqual(
        [unified?.path, unified?.baseUrl, unified?.env],
        ['/v1/video/query?id={id}', 'https://new.22codex.xyz', 'UNIFIED_VIDEO_API_KEY'],
      );
    });

    it('take the variable away when they lead to another origin', () => {
      const moved = builtin({ unified: { baseUrl: 'https://mine.test' } }, 'unified');
      assert.deepEqual([moved?.baseUrl, moved !== undefined && 'env' in moved], ['https://mine.test', false]);
      const port = builtin({ unified: { baseUrl: 'https://new.22codex.xyz:8443' } }, 'unified');
      assert.equal(port !== undefined && 'env' in port, false);
    });

    it('may name a variable for the other origin', () => {
      const moved = builtin({ unified: { baseUrl: 'https://mine.test', env: 'MINE' } }, 'unified');
      assert.equal(moved?.env, 'MINE');
    });

    it('keep the variable on the same origin', () => {
      const same = builtin({ unified: { baseUrl: 'https://new.22codex.xyz/relay/' } }, 'unified');
      assert.deepEqual(
        [same?.baseUrl, same?.env],
        ['https://new.22codex.xyz/relay', 'UNIFIED_VIDEO_API_KEY'],
      );
    });

    const odd: readonly (readonly [unknown, object])[] = [
      [5, { setting: 'videoTasks.providerOverrides', problem: 'wrongType', value: '5' }],
      [
        { nobody: {} },
        { setting: 'videoTasks.providerOverrides', problem: 'providerUnknown', value: 'nobody' },
      ],
      [
        JSON.parse('{"__proto__":{"baseUrl":"https://evil.test"}}'),
        { setting: 'videoTasks.providerOverrides', problem: 'providerUnknown', value: '__proto__' },
      ],
      [
        { unified: { baseUrl: 'http://a.test', env: 'MINE' } },
        {
          setting: 'videoTasks.providerOverrides.unified.baseUrl',
          problem: 'baseUrlNotHttps',
          value: 'http://a.test',
        },
      ],
      [
        { unified: { baseUrl: 'https://mine.test', path: '/x' } },
        { setting: 'videoTasks.providerOverrides.unified.path', problem: 'pathWithoutId', value: '/x' },
      ],
      [
        { unified: null },
        { setting: 'videoTasks.providerOverrides.unified', problem: 'wrongType', value: 'null' },
      ],
    ];
    for (const [overrides, complaint] of odd) {
      it(`are used whole or not at all: ${JSON.stringify(overrides)}`, () =>
        assert.deepEqual(override(overrides), { providers: presets, complaints: [complaint] }));
    }
  });

  it('never throw, never lose a built-in provider, never hold credentials', () => {
    const json = fc.jsonValue({ maxDepth: 3 });
    const entry = fc.record(
      {
        id: fc.string(),
        name: json,
        baseUrl: fc.oneof(fc.webUrl(), json),
        path: json,
        auth: json,
        env: json,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(
        fc.oneof(fc.array(entry), json),
        fc.dictionary(fc.string(), entry),
        (providers, overrides) => {
          const read = readProviders({ providers, overrides, allowLoopbackHttp: false });
          assert.deepEqual(
            read.providers.slice(0, presets.length).map(({ id }) => id),
            presets.map(({ id }) => id),
          );
          assert.ok(read.providers.every(({ baseUrl = '' }) => !baseUrl.includes('@')));
        },
      ),
    );
  });
});
