import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { claimCopy, releaseCopy } from '../../../src/domain/copyClaims.ts';
import { leaseMs } from '../../../src/domain/originState.ts';

const now = 1_000_000;

describe('claims of local copies', () => {
  it('belong to the window that comes first', () => {
    const first = claimCopy(undefined, 'a', 'one', now);
    assert.deepEqual(first, { state: { a: { by: 'one', until: now + leaseMs } }, result: true });
    const second = claimCopy(first.state, 'a', 'two', now + 1);
    assert.deepEqual(second, { state: first.state, result: false });
    assert.equal(claimCopy(second.state, 'b', 'two', now + 1).result, true);
  });

  it('are kept by who has them, for another lease', () => {
    const { state } = claimCopy(undefined, 'a', 'one', now);
    assert.deepEqual(claimCopy(state, 'a', 'one', now + 5).state, {
      a: { by: 'one', until: now + 5 + leaseMs },
    });
  });

  it('lapse when nobody keeps them, and leave nothing behind', () => {
    const { state } = claimCopy(undefined, 'a', 'one', now);
    assert.equal(claimCopy(state, 'a', 'two', now + leaseMs - 1).result, false);
    const later = claimCopy(state, 'b', 'two', now + leaseMs);
    assert.deepEqual(Object.keys(later.state), ['b']);
    assert.equal(claimCopy(state, 'a', 'two', now + leaseMs).result, true);
  });

  it('of a clock that has gone back since do not count', () => {
    const { state } = claimCopy(undefined, 'a', 'one', now + 60_000);
    assert.equal(claimCopy(state, 'a', 'two', now).result, true);
  });

  it('are given back by who has them only', () => {
    const { state } = claimCopy(undefined, 'a', 'one', now);
    assert.deepEqual(releaseCopy(state, 'a', 'two', now).state, state);
    assert.deepEqual(releaseCopy(state, 'a', 'one', now), { state: {}, result: undefined });
    assert.deepEqual(releaseCopy(state, 'b', 'one', now).state, state);
  });

  const odd: readonly unknown[] = [
    null,
    7,
    'text',
    [],
    { a: null },
    { a: { by: 1, until: now + 1 } },
    { a: { by: 'x', until: 'soon' } },
    { a: { by: 'x' } },
    { a: { until: now + 1 } },
    { a: { by: 'x', until: Number.NaN } },
  ];
  for (const state of odd) {
    it(`are free where the state is ${JSON.stringify(state)}`, () => {
      assert.equal(claimCopy(state, 'a', 'one', now).result, true);
    });
  }
});
