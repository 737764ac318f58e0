#!/usr/bin/env node
// Takes the launch arguments of desktop VS Code and runs the extension tests in VS Code's server with a headless browser
// as its window. @vscode/test-electron spawns this file where the desktop build cannot be had.
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { format } from 'node:util';
import { launchBrowser } from './browser.ts';
import { results } from './paths.ts';
import { startServer } from './server.ts';

const limitMs = 420_000;
const mark = '[tests] ';

function argument(name: string): string {
  const prefix = `--${name}=`;
  const found = process.argv.find((value) => value.startsWith(prefix));
  if (found === undefined) {
    throw new Error(`Missing argument ${prefix}`);
  }
  return found.slice(prefix.length);
}

function readArguments(json: unknown): readonly unknown[] {
  return Array.isArray(json) ? json : [json];
}

async function run(): Promise<number> {
  const server = await startServer({
    args: ['--enable-smoke-test-driver', '--disable-workspace-trust'],
    env: { VIDEO_TASKS_MARK: mark },
  });
  await mkdir(results, { recursive: true });
  const log = createWriteStream(join(results, 'vscode-console.log'));
  const browser = await launchBrowser();
  try {
    const { host } = new URL(server.origin);
    const payload = [
      ['extensionDevelopmentPath', `vscode-remote://${host}${argument('extensionDevelopmentPath')}`],
      ['extensionTestsPath', `vscode-remote://${host}${argument('extensionTestsPath')}`],
      ['skipWelcome', 'true'],
    ];
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    await context.addCookies([{ name: 'vscode-secret-key-path', value: '/mint-key', url: server.origin }]);
    await context.route('**/mint-key', (route) => route.fulfill({ body: Buffer.alloc(32, 7) }));
    const page = await context.newPage();
    const { promise: exit, resolve } = Promise.withResolvers<number>();
    await page.exposeFunction('codeAutomationLog', (_type: string, args: unknown) => {
      const line = format(...readArguments(args));
      if (line.startsWith(mark)) {
        console.log(line.slice(mark.length));
      }
      log.write(`${line}\n`);
    });
    await page.exposeFunction('codeAutomationExit', (code: number) => resolve(code));
    const timer = setTimeout(() => {
      console.error(`The tests inside VS Code did not end within ${limitMs / 1000} s.`);
      resolve(1);
    }, limitMs);
    await page.goto(`${server.origin}/?payload=${encodeURIComponent(JSON.stringify(payload))}`);
    const code = await exit;
    clearTimeout(timer);
    return code;
  } finally {
    await browser.close();
    await server.stop();
  }
}

process.exit(await run());
