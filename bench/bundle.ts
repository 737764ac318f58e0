import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { packageExtension } from '../scripts/package.ts';
import { root } from '../scripts/vscode/paths.ts';

/** Prints the sizes of what ships. */
export async function benchBundle(): Promise<void> {
  const files = ['dist/extension.cjs', 'dist/movie.cjs', 'dist/panel.js', 'media/panel.css'];
  const vsix = await packageExtension();
  const paths = [
    ...files.map((file) => [file, join(root, file)] as const),
    ['package (.vsix)', vsix] as const,
  ];
  const rows = await Promise.all(
    paths.map(
      async ([name, path]) => [name, { KB: Math.round((await stat(path)).size / 100) / 10 }] as const,
    ),
  );
  console.log('\nSizes as shipped, minified');
  console.table(Object.fromEntries(rows));
}
