import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { guarded } from '../../../src/domain/guarded.ts';
import type { Log } from '../../../src/domain/ports.ts';

function ignore(): void {}

function logTo(lines: unknown[]): Log {
  return { debug: ignore, info: ignore, warn: ignore, error: (...line) => void lines.push(line) };
}

describe('guarded work', () => {
  it('that fails is logged', async () => {
    const lines: unknown[] = [];
    const { promise, reject } = Promise.withResolvers<void>();
    guarded(logTo(lines), 'Saving', promise);
    reject(new Error('no'));
    await promise.catch(() => {});
    assert.deepEqual(lines, [['Saving failed', { error: 'Error: no' }]]);
  });

  it('that succeeds says nothing', async () => {
    const lines: unknown[] = [];
    guarded(logTo(lines), 'Saving', Promise.resolve());
    await Promise.resolve();
    assert.deepEqual(lines, []);
  });
});
