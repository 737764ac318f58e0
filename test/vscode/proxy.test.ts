import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { commands, ConfigurationTarget, workspace } from 'vscode';
import { issued, issuedTo } from '../gateway/certificates.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { startProxy, type Proxy } from '../gateway/proxy.ts';
import { useHost } from './host.ts';
import { until } from './until.ts';

const provider = 'sora-relay';
const id = 'task_01jhjp54x0f759wceyasz6xrge';
const env = 'VIDEO_TASKS_TEST_PROXY';

async function setProxy(url: string | undefined): Promise<void> {
  await workspace.getConfiguration('http').update('proxy', url, ConfigurationTarget.Global);
}

describe('a provider that only the proxy of http.proxy knows (A19)', () => {
  const host = useHost();
  let key: string;
  let gateway: Gateway;
  /** `gateway.proxy-only.test:<port>`: an origin of its own for each test. */
  let name: string;
  let names: Readonly<Record<string, number>>;
  let proxy: Proxy;

  beforeEach(async () => {
    key = `vt-${randomBytes(24).toString('hex')}`;
    gateway = await host.gateway({ keys: [key], tls: issued('server'), mediaOrigin: `https://${issuedTo}` });
    const { port } = new URL(gateway.origin);
    name = `${issuedTo}:${port}`;
    names = { [name]: Number(port), [`${issuedTo}:443`]: Number(port) };
    proxy = await startProxy(names);
    host.putKey(env, key);
    await host.set('providerOverrides', { [provider]: { baseUrl: `https://${name}`, env } });
    await setProxy(`http://${proxy.host}`);
    gateway.addTask({ id, format: 'relay', title: 'Lighthouse' });
    gateway.setStatus(id, 'running', 0.5);
  });
  afterEach(async () => {
    await setProxy(undefined);
    await proxy.close();
  });

  /** Tracks the task and waits until its row shows that the proxy is in the way. */
  async function inVain(): Promise<{ readonly taskKey: string; readonly message: string }> {
    const { taskKey } = await host.api.track(provider, id);
    const { message } = await host.error(taskKey, 'proxy');
    assert.equal(host.task(taskKey)?.status, 'queued');
    assert.deepEqual(gateway.requests, []);
    return { taskKey, message };
  }

  it('is asked through it, images and videos are fetched through it, and it never sees the key', async () => {
    const { taskKey } = await host.api.track(provider, id);
    await until('it runs', () => host.task(taskKey)?.status === 'running');
    gateway.setStatus(id, 'succeeded');
    assert.equal((await host.api.check(taskKey))?.status, 'succeeded');
    await commands.executeCommand('videoTasks.open', taskKey);
    for (const media of ['/media/poster', '/media/clip.mp4']) {
      const { headers } = await until(`${media} is fetched`, () =>
        gateway.requests.find(({ path, status }) => path.startsWith(media) && status === 200),
      );
      assert.equal(headers.authorization, undefined);
    }
    const polls = gateway.requests.filter(({ taskId }) => taskId === id);
    assert.deepEqual(
      polls.map(({ headers }) => headers.authorization),
      [`Bearer ${key}`, `Bearer ${key}`],
    );
    assert.deepEqual(proxy.targets, [name, name, `${issuedTo}:443`, `${issuedTo}:443`]);
    const seen = proxy.seen();
    assert.ok(seen.startsWith(`CONNECT ${name} HTTP/1.1\r\n`));
    assert.ok(![key, Buffer.from(key).toString('base64').slice(0, -2)].some((text) => seen.includes(text)));
  });

  it('cannot be asked when the proxy is down: the error names the proxy, until another is set', async () => {
    await proxy.close();
    const { taskKey, message } = await inVain();
    assert.equal(message, `ECONNREFUSED ${proxy.host}`);
    proxy = await startProxy(names);
    await setProxy(`http://${proxy.host}`);
    assert.equal((await host.api.check(taskKey))?.status, 'running');
  });

  for (const [what, status, headers] of [
    ['asks for a sign-in', 407, 'Proxy-Authenticate: Basic realm="proxy"\r\n'],
    ['asks for a sign-in and does not say which', 407, ''],
    ['fails', 502, ''],
    ['says that the key is wrong', 401, ''],
    ['sends elsewhere', 302, 'Location: https://elsewhere.proxy-only.test/\r\n'],
  ] as const) {
    it(`cannot be asked when the proxy ${what}: the error names the proxy, not the provider`, async () => {
      proxy.refuse(status, headers);
      const { taskKey, message } = await inVain();
      assert.equal(message, `${status} ${proxy.host}`);
      assert.ok(!proxy.seen().includes(key));
      proxy.refuse();
      assert.equal((await host.api.check(taskKey))?.status, 'running');
    });
  }

  it('is not the only one: what is on this computer is asked without the proxy', async () => {
    await host.tracked(await host.standIn(), id, 'succeeded');
    assert.deepEqual(proxy.targets, []);
  });
});
