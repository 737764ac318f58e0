// All suites, each in a process of its own, in two lanes; the last line counts them all.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { findBrowser } from '../vscode/browser.ts';
import { installVSCodeServer } from '../vscode/install.ts';
import { results, root } from '../vscode/paths.ts';
import { coverageGates } from './coverage.ts';

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

interface Suite {
  readonly title: string;
  readonly command: string;
  readonly args: readonly string[];
}

function readCounts(file: string, ok: boolean): Counts {
  // A check without counts of its own counts as one test.
  if (!existsSync(file)) {
    return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
  }
  const counts = JSON.parse(readFileSync(file, 'utf8')) as Counts;
  // A suite that fails without a failed test of its own (a crash, a dead browser) is a failure all the same.
  return ok || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

async function run({ title, command, args }: Suite): Promise<Counts> {
  const file = join(results, `${title.replaceAll(' ', '-')}.json`);
  const started = performance.now();
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, VIDEO_TASKS_COUNTS: file },
  });
  const exit = new Promise<number | null>((resolve) => {
    child.once('close', resolve);
  });
  const [output, complaints, code] = await Promise.all([text(child.stdout), text(child.stderr), exit]);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(
    `\n== ${title} (${seconds} s${code === 0 ? '' : ', FAILED'})\n${output}${complaints}`.trimEnd(),
  );
  return readCounts(file, code === 0);
}

/** Runs suites one after the other. */
async function lane(suites: readonly Suite[]): Promise<readonly Counts[]> {
  const counts: Counts[] = [];
  for (const suite of suites) {
    counts.push(await run(suite));
  }
  return counts;
}

const node = process.execPath;
const bin = (name: string): string => join(root, 'node_modules', '.bin', name);
const mocha = (folder: string): readonly string[] => [
  bin('mocha'),
  '--reporter',
  'scripts/test/reporter.cjs',
  folder,
];
const suite = (title: string, command: string, ...args: readonly string[]): Suite => ({
  title,
  command,
  args,
});
const build = suite('build', node, 'esbuild.js');
const host = (...args: readonly string[]): Suite =>
  suite('in VS Code', node, 'scripts/vscode/hostTests.ts', ...args);

const statics: readonly Suite[] = [
  suite('types', bin('tsc'), '--noEmit', '-p', 'tsconfig.json'),
  suite('types of the panel', bin('tsc'), '--noEmit', '-p', 'src/webview/tsconfig.json'),
  suite('lint', bin('oxlint'), '--type-aware', '--deny-warnings'),
  suite('format', bin('prettier'), '--check', '--log-level', 'warn', '.'),
  suite('unit', bin('c8'), '--config', 'scripts/test/c8.json', node, ...mocha('test/unit')),
  ...coverageGates.map(({ title, args }) => suite(`coverage ${title}`, bin('c8'), ...args)),
  suite('panel', node, ...mocha('test/panel')),
];
// These share dist/: packing for the workbench builds it anew.
const inVSCode: readonly Suite[] = [build, host(), suite('workbench', node, ...mocha('test/e2e'))];

const desktop = process.argv.includes('desktop');
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
if (!desktop) {
  findBrowser();
  await installVSCodeServer();
}
const lanes = desktop ? [[build, host('--desktop')]] : [statics, inVSCode];
const counts = (await Promise.all(lanes.map(lane))).flat();
const sum = (key: keyof Counts): number => counts.reduce((total, each) => total + each[key], 0);
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
process.exit(sum('failed') === 0 ? 0 : 1);
