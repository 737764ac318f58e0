import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readSavedPanel } from '../../../src/protocol/saved.ts';

describe('what VS Code kept of a panel', () => {
  for (const state of [
    { subject: 'elkapi/task_1' },
    { subject: 'elkapi/task_1', timeMs: 2_500, muted: true, overlay: false, speed: 1.5, tab: 'storyboard' },
  ]) {
    it(`is taken: ${JSON.stringify(state)}`, () => assert.deepEqual(readSavedPanel(state), state));
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
  ]) {
    it(`is forgotten: ${JSON.stringify(state)}`, () => assert.equal(readSavedPanel(state), undefined));
  }
});
