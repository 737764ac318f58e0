import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Emitter } from '../../../src/domain/event.ts';
import type { Parts } from '../../../src/ui/parts.ts';
import { HandClock } from '../engine/clock.ts';
import { installFakeVscode, registered } from '../manifest/fakeVscode.ts';

const told = (): number => registered.contextKeys.filter((key) => key === 'videoTasks.hasKey').length;

describe('whether any provider has a key, for the walkthrough', () => {
  it('is looked at after the start, after a change of a key and of the settings, and reads no secret', async () => {
    installFakeVscode();
    const { registerKeyContext } = await import('../../../src/ui/keyContext.ts');
    const changed = { key: new Emitter<string>(), settings: new Emitter<void>() };
    const asked: (string | undefined)[] = [];
    const clock = new HandClock(0);
    const parts = {
      clock,
      log: {},
      keys: {
        onDidChange: changed.key.event,
        get: () => assert.fail('a secret is read'),
        isKnown: (origin: string, env: string | undefined) => {
          asked.push(origin, env);
          return false;
        },
      },
      settings: {
        onDidChange: changed.settings.event,
        providers: () => [{ id: 'a', baseUrl: 'https://a.test', env: 'A' }, { id: 'none' }],
      },
    } as unknown as Parts;
    const before = told();
    const registration = registerKeyContext(parts);
    assert.equal(told(), before);
    await clock.advance(1);
    assert.equal(told(), before + 1);
    changed.key.fire('https://a.test');
    changed.settings.fire();
    assert.equal(told(), before + 3);
    assert.deepEqual(new Set(asked), new Set(['https://a.test', 'A']));
    registration.dispose();
    changed.settings.fire();
    assert.equal(told(), before + 3);
  });
});
