import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readSavedPanel } from '../../../src/protocol/saved.ts';

describe('what VS Code kept of a panel', () => {
  for (const state of [
    { subject: 'elkapi/task_1' },
    { subject: 'elkapi/task_1', variant: 'variant-1', quality: 'gen_2 source 854 480' },
    { subject: `file:file:///${encodeURIComponent('映'.repeat(1_365))}` },
    { subject: 'elkapi/task_1', timeMs: 2_500, muted: true, overlay: false, speed: 1.5, tab: 'storyboard' },
  ]) {
    it(`is taken: ${JSON.stringify(state).slice(0, 120)}`, () =>
      assert.deepEqual(readSavedPanel(state), state));
  }

  for (const state of [
    undefined,
    null,
    'elkapi/task_1',
    {},
    { subject: 1 },
    { subject: 'a', timeMs: -1 },
    { subject: 'a', timeMs: Infinity },
    { subject: 'a', speed: 0 },
    { subject: 'a', tab: 'raw' },
    { subject: 'a', tab: '__proto__' },
    { subject: 'a', timeMs: '1' },
    { subject: 'a', timeMs: Number.NaN },
    { subject: 'a', muted: 'yes' },
    { subject: 'a', speed: 1e9 },
    { subject: ['task:elkapi/task_1'] },
    JSON.parse('{"__proto__":{"subject":"elkapi/task_1"}}') as unknown,
    [{ subject: 'a' }],
    { subject: 'a', variant: 1 },
    { subject: 'a', quality: '' },
    { subject: 'a', quality: 'x'.repeat(201) },
    { subject: 'x'.repeat(16_385) },
  ]) {
    it(`is forgotten: ${JSON.stringify(state)?.slice(0, 60)} (I18)`, () =>
      assert.equal(readSavedPanel(state), undefined));
  }
});
