// Builds what ships (extension host, reader of videos, panel) and the tests that run inside VS Code.
import { build } from 'esbuild';
import { cp, glob, mkdir, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { hostOptions, movieOptions, panelOptions } from './scripts/build/options.ts';

const { values } = parseArgs({ options: { production: { type: 'boolean', default: false } } });

await rm('dist', { recursive: true, force: true });
await mkdir('dist');

// Bundled tests find their files beside their sources.
const sourceFolder = {
  name: 'source-folder',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]test[\\/].*\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replaceAll(
        'import.meta.dirname',
        JSON.stringify(dirname(path)),
      ),
      loader: 'ts',
    }));
  },
};

const builds = [
  build(hostOptions(values.production)),
  build(movieOptions(values.production)),
  build(panelOptions(values.production)),
  cp('node_modules/@vscode/codicons/dist/codicon.css', 'dist/codicon.css'),
  cp('node_modules/@vscode/codicons/dist/codicon.ttf', 'dist/codicon.ttf'),
];
if (!values.production) {
  const host = hostOptions(false);
  builds.push(
    build({
      ...host,
      entryPoints: ['test/vscode/index.ts', ...(await Array.fromAsync(glob('test/vscode/**/*.test.ts')))],
      outdir: 'dist/test',
      outbase: 'test/vscode',
      plugins: [...host.plugins, sourceFolder],
    }),
  );
}
await Promise.all(builds);
