import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { DisposableStore, together } from '../../../src/domain/disposable.ts';

describe('DisposableStore', () => {
  it('ends what it holds once, last first', () => {
    const store = new DisposableStore();
    const ended: string[] = [];
    for (const name of ['a', 'b', 'c']) {
      store.add({ dispose: () => ended.push(name) });
    }
    store.dispose();
    store.dispose();
    assert.deepEqual(ended, ['c', 'b', 'a']);
  });

  it('hands back what it was given', () => {
    const item = { dispose: () => {}, name: 'mine' };
    assert.equal(new DisposableStore().add(item), item);
  });

  it('makes one of several', () => {
    const ended: string[] = [];
    const all = together({ dispose: () => ended.push('a') }, { dispose: () => ended.push('b') });
    all.dispose();
    all.dispose();
    assert.deepEqual(ended, ['b', 'a']);
  });
});
