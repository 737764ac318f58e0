// All suites, each in a process of its own; the last line counts them all.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser } from '../vscode/browser.ts';
import { installVSCodeServer } from '../vscode/install.ts';
import { results, root } from '../vscode/paths.ts';
import { coverageGates } from './coverage.ts';

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const bin = (name: string): string => join(root, 'node_modules', '.bin', name);

/** Runs a command; a check without counts of its own counts as one test. */
function suite(
  title: string,
  command: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Counts {
  console.log(`\n== ${title}`);
  const file = join(results, `${title.replaceAll(' ', '-')}.json`);
  const started = performance.now();
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env, VIDEO_TASKS_COUNTS: file },
  });
  console.log(`   ${((performance.now() - started) / 1000).toFixed(1)} s`);
  const ok = status === 0;
  if (!existsSync(file)) {
    return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
  }
  const counts = JSON.parse(readFileSync(file, 'utf8')) as Counts;
  // A suite that fails without a failed test of its own (a crash, a dead browser) is a failure all the same.
  return ok || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

const node = process.execPath;
const mocha = (folder: string): string[] => [bin('mocha'), '--reporter', 'scripts/test/reporter.cjs', folder];
const host = (...args: string[]): Counts =>
  suite('in VS Code', node, ['scripts/vscode/hostTests.ts', ...args]);

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

function all(): Counts[] {
  findBrowser();
  return [
    suite('build', node, ['esbuild.js']),
    suite('types', bin('tsc'), ['--noEmit', '-p', 'tsconfig.json']),
    suite('types of the panel', bin('tsc'), ['--noEmit', '-p', 'src/webview/tsconfig.json']),
    suite('lint', bin('oxlint'), ['--type-aware', '--deny-warnings']),
    suite('format', bin('prettier'), ['--check', '--log-level', 'warn', '.']),
    suite('unit', bin('c8'), ['--config', 'scripts/test/c8.json', node, ...mocha('test/unit')]),
    ...coverageGates.map((gate) => suite(`coverage ${gate.title}`, bin('c8'), gate.args)),
    host(),
    suite('panel', node, mocha('test/panel')),
    suite('workbench', node, mocha('test/e2e')),
  ];
}

await installVSCodeServer();
const counts = process.argv.includes('desktop')
  ? [suite('build', node, ['esbuild.js']), host('--desktop')]
  : all();
const sum = (key: keyof Counts): number => counts.reduce((total, each) => total + each[key], 0);
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
process.exit(sum('failed') === 0 ? 0 : 1);
