import assert from 'node:assert/strict';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { listFiles, PackageManager } from '@vscode/vsce';
import { build, type BuildOptions } from 'esbuild';
import { after, before, describe, it } from 'mocha';
import { hostOptions, movieOptions, panelOptions } from '../../../scripts/build/options.ts';
import { manifest, read, root } from './manifest.ts';

const builtFiles = [
  'dist/codicon.css',
  'dist/codicon.ttf',
  'dist/extension.cjs',
  'dist/movie.cjs',
  'dist/panel.js',
];
const shipped = [
  ...builtFiles,
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'l10n/bundle.l10n.json',
  'l10n/bundle.l10n.zh-cn.json',
  'package.json',
  'package.nls.json',
  'package.nls.zh-cn.json',
];

describe('the package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'video-tasks-package-'));
  const media = readdirSync(join(root, 'media'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    );

  before(() => {
    for (const name of ['.vscodeignore', 'media', 'l10n', 'CHANGELOG.md', 'LICENSE', 'README.md']) {
      cpSync(join(root, name), join(folder, name), { recursive: true });
    }
    for (const name of ['package.json', 'package.nls.json', 'package.nls.zh-cn.json']) {
      cpSync(join(root, name), join(folder, name));
    }
    const planted =
      'dist/extension.cjs.map dist/panel.js.map dist/test/index.cjs dist/test/a.test.cjs src/extension.ts ' +
      'test/unit/a.test.ts scripts/test.js bench/a.ts docs/a.md node_modules/node-fetch/index.js coverage/index.html ' +
      'test-results/a.png .vscode-test/a .env .npmrc .ci/Dockerfile .vscode/launch.json .git/config ' +
      'package-lock.json tsconfig.json esbuild.js old.vsix notes.txt';
    for (const name of [...builtFiles, ...planted.split(' ')]) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), '');
    }
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('holds what runs, its texts and its papers, and nothing else', async () => {
    const files = await listFiles({ cwd: folder, packageManager: PackageManager.None });
    assert.deepEqual(files.toSorted(), [...shipped, ...media].toSorted());
  });

  it('shows icons, style sheets and the sample only', () => {
    assert.deepEqual(
      media.filter((file) => !/\.(svg|png|css)$/.test(file)),
      ['media/sample/response.json', 'media/sample/video.mp4'],
    );
  });

  it('has a square PNG icon of at least 256 pixels', () => {
    const icon = readFileSync(join(root, manifest.icon));
    assert.deepEqual([...icon.subarray(0, 8)], [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    assert.ok(icon.readUInt32BE(16) >= 256);
    assert.equal(icon.readUInt32BE(16), icon.readUInt32BE(20));
  });

  it('has a monochrome icon of 24 by 24 for the activity bar', () => {
    const svg = read('media/activity.svg');
    assert.match(svg, /viewBox="0 0 24 24"/);
    const colours = [...svg.matchAll(/\b(?:fill|stroke)="([^"]*)"/g)].map(([, colour]) => colour);
    assert.ok(colours.length > 0);
    assert.ok(new Set(colours.filter((colour) => colour !== 'none')).size <= 1);
  });

  it('has a size that nobody notices', () => {
    const bytes = media.map((file) => statSync(join(root, file)).size).reduce((sum, size) => sum + size, 0);
    assert.ok(bytes <= 200_000, `${bytes} bytes in media/`);
  });
});

/** Builds into memory, as it ships. */
async function bundle(options: BuildOptions): Promise<{ text: string; bytes: number; imports: string[] }> {
  const { outputFiles, metafile } = await build({
    ...options,
    absWorkingDir: root,
    write: false,
    metafile: true,
  });
  const [output, ...others] = outputFiles;
  assert.ok(output);
  assert.equal(others.length, 0);
  const imports = Object.values(metafile?.outputs ?? {}).flatMap((each) =>
    each.imports.map(({ path }) => path),
  );
  return { text: output.text, bytes: output.contents.byteLength, imports };
}

describe('what ships', () => {
  const parts: readonly [
    name: string,
    options: BuildOptions,
    most: number,
    imports: (name: string) => boolean,
  ][] = [
    [
      'the extension',
      hostOptions(true),
      250_000,
      (name) => ['vscode', './movie.cjs'].includes(name) || isBuiltin(name),
    ],
    ['the reader of videos', movieOptions(true), 15_000, () => false],
    ['the panel', panelOptions(true), 55_000, () => false],
  ];
  for (const [name, options, most, mayImport] of parts) {
    it(`${name} is one file of at most ${most.toLocaleString('en')} bytes`, async () => {
      const { bytes } = await bundle(options);
      assert.ok(bytes <= most, `${bytes} bytes`);
    });

    it(`${name} leaves nothing to be found in node_modules, and names no source map`, async () => {
      const { text, imports } = await bundle(options);
      assert.deepEqual(
        imports.filter((each) => !mayImport(each)),
        [],
      );
      assert.doesNotMatch(text, /sourceMappingURL/);
    });
  }
});
