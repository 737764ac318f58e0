import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import { extensions } from 'vscode';
import { demoKey } from '../gateway/gateway.ts';
import { useHost } from './host.ts';

const id = 'task_01jhjp54x0f759wceyasz6xrge';
const env = 'VIDEO_TASKS_TEST_SETTINGS';
const path = '/sora/v1/videos/{id}';
const noProvider = /There is no such provider/;

function declaration(baseUrl: string, name: string): object {
  return { id: name, name, baseUrl, path, env };
}

describe('where requests go', () => {
  const host = useHost();

  it('http to this machine: only with the switch, and no longer without it (D10)', async () => {
    const stand = await host.standIn();
    const { gateway, provider } = stand;
    gateway.addTask({ id, format: 'relay' });
    try {
      await host.set('network.allowLoopbackHttp', false);
      await assert.rejects(host.api.query(provider, id), noProvider);
      assert.deepEqual(gateway.requests, []);
      await host.set('network.allowLoopbackHttp', true);
      const key = await host.tracked(stand, id, 'running');
      assert.equal(gateway.requests.length, 1);
      await host.set('network.allowLoopbackHttp', false);
      await host.api.check(key);
      assert.equal(host.task(key)?.error?.kind, 'providerMissing');
      assert.equal(gateway.requests.length, 1);
    } finally {
      await host.set('network.allowLoopbackHttp', true);
    }
  });

  it('the key of a built-in address does not follow it to another origin (D04)', async () => {
    const gateway = await host.gateway();
    gateway.addTask({ id, format: 'relay' });
    host.putKey('ELKAPI_API_KEY', demoKey);
    await host.set('providerOverrides', { 'elkapi-sora': { baseUrl: gateway.origin } });
    assert.equal((await host.api.query('elkapi-sora', id)).error?.kind, 'keyMissing');
    assert.deepEqual(gateway.requests, []);
    host.putKey(env, demoKey);
    await host.set('providerOverrides', { 'elkapi-sora': { baseUrl: gateway.origin, env } });
    assert.equal((await host.api.query('elkapi-sora', id)).status, 'succeeded');
  });

  it('no folder can decide it (D01, D02)', () => {
    const manifest: unknown = extensions.getExtension('video-tasks.video-tasks')?.packageJSON;
    const { contributes } = manifest as {
      contributes: { configuration: { properties: Readonly<Record<string, { readonly scope?: string }>> } };
    };
    for (const name of ['providers', 'providerOverrides', 'network.allowLoopbackHttp']) {
      assert.equal(contributes.configuration.properties[`videoTasks.${name}`]?.scope, 'application', name);
    }
  });
});

describe('a base URL that is refused: nothing is asked under it (D10, D11)', () => {
  const host = useHost();
  const refused = [
    'http://gateway.test',
    'http://127.0.0.1.gateway.test',
    'http://10.0.0.1',
    'https://10.0.0.1',
    'https://169.254.169.254',
    'https://user:password@gateway.test',
    'https://gateway.test@elsewhere.test',
    'https://gateway.test?key=1',
    'ftp://gateway.test',
    'file:///etc',
    'javascript:alert(1)',
    '{{BASE_URL}}',
    '',
  ];

  before(() =>
    host.set(
      'providers',
      refused.map((baseUrl, index) => declaration(baseUrl, `refused-${index}`)),
    ),
  );

  for (const [index, baseUrl] of refused.entries()) {
    it(JSON.stringify(baseUrl), async () => {
      await assert.rejects(host.api.query(`refused-${index}`, id), noProvider);
    });
  }
});
