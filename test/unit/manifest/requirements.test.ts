import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { manifest } from './manifest.ts';
import { readSurface } from './surface.ts';

function numbers(version: string | undefined): readonly number[] {
  const [, ...parts] = /^\^?(\d+)\.(\d+)\.(\d+)$/.exec(version ?? '') ?? assert.fail(String(version));
  return parts.map(Number);
}

function isAtMost(version: readonly number[], limit: readonly number[]): boolean {
  const at = version.findIndex((part, index) => part !== limit[index]);
  return at < 0 || (version[at] ?? 0) < (limit[at] ?? 0);
}

describe('what the extension needs', () => {
  it('is woken by the end of start-up and by a panel of a former session alone', () => {
    const [panel = '', ...others] = readSurface().panels;
    assert.deepEqual(others, []);
    assert.deepEqual(manifest.activationEvents, ['onStartupFinished', `onWebviewPanel:${panel}`]);
  });

  const orders: readonly [version: string, limit: string, atMost: boolean][] = [
    ['1.110.0', '^1.110.0', true],
    ['1.109.9', '^1.110.0', true],
    ['1.110.1', '^1.110.0', false],
    ['2.0.0', '^1.110.0', false],
  ];
  for (const [version, limit, atMost] of orders) {
    it(`${version} is ${atMost ? '' : 'not '}at most ${limit}`, () => {
      assert.equal(isAtMost(numbers(version), numbers(limit)), atMost);
    });
  }

  it('types of VS Code that are not newer than the oldest VS Code', () => {
    assert.ok(
      isAtMost(numbers(manifest.devDependencies['@types/vscode']), numbers(manifest.engines['vscode'])),
    );
  });

  it('three packages at run time, in exact versions', () => {
    assert.deepEqual(Object.keys(manifest.dependencies), ['@vscode/codicons', 'node-fetch', 'valibot']);
    for (const [name, version] of Object.entries(manifest.dependencies)) {
      assert.match(version, /^\d+\.\d+\.\d+$/, name);
    }
  });
});
