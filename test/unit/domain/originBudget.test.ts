import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { admit, renew, settle } from '../../../src/domain/origin.ts';
import { freshOrigin, leaseMs, type Lease, type OriginState } from '../../../src/domain/originState.ts';
import { start } from './samples.ts';
import { errorKinds } from './words.ts';

const hour = 3_600_000;

const step = fc.record({
  /** How far the clock goes, ms. */
  ms: fc.oneof(fc.constant(0), fc.nat(3_000), fc.nat(2 * hour)),
  act: fc.constantFrom('ask', 'ask', 'demand', 'settle', 'unsent', 'renew'),
  which: fc.nat(3),
  error: fc.option(fc.constantFrom(...errorKinds), { nil: undefined }),
  retryAfterMs: fc.option(fc.integer({ min: 1_000, max: hour }), { nil: undefined }),
  random: fc.double({ min: 0, max: 1, noNaN: true }),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Plays the steps. Gives every request that went out: when, and how many were in flight then. */
function play(steps: readonly Step[]) {
  let state: OriginState = freshOrigin(start);
  let now = start;
  let flying: readonly Lease[] = [];
  const sent: { readonly at: number; readonly flying: number }[] = [];
  for (const { ms, act, which, error, retryAfterMs, random } of steps) {
    now += ms;
    const at = now;
    flying = flying.filter(({ until }) => until > at);
    if (act === 'ask' || act === 'demand') {
      const admitted = admit(state, now, act === 'demand');
      ({ state } = admitted);
      if (admitted.result.ok) {
        flying = [...flying, admitted.result.lease];
        sent.push({ at: now, flying: flying.length });
      }
    } else {
      const lease = flying[which % Math.max(1, flying.length)];
      if (lease !== undefined) {
        const index = flying.indexOf(lease);
        if (act === 'renew') {
          state = renew(state, lease, now);
          flying = flying.with(index, { ...lease, until: now + leaseMs });
          continue;
        }
        flying = flying.filter((_, each) => each !== index);
        const attempt = {
          ...(error !== undefined && { error }),
          ...(retryAfterMs !== undefined && { retryAfterMs }),
        };
        state = settle(state, lease, act === 'unsent' ? undefined : attempt, now, random);
        if (act === 'unsent') {
          sent.splice(
            sent.findLastIndex((request) => request.at === lease.sentAt),
            1,
          );
        }
      }
    }
  }
  return { state, now, sent };
}

const steps = fc.array(step, { maxLength: 120 });

describe('whatever is asked of an origin', () => {
  it('no span of time holds more than 5 requests and one every 2 s', () => {
    fc.assert(
      fc.property(steps, (each) => {
        const { sent } = play(each);
        sent.forEach((first, index) => {
          sent.slice(index).forEach((last, more) => {
            const allowed = 5 + (last.at - first.at) * 0.0005;
            assert.ok(more + 1 <= allowed + 1e-6, `${more + 1} requests in ${last.at - first.at} ms`);
          });
        });
      }),
    );
  });

  it('never more than 2 requests are in flight', () => {
    fc.assert(
      fc.property(steps, (each) => {
        assert.ok(play(each).sent.every(({ flying }) => flying <= 2));
      }),
    );
  });

  it('the clock going back by any time closes it for an hour at most, unless the key is rejected', () => {
    fc.assert(
      fc.property(steps, fc.nat(100 * 24 * hour), (each, back) => {
        const { state, now } = play(each);
        const { reason: _, ...rest } = state;
        const usable: OriginState = state.reason === 'keyRejected' ? rest : state;
        let time = now - back;
        let admission = admit(usable, time, false);
        // A request that is still out holds its place for its lease, in steps of a second.
        for (let tries = 0; !admission.result.ok && tries < 60; tries += 1) {
          assert.ok(admission.result.retryAt > time);
          time = admission.result.retryAt;
          admission = admit(admission.state, time, false);
        }
        assert.ok(admission.result.ok);
        assert.ok(time <= now - back + hour + leaseMs);
      }),
    );
  });

  it('every time of its state is a number', () => {
    fc.assert(
      fc.property(steps, (each) => {
        const { tokens, refilledAt, leases, failures, waitUntil } = play(each).state;
        const ends = leases.flatMap(({ sentAt, until }) => [sentAt, until]);
        assert.ok([tokens, refilledAt, failures, waitUntil, ...ends].every(Number.isFinite));
      }),
    );
  });
});
