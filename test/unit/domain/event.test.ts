import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Log } from '../../../src/domain/ports.ts';
import { Emitter } from '../../../src/domain/event.ts';

describe('Emitter', () => {
  it('tells every listener, in their order', () => {
    const emitter = new Emitter<number>();
    const heard: string[] = [];
    emitter.event((value) => heard.push(`a${value}`));
    emitter.event((value) => heard.push(`b${value}`));
    emitter.fire(1);
    emitter.fire(2);
    assert.deepEqual(heard, ['a1', 'b1', 'a2', 'b2']);
  });

  it('tells nobody after the end of a listener, and ends only that one', () => {
    const emitter = new Emitter<number>();
    const heard: number[] = [];
    const listener = (value: number): void => void heard.push(value);
    const first = emitter.event(listener);
    emitter.event(listener);
    emitter.fire(1);
    first.dispose();
    first.dispose();
    emitter.fire(2);
    assert.deepEqual(heard, [1, 1, 2]);
  });

  it('is not stopped by a listener that throws, and logs it where it can', () => {
    const lines: unknown[] = [];
    const note = (message: string, detail: unknown): void => void lines.push([message, detail]);
    const log: Log = { debug: note, info: note, warn: note, error: note };
    for (const emitter of [new Emitter<number>(), new Emitter<number>(log)]) {
      const heard: number[] = [];
      emitter.event(() => {
        throw new Error('a bug');
      });
      emitter.event((value) => heard.push(value));
      emitter.fire(1);
      assert.deepEqual(heard, [1]);
    }
    assert.deepEqual(lines, [['A listener failed', { error: 'Error: a bug' }]]);
  });
});
