import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, afterEach, before, describe, it } from 'mocha';
import { root } from '../../scripts/vscode/paths.ts';
import { keepPictureOfFailure, until, Workbench } from './workbench.ts';

const providers = [
  'ElkAPI (Sora)',
  'ElkAPI (Luma)',
  'CometAPI (Sora)',
  'Sora relay (your base URL)',
  'Unified video API',
];

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0];
      if (address !== undefined) {
        resolve(address);
      }
    });
    child.once('exit', () => reject(new Error(`npm start ended:\n${text}`)));
  });
}

function answers(origin: string): Promise<boolean> {
  const socket = connect(Number(new URL(origin).port), '127.0.0.1');
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
  }).finally(() => socket.destroy()) as Promise<boolean>;
}

// A terminal sends the signal to every process of the group.
function ctrlC(child: ChildProcess): void {
  process.kill(-(child.pid ?? 0), 'SIGINT');
}

describe('npm start', function () {
  this.timeout(120_000);
  let child: ChildProcess;
  let workbench: Workbench;

  before(async () => {
    child = spawn('npm', ['start'], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'], detached: true });
    workbench = await Workbench.attach({ origin: await addressOf(child), stop: async () => {} });
  });
  afterEach(async function () {
    await keepPictureOfFailure(this.currentTest, workbench);
  });
  after(async () => {
    await workbench.close();
    if (child.exitCode === null && child.signalCode === null) {
      ctrlC(child);
    }
  });

  it('shows the tasks of five providers', async () => {
    for (const provider of providers) {
      await workbench.row(provider).waitFor();
    }
  });

  it('tells that a task has finished by itself', async () => {
    const toast = workbench.toast('is finished.');
    await toast.waitFor({ timeout: 60_000 });
    await workbench.page.locator('.notification-toast.notification-fade-in-done').first().waitFor();
    await workbench.screenshot('start');
  });

  it('plays it with the caption of the moment', async () => {
    await workbench.toast('is finished.').locator('.monaco-button', { hasText: 'Play' }).first().click();
    const frame = await workbench.frameWith('video');
    await until(() =>
      frame.locator('video').evaluate((video: { readonly currentTime: number }) => video.currentTime > 2.6),
    );
    const rows = frame.locator('[aria-current="true"]').first();
    assert.match(await rows.innerText(), /0:02\.5/);
    await workbench.screenshot('start-playing');
  });

  it('ends everything on Ctrl+C', async () => {
    const exit = once(child, 'exit');
    ctrlC(child);
    await exit;
    assert.equal(await answers(workbench.server.origin), false);
  });
});
