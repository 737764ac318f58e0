import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { installVSCodeServer } from './install.ts';

/** How one VS Code server is started. */
export interface ServerOptions {
  /** User settings, on top of the quiet defaults. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Absolute paths of packages to install before the start. */
  readonly vsix?: readonly string[];
  /** Further command line arguments. */
  readonly args?: readonly string[];
  /** Environment variables of the server and its extension hosts. */
  readonly env?: Readonly<Record<string, string>>;
  /** A folder to keep; otherwise a fresh one is made and removed at the end. */
  readonly dataDir?: string;
}

/** A running VS Code server. */
export interface Server {
  /** For example `http://127.0.0.1:43211`. */
  readonly origin: string;
  /** The server's data folder. */
  readonly dataDir: string;
  /** Ends the server and everything it started. */
  stop(): Promise<void>;
}

// EXTENSIONS_GALLERY below is emptied for the same reason: nothing outside this machine is contacted.
const quietSettings = {
  'chat.disableAIFeatures': true,
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.enableExperiments': false,
  'workbench.tips.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'workbench.colorTheme': 'Default Dark Modern',
};

/** A free TCP port on loopback. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') {
    throw new Error('No free port on loopback');
  }
  return address.port;
}

async function untilUp(origin: string, alive: () => boolean): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline && alive()) {
    const up = await fetch(`${origin}/version`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (up) {
      return;
    }
    await delay(100);
  }
  throw new Error(`VS Code's server did not come up at ${origin}`);
}

/** Starts VS Code's server on a free loopback port. Errors when it is not up within 30 s. */
export async function startServer(options: ServerOptions = {}): Promise<Server> {
  const vscode = await installVSCodeServer();
  const main = join(vscode, 'out', 'server-main.js');
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'video-tasks-vscode-')));
  const user = join(dataDir, 'data', 'User');
  await mkdir(user, { recursive: true });
  await writeFile(
    join(user, 'settings.json'),
    JSON.stringify({ ...quietSettings, ...options.settings }, null, 2),
  );
  const base = ['--server-data-dir', dataDir, '--accept-server-license-terms'];
  for (const vsix of options.vsix ?? []) {
    const installed = spawnSync(process.execPath, [main, ...base, '--install-extension', vsix], {
      encoding: 'utf8',
    });
    if (installed.status !== 0) {
      throw new Error(`Could not install ${vsix}: ${installed.stdout}${installed.stderr}`);
    }
  }
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const child = spawn(
    process.execPath,
    [
      main,
      ...base,
      '--host',
      '127.0.0.1',
      '--port',
      String(port),
      '--without-connection-token',
      '--telemetry-level',
      'off',
      ...(options.args ?? []),
    ],
    { env: { ...process.env, EXTENSIONS_GALLERY: '{}', ...options.env }, stdio: 'ignore', detached: true },
  );
  const end = (): void => {
    try {
      process.kill(-(child.pid ?? 0), 'SIGKILL');
    } catch {
      // Already gone.
    }
  };
  process.once('exit', end);
  const exited = once(child, 'exit');
  await untilUp(origin, () => child.exitCode === null);
  return {
    origin,
    dataDir,
    stop: async () => {
      end();
      await exited;
      process.off('exit', end);
      if (options.dataDir === undefined) {
        await rm(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
      }
    },
  };
}
