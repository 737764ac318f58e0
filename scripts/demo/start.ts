// npm start: simulated gateways on loopback, and a VS Code with a data folder of its own that watches their tasks.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoKey } from '../../test/gateway/gateway.ts';
import { startDemo } from '../../test/gateway/demo.ts';
import { packageDemo, packageExtension } from '../package.ts';
import { installVSCodeServer } from '../vscode/install.ts';
import { startServer } from '../vscode/server.ts';
import { findDesktop, openDesktop } from './desktop.ts';

const keyName = 'VIDEO_TASKS_DEMO_KEY';
const code = findDesktop();

console.log('Building Video Tasks ...');
const vsix = [await packageExtension(), await packageDemo()];
if (code === undefined) {
  await installVSCodeServer();
}

const folder = await mkdtemp(join(tmpdir(), 'video-tasks-demo-'));
const demo = await startDemo();
const overrides = Object.entries(demo.gateways).map(([id, { origin }]) => [
  id,
  { baseUrl: origin, env: keyName },
]);
const settings = {
  'videoTasks.providerOverrides': Object.fromEntries(overrides),
  'videoTasks.network.allowLoopbackHttp': true,
  'workbench.startupEditor': 'none',
};
const env = { [keyName]: demoKey, VIDEO_TASKS_DEMO_TASKS: JSON.stringify(demo.tasks) };

async function open(): Promise<() => void | Promise<void>> {
  if (code !== undefined) {
    console.log('Opening desktop VS Code ...');
    return openDesktop(code, { folder, vsix, settings, env });
  }
  const server = await startServer({
    vsix,
    settings,
    env,
    dataDir: folder,
    args: ['--disable-workspace-trust'],
  });
  console.log(`\nVS Code with Video Tasks is at\n\n    ${server.origin}\n`);
  return () => server.stop();
}

// Begun before anything can be interrupted, so that Ctrl+C finds whatever is there.
const opening = open();

async function end(): Promise<void> {
  const close = await opening;
  await close();
  await demo.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  process.exit(0);
}

// A terminal sends the signal to every process, and npm passes it on once more: the first one counts.
const first = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    if (!first.signal.aborted) {
      first.abort();
      void end();
    }
  });
}

await opening;
console.log(
  'Five simulated gateways are running; some tasks finish within two minutes. Ctrl+C ends all of it.',
);
