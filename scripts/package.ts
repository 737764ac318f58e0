import { execFileSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { results, root } from './vscode/paths.ts';

/** Builds the extension as it ships and packs it. Returns the absolute path of the package. */
export async function packageExtension(): Promise<string> {
  const packagePath = join(results, 'video-tasks.vsix');
  await mkdir(results, { recursive: true });
  execFileSync(process.execPath, [join(root, 'esbuild.js'), '--production'], { cwd: root });
  await createVSIX({ cwd: root, packagePath, dependencies: false, allowMissingRepository: true });
  return packagePath;
}
