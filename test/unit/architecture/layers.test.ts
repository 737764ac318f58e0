import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'mocha';
import { checkLayers } from './layers.ts';

const source = join(import.meta.dirname, '..', '..', '..', 'src');

describe('layers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'video-tasks-layers-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('hold in src', () => {
    assert.deepEqual(checkLayers(source), []);
  });

  const planted: readonly [file: string, text: string, complaint: string][] = [
    ['domain/a.ts', `import { x } from '../engine/x.ts';`, 'domain must not import engine'],
    ['formats/a.ts', `import type { X } from '../engine/x.ts';`, 'formats must not import engine'],
    ['engine/a.ts', `import * as vscode from 'vscode';`, 'engine must not import vscode'],
    ['engine/b.ts', `const x = await import('node:fs');`, 'engine must not import node:fs'],
    ['store/a.ts', `export { x } from '../net/x.ts';`, 'store must not import net'],
    ['net/a.ts', `import lodash from 'lodash';`, 'net must not import lodash'],
    ['webview/a.ts', `import { x } from '../ui/x.ts';`, 'webview must not import ui'],
    ['ui/tree/a.ts', `import { x } from '../../store/x.ts';`, 'ui must not import store'],
    ['helpers/a.ts', ``, 'belongs to no layer'],
    ['domain/long.ts', '\n'.repeat(201), 'has 201 lines, 200 are allowed'],
  ];
  for (const [file, text, complaint] of planted) {
    it(`refuse: ${complaint}`, () => {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
      const complaints = checkLayers(folder);
      rmSync(join(folder, file));
      assert.deepEqual(complaints, [`${file}: ${complaint}`]);
    });
  }
});
