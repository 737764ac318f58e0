import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../../scripts/vscode/browser.ts';
import { freePort, startServer } from '../../scripts/vscode/server.ts';
import { fillStore } from '../store/folder.ts';

/** A stretch of time, epoch ms. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A real VS Code window with Video Tasks, a list on the disk, and the probe. */
export interface Session {
  readonly page: Page;
  /** Asks the probe in the extension host. */
  readonly ask: <T>(path: string, query?: Readonly<Record<string, string>>) => Promise<T>;
}

async function untilUp(url: string, deadline = Date.now() + 60_000): Promise<void> {
  const isUp = await fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
  if (isUp) {
    return;
  }
  if (Date.now() > deadline) {
    throw new Error('The probe did not come up in the extension host');
  }
  await delay(50);
  await untilUp(url, deadline);
}

/** Opens a window with so many tasks, of which the newest `running` run, and closes it after `use`. Nothing is polled. */
export async function withWindow<T>(
  vsix: readonly string[],
  count: number,
  running: number,
  use: (session: Session) => Promise<T>,
): Promise<T> {
  const dataDir = await mkdtemp(join(tmpdir(), 'video-tasks-bench-'));
  const storage = join(dataDir, 'data', 'User', 'globalStorage', 'video-tasks.video-tasks');
  await fillStore(storage, count, running, Date.now());
  const port = await freePort();
  const server = await startServer({
    vsix,
    dataDir,
    settings: { 'videoTasks.watching.enabled': false },
    args: ['--disable-workspace-trust'],
    env: { VIDEO_TASKS_PROBE_PORT: String(port) },
  });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(server.origin);
    const origin = `http://127.0.0.1:${port}`;
    await untilUp(`${origin}/ticks`);
    const ask = async <R>(path: string, query: Readonly<Record<string, string>> = {}): Promise<R> =>
      (await (await fetch(`${origin}${path}?${new URLSearchParams(query).toString()}`)).json()) as R;
    return await use({ page, ask });
  } finally {
    await browser.close();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
