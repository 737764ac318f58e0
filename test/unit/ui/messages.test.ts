import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { hear, type PanelHands } from '../../../src/ui/panel/messages.ts';

function heardBy(isReady: boolean, ...said: readonly unknown[]): readonly string[] {
  const heard: string[] = [];
  const hands = new Proxy({} as PanelHands, {
    get: (_, name) => (): void => void heard.push(String(name)),
  });
  for (const message of said) {
    hear(message, { isReady }, hands);
  }
  return heard;
}

describe('what a page says', () => {
  const verb = { type: 'verb', verb: 'removeCopy' };

  it('is heard when it is the page of what is shown', () => {
    assert.deepEqual(heardBy(true, verb, { type: 'watched' }), ['perform', 'watched']);
  });

  it('is about something else until it is ready, and dropped', () => {
    assert.deepEqual(heardBy(false, verb, { type: 'watched' }, { type: 'ready' }), ['ready']);
  });

  it('is dropped when it is no message of ours', () => {
    assert.deepEqual(heardBy(true, undefined, { type: 'quit' }, { type: 'verb', verb: 'quit' }), []);
  });
});
