import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { commandOf, type KeyPress, type PanelCommand } from '../../../src/webview/keys.ts';

function press(key: string, held: Partial<KeyPress> = {}): PanelCommand | undefined {
  return commandOf({ key, shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, ...held });
}

describe('a key', () => {
  for (const [key, command] of [
    [' ', { do: 'toggle' }],
    ['k', { do: 'toggle' }],
    ['K', { do: 'toggle' }],
    [',', { do: 'step', frames: -1 }],
    ['.', { do: 'step', frames: 1 }],
    ['j', { do: 'speed', direction: -1 }],
    ['l', { do: 'speed', direction: 1 }],
    ['c', { do: 'overlay' }],
    ['m', { do: 'mute' }],
    ['r', { do: 'repeat' }],
    ['f', { do: 'fullScreen' }],
    ['Q', { do: 'quality' }],
    ['?', { do: 'keys' }],
    ['0', { do: 'seekTo', part: 0 }],
    ['7', { do: 'seekTo', part: 0.7 }],
    ['ArrowLeft', { do: 'seekBy', ms: -1_000 }],
    ['ArrowRight', { do: 'seekBy', ms: 1_000 }],
    ['x', undefined],
    ['Enter', undefined],
    ['constructor', undefined],
  ] as const) {
    it(`${JSON.stringify(key)} means ${JSON.stringify(command)}`, () =>
      assert.deepEqual(press(key), command));
  }

  it('with Shift makes longer steps', () => {
    assert.deepEqual(press('ArrowLeft', { shiftKey: true }), { do: 'seekBy', ms: -5_000 });
    assert.deepEqual(press('ArrowRight', { shiftKey: true }), { do: 'seekBy', ms: 5_000 });
  });

  it('with Alt turns to another variant where it is an arrow', () => {
    assert.deepEqual(press('ArrowLeft', { altKey: true }), { do: 'variant', direction: -1 });
    assert.deepEqual(press('ArrowRight', { altKey: true }), { do: 'variant', direction: 1 });
  });

  it('that is an arrow belongs to VS Code with Ctrl', () =>
    assert.equal(press('ArrowLeft', { altKey: true, ctrlKey: true }), undefined));

  it('is ? with Shift on most keyboards', () =>
    assert.deepEqual(press('?', { shiftKey: true }), { do: 'keys' }));

  for (const held of ['ctrlKey', 'altKey', 'metaKey'] as const) {
    it(`with ${held} belongs to VS Code`, () => assert.equal(press('k', { [held]: true }), undefined));
  }
});
