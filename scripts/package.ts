import { spawnSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { results, root } from './vscode/paths.ts';

/** Packs an extension, building it first where its manifest says how. Returns the absolute path of the package. */
async function pack(folder: string, name: string): Promise<string> {
  const out = join(results, `${name}.vsix`);
  await mkdir(results, { recursive: true });
  const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  const args = [
    vsce,
    'package',
    '--no-dependencies',
    '--allow-missing-repository',
    '--skip-license',
    '--no-rewrite-relative-links',
    '--out',
    out,
  ];
  const packed = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  if (packed.status !== 0) {
    throw new Error(`Packaging failed:\n${packed.stdout}${packed.stderr}`);
  }
  return out;
}

/** Packs the extension as it ships. */
export function packageExtension(): Promise<string> {
  return pack(root, 'video-tasks');
}

/** Packs the helper extension of the demo. */
export function packageDemo(): Promise<string> {
  return pack(join(root, 'scripts', 'demo', 'extension'), 'video-tasks-demo');
}

/** Packs the helper extension of the activation benchmark. */
export function packageProbe(): Promise<string> {
  return pack(join(root, 'bench', 'probe'), 'video-tasks-probe');
}
