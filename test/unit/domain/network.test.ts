import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import {
  admitByNetwork,
  freshNetwork,
  isNetworkError,
  judgeNetwork,
  readNetworkState,
  type NetworkState,
} from '../../../src/domain/network.ts';
import type { ErrorKind } from '../../../src/domain/task.ts';
import { start } from './samples.ts';
import { errorKinds } from './words.ts';

const minute = 60_000;

/** A network in the hands of a test: every call is `ms` after the start. */
class Network {
  state: NetworkState = freshNetwork;

  /** An attempt at an origin that has answered before, unless it is `new`. */
  attempt(ms: number, origin: string, error?: ErrorKind): this {
    const sign = { origin, isKnown: !origin.includes('new'), ...(error !== undefined && { error }) };
    this.state = judgeNetwork(this.state, sign, start + ms);
    return this;
  }

  /** When a request may go out, ms after the start; it goes out when that is now. */
  admit(ms: number, forced = false): number {
    const { state, retryAt = start + ms } = admitByNetwork(this.state, start + ms, forced);
    this.state = state;
    return retryAt - start;
  }
}

describe('the network', () => {
  it('is fine until something speaks against it', () => {
    const network = new Network().attempt(0, 'https://a.example');
    assert.equal(network.state.trouble, undefined);
    assert.equal(network.admit(0), 0);
  });

  const signs: readonly (readonly [title: string, origin: string, ErrorKind, NetworkState['trouble']])[] = [
    ['no way out', 'https://new.example', 'offline', 'offline'],
    ['a name that was found before is not found', 'https://a.example', 'dns', 'offline'],
    ['B20 a page where data came before', 'https://a.example', 'notJson', 'portal'],
    ['B20 a redirect to elsewhere where data came before', 'https://a.example', 'redirected', 'portal'],
    ['A02 a name that was never found may be a slip', 'https://new.example', 'dns', undefined],
    [
      'a page from an address that never gave data may be a slip',
      'https://new.example',
      'notJson',
      undefined,
    ],
    ['A01 a refused connection', 'https://a.example', 'unreachable', undefined],
    ['a provider that does not answer', 'https://a.example', 'timeout', undefined],
    ['a key that is missing', 'https://a.example', 'keyMissing', undefined],
  ];
  for (const [title, origin, error, trouble] of signs) {
    it(`${title}: ${trouble ?? 'no trouble of the network'}`, () => {
      assert.equal(new Network().attempt(0, origin, error).state.trouble, trouble);
    });
  }

  it('A03 is offline when no name of several is found', () => {
    const network = new Network().attempt(0, 'https://new-1.example', 'dns');
    assert.equal(network.state.trouble, undefined);
    assert.equal(network.attempt(10, 'https://new-2.example', 'dns').state.trouble, 'offline');
  });

  it('A02 is fine while others answer, whatever happens to one', () => {
    const network = new Network().attempt(0, 'https://b.example');
    network.attempt(1_000, 'https://a.example', 'dns').attempt(2_000, 'https://a.example', 'offline');
    assert.equal(network.state.trouble, undefined);
    assert.equal(network.attempt(minute, 'https://a.example', 'dns').state.trouble, 'offline');
  });

  it('A03 lets one probe out every 30 s, rising to 2 minutes', () => {
    const network = new Network();
    const probes: number[] = [];
    for (let ms = 0; ms < 10 * minute; ms += 1_000) {
      if (network.admit(ms) === ms) {
        probes.push(ms / 1_000);
        network.attempt(ms, 'https://a.example', 'offline');
      }
    }
    assert.deepEqual(probes, [0, 30, 90, 210, 330, 450, 570]);
  });

  it('lets nobody else out while a probe is on its way', () => {
    const network = new Network().attempt(0, 'https://a.example', 'offline');
    assert.equal(network.admit(30_000), 30_000);
    assert.equal(network.admit(30_001), 60_000);
  });

  it('lets a person try at any time', () => {
    const network = new Network().attempt(0, 'https://a.example', 'offline');
    assert.equal(network.admit(1_000, true), 1_000);
  });

  for (const answer of [undefined, 'serverError', 'rateLimited', 'notFound', 'keyRejected'] as const) {
    it(`A03 is fine again after ${answer ?? 'a good answer'}, without anybody's doing`, () => {
      const network = new Network().attempt(0, 'https://a.example', 'offline');
      assert.equal(network.admit(30_000), 30_000);
      network.attempt(30_100, 'https://b.example', answer);
      assert.equal(network.state.trouble, undefined);
      assert.equal(network.admit(30_200), 30_200);
    });
  }

  it('G02 waits no longer than a probe needs when the clock has gone back', () => {
    const network = new Network().attempt(0, 'https://a.example', 'offline');
    assert.equal(network.admit(-3_600_000), -3_600_000);
  });

  it('is blamed for its own errors only', () => {
    const blamed = errorKinds.filter((kind) => isNetworkError(kind));
    assert.deepEqual(new Set(blamed), new Set(['offline', 'dns', 'notJson', 'redirected']));
    assert.equal(isNetworkError(undefined), false);
  });

  it('never stays in trouble for more than 2 minutes without a probe, and never without an error', () => {
    const step = fc.record({
      ms: fc.nat(3 * minute),
      origin: fc.constantFrom('https://a.example', 'https://b.example', 'https://new.example'),
      error: fc.option(fc.constantFrom(...errorKinds), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const network = new Network();
        let now = 0;
        for (const { ms, origin, error } of steps) {
          now += ms;
          assert.ok(network.admit(now) <= now + 2 * minute);
          network.attempt(now, origin, error);
          assert.ok(error !== undefined || network.state.trouble === undefined);
        }
      }),
    );
  });
});

describe('a stored state of the network', () => {
  it('is read as it was written', () => {
    const { state } = new Network().attempt(0, 'https://a.example', 'offline');
    assert.deepEqual(readNetworkState(JSON.parse(JSON.stringify(state))), state);
  });

  for (const odd of [
    undefined,
    null,
    7,
    'x',
    [],
    {},
    { lost: 'x', failures: 0, waitUntil: 0 },
    { lost: [1], failures: 0, waitUntil: 0 },
    { lost: [], failures: '1', waitUntil: 0 },
    { lost: [], failures: 0 },
    { lost: [], failures: 0, waitUntil: 0, trouble: 'rain' },
  ]) {
    it(`that is ${JSON.stringify(odd) ?? 'absent'} is a fresh one`, () =>
      assert.deepEqual(readNetworkState(odd), freshNetwork));
  }
});
