// How esbuild makes what ships.
import { fileURLToPath } from 'node:url';
import type { BuildOptions, Plugin } from 'esbuild';

const standIn = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const forms = standIn('forms.ts');
const unused = standIn('unused.ts');

/** An alias names packages only; these files are node-fetch's own. */
const unusedParts: Plugin = {
  name: 'unused-parts',
  setup(build) {
    build.onResolve({ filter: /\/multipart-parser\.js$/ }, () => ({ path: forms }));
    build.onResolve({ filter: /\/utils\/referrer\.js$/ }, () => ({ path: unused }));
  },
};

function shared(production: boolean): BuildOptions {
  return {
    bundle: true,
    minify: production,
    charset: 'utf8',
    sourcemap: production ? false : 'linked',
    logLevel: 'warning',
    legalComments: 'none',
    logOverride: { 'import-is-undefined': 'error' },
    outdir: 'dist',
  };
}

/** The file of its own that is loaded when it is imported in the middle of the work. */
const lazyParts: Plugin = {
  name: 'lazy-parts',
  setup(build) {
    build.onResolve({ filter: /\/readMovie\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './movie.cjs', external: true } : undefined,
    );
  },
};

/** Code that runs in the extension host. */
export function hostOptions(production: boolean): BuildOptions {
  return {
    ...shared(production),
    entryPoints: { extension: 'src/extension.ts' },
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    external: ['vscode', 'mocha'],
    outExtension: { '.js': '.cjs' },
    // node-fetch brings 70 KB of web streams, forms and blobs for Nodes without them; every Node of VS Code has its own.
    alias: {
      'web-streams-polyfill/dist/ponyfill.es2018.js': 'node:stream/web',
      'formdata-polyfill/esm.min.js': forms,
      'fetch-blob/from.js': forms,
      'fetch-blob': forms,
      'data-uri-to-buffer': unused,
    },
    plugins: [unusedParts, lazyParts],
  };
}

/** Code that reads videos, in the extension host. */
export function movieOptions(production: boolean): BuildOptions {
  return { ...hostOptions(production), entryPoints: { movie: 'src/domain/movie/readMovie.ts' } };
}

/** Code that runs in the panel. */
export function panelOptions(production: boolean): BuildOptions {
  return {
    ...shared(production),
    entryPoints: { panel: 'src/webview/panel.ts' },
    platform: 'browser',
    target: 'chrome132',
    format: 'iife',
  };
}
