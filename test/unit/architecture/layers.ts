import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';

/** What each layer may import: other layers, `vscode`, Node's built-ins, and packages by name. */
export interface Layer {
  readonly layers: readonly string[];
  readonly vscode?: true;
  readonly node?: true;
  readonly packages: readonly string[];
}

/** The whole rule of docs/architecture.md. `extension` is the composition root. */
export const layers: Readonly<Record<string, Layer>> = {
  domain: { layers: [], packages: [] },
  formats: { layers: ['domain'], packages: [] },
  providers: { layers: ['domain', 'formats'], packages: ['valibot'] },
  net: { layers: ['domain'], node: true, packages: ['node-fetch'] },
  store: { layers: ['domain'], node: true, packages: ['valibot'] },
  engine: { layers: ['domain'], packages: [] },
  protocol: { layers: ['domain'], packages: ['valibot'] },
  platform: { layers: ['domain'], vscode: true, node: true, packages: ['valibot'] },
  ui: { layers: ['domain', 'engine', 'protocol'], vscode: true, packages: ['valibot'] },
  webview: { layers: ['domain', 'protocol'], packages: [] },
  extension: {
    layers: ['domain', 'formats', 'providers', 'net', 'store', 'engine', 'protocol', 'platform', 'ui'],
    vscode: true,
    packages: [],
  },
};

// The types of the public API stand alone, so that other extensions can copy the file.
const publicTypes: Layer = { layers: [], vscode: true, packages: [] };
const maxLines = 200;
const imports = /(?:\bfrom\s+|\bimport\s*\(\s*|^\s*import\s+)['"]([^'"]+)['"]/gm;

function layerOf(file: string): string {
  const [first = '', second] = file.split('/');
  return second === undefined ? first.replace(/(\.d)?\.ts$/, '') : first;
}

function complain(file: string, layer: string, rule: Layer, specifier: string): string | undefined {
  if (specifier === 'vscode') {
    return rule.vscode ? undefined : `${layer} must not import vscode`;
  }
  if (specifier.startsWith('node:')) {
    return rule.node ? undefined : `${layer} must not import ${specifier}`;
  }
  if (!specifier.startsWith('.')) {
    return rule.packages.includes(specifier) ? undefined : `${layer} must not import ${specifier}`;
  }
  const target = layerOf(posix.normalize(posix.join(dirname(file), specifier)));
  // The public types of the API describe what the composition root returns; its builder lives in ui.
  const allowed = target === layer || target === 'api' || rule.layers.includes(target);
  return allowed ? undefined : `${layer} must not import ${target}`;
}

/** Every broken rule in a source folder, as `file: complaint`. */
export function checkLayers(sourceFolder: string): readonly string[] {
  const files = readdirSync(sourceFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|js|cjs|mjs|tsx)$/.test(entry.name))
    .map((entry) => relative(sourceFolder, join(entry.parentPath, entry.name)).split(sep).join('/'));
  return files.flatMap((file) => {
    const text = readFileSync(join(sourceFolder, file), 'utf8');
    const layer = layerOf(file);
    const rule = file === 'api.d.ts' ? publicTypes : layers[layer];
    const lines = text.split('\n').length - 1;
    const complaints = lines > maxLines ? [`has ${lines} lines, ${maxLines} are allowed`] : [];
    if (rule === undefined) {
      complaints.push(`belongs to no layer`);
    } else {
      for (const [, specifier = ''] of text.matchAll(imports)) {
        const complaint = complain(file, layer, rule, specifier);
        if (complaint !== undefined) {
          complaints.push(complaint);
        }
      }
    }
    return complaints.map((complaint) => `${file}: ${complaint}`);
  });
}
