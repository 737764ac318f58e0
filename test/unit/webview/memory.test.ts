import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import type { SavedPanel } from '../../../src/protocol/saved.ts';
import { Memory } from '../../../src/webview/memory.ts';

describe('the memory of a panel', () => {
  let written: SavedPanel[] = [];
  const remember = (loaded?: SavedPanel): Memory => new Memory(loaded, (state) => written.push(state));

  beforeEach(() => {
    written = [];
  });

  it('holds what was loaded for the same subject', () => {
    const memory = remember({ subject: 'a', timeMs: 2_500 });
    memory.open('a');
    assert.deepEqual(memory.state, { subject: 'a', timeMs: 2_500 });
    assert.deepEqual(written, []);
  });

  it('forgets it for another one', () => {
    const memory = remember({ subject: 'a', timeMs: 2_500 });
    memory.open('b');
    assert.deepEqual(memory.state, { subject: 'b' });
    assert.deepEqual(written, [{ subject: 'b' }]);
  });

  it('writes what is new, and only that', () => {
    const memory = remember();
    memory.open('a');
    memory.keep({ muted: true });
    memory.keep({ muted: true });
    memory.keep({ tab: 'details' });
    assert.deepEqual(written, [
      { subject: 'a' },
      { subject: 'a', muted: true },
      { subject: 'a', muted: true, tab: 'details' },
    ]);
  });
});
