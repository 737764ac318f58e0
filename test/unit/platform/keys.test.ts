import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Memento, SecretStorage } from 'vscode';
import { Emitter } from '../../../src/domain/event.ts';
import { SecretKeys } from '../../../src/platform/keys.ts';

const origin = 'https://gateway.test';

/** The keys of a window, and how often the secret storage was read. */
function window(env: Readonly<Record<string, string>> = {}) {
  const changed = new Emitter<{ key: string }>();
  const stored = new Map<string, string>();
  const reads: string[] = [];
  const secrets = {
    onDidChange: changed.event,
    get: async (key: string) => {
      reads.push(key);
      return stored.get(key);
    },
    store: async (key: string, value: string) => {
      stored.set(key, value);
      changed.fire({ key });
    },
    delete: async (key: string) => {
      stored.delete(key);
      changed.fire({ key });
    },
  };
  const state = new Map<string, unknown>();
  const memento = {
    get: (key: string) => state.get(key),
    update: async (key: string, value: unknown) => void state.set(key, value),
  };
  const keys = new SecretKeys(secrets as unknown as SecretStorage, memento as unknown as Memento, env);
  return { keys, reads };
}

describe('whether a key is known', () => {
  it('is told without reading a secret, and whoever is told of a change sees it', async () => {
    const { keys, reads } = window();
    const seen: boolean[] = [];
    keys.onDidChange(() => seen.push(keys.isKnown(origin, undefined)));
    assert.equal(keys.isKnown(origin, undefined), false);
    await keys.set(origin, 'key-of-test-0001');
    assert.equal(seen.at(-1), true);
    assert.equal(keys.isKnown('https://other.test', undefined), false);
    await keys.remove(origin);
    assert.equal(seen.at(-1), false);
    assert.deepEqual(reads, []);
  });

  it('counts a variable that holds one', () => {
    const { keys } = window({ A_KEY: 'key-of-test-0001', PLACEHOLDER: '<your key>' });
    assert.deepEqual(
      ['A_KEY', 'PLACEHOLDER', 'ABSENT', undefined].map((env) => keys.isKnown(origin, env)),
      [true, false, false, false],
    );
  });
});
