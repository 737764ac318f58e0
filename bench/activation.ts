// How long VS Code needs to load and activate the extension, side by side with built-in ones of the same window.
import { existsSync } from 'node:fs';
import { glob, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { packageExtension, packageProbe } from '../scripts/package.ts';
import { launchBrowser } from '../scripts/vscode/browser.ts';
import { startServer } from '../scripts/vscode/server.ts';

const own = 'video-tasks.video-tasks';
const measured = [own, 'vscode.github-authentication', 'vscode.git'];
const runs = 5;

interface Mark {
  readonly name: string;
  readonly startTime: number;
}

interface Run {
  /** Load and activate in ms, by extension. */
  readonly marks: Readonly<Record<string, readonly [load: number, activate: number]>>;
  /** Our `activate()` by its own clock, ms. */
  readonly own: number;
}

function between(marks: readonly Mark[], from: string, to: string, id: string): number {
  const at = (step: string): number =>
    marks.findLast(({ name }) => name === `code/extHost/${step}/${id}`)?.startTime ?? Number.NaN;
  return at(to) - at(from);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

async function ownClock(folder: string): Promise<number> {
  const [log] = await Array.fromAsync(glob(join(folder, 'data/logs/*/exthost*', own, '*.log')));
  const text = log === undefined ? '' : await readFile(log, 'utf8');
  const ms = /Activated \{"ms":([\d.]+)/.exec(text)?.[1];
  if (ms !== undefined) {
    return Number(ms);
  }
  // VS Code writes logs a little later.
  await delay(100);
  return ownClock(folder);
}

async function measure(vsix: readonly string[]): Promise<Run> {
  const folder = await mkdtemp(join(tmpdir(), 'video-tasks-bench-'));
  const file = join(folder, 'marks.json');
  const server = await startServer({
    vsix,
    args: ['--disable-workspace-trust'],
    env: { VIDEO_TASKS_MARKS: file, VIDEO_TASKS_MEASURED: JSON.stringify(measured) },
    dataDir: folder,
  });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(server.origin);
    while (!existsSync(file)) {
      await delay(100);
    }
    const marks = JSON.parse(await readFile(file, 'utf8')) as readonly Mark[];
    return {
      marks: Object.fromEntries(
        measured.map((id) => [
          id,
          [
            between(marks, 'willLoadExtensionCode', 'didLoadExtensionCode', id),
            between(marks, 'willActivateExtension', 'didActivateExtension', id),
          ],
        ]),
      ),
      own: await ownClock(folder),
    };
  } finally {
    await browser.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** Prints a table of medians over five windows, each with a fresh server. */
export async function benchActivation(): Promise<void> {
  const vsix = [await packageExtension(), await packageProbe()];
  const all: Run[] = [];
  for (let run = 0; run < runs; run++) {
    all.push(await measure(vsix));
  }
  console.log(`\nActivation, medians of ${runs} windows, ms (VS Code's marks are whole milliseconds)`);
  console.table(
    Object.fromEntries(
      measured.map((id) => {
        const load = median(all.map(({ marks }) => marks[id]?.[0] ?? Number.NaN));
        const activate = median(all.map(({ marks }) => marks[id]?.[1] ?? Number.NaN));
        return [id, { load, activate, 'load + activate': load + activate }];
      }),
    ),
  );
  console.log(
    `activate() of Video Tasks by its own clock: ${median(all.map((run) => run.own)).toFixed(1)} ms`,
  );
}
