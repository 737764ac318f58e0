import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  admit,
  concernsOrigin,
  crowdedMs,
  release,
  renew,
  settle,
  type Admission,
  type Attempt,
} from '../../../src/domain/origin.ts';
import {
  freshOrigin,
  leaseMs,
  readOriginState,
  type Lease,
  type OriginState,
} from '../../../src/domain/originState.ts';
import type { ErrorKind } from '../../../src/domain/task.ts';
import { start } from './samples.ts';
import { errorKinds } from './words.ts';

const minute = 60_000;
const hour = 60 * minute;

/** An origin in the hands of a test: every call is `ms` after the start. */
class Origin {
  state: OriginState = freshOrigin(start);

  admit(ms: number, forced = false): Admission {
    const { state, result } = admit(this.state, start + ms, forced);
    this.state = state;
    return result;
  }

  /** Sends a request, which must be let out; resolves to its lease. */
  send(ms: number, forced = false): Lease {
    const admission = this.admit(ms, forced);
    assert.ok(admission.ok, `refused at ${ms}`);
    return admission.lease;
  }

  settle(ms: number, lease: Lease, attempt: Attempt | undefined, random = 1): void {
    this.state = settle(this.state, lease, attempt, start + ms, random);
  }

  /** Sends a request and fails it at once. */
  fail(ms: number, attempt: Attempt, random = 1): void {
    this.settle(ms, this.send(ms), attempt, random);
  }

  /** When the next request may go out, ms after the start; 0 when now. */
  opensAt(ms: number): number {
    const admission = admit(this.state, start + ms, false).result;
    return admission.ok ? 0 : admission.retryAt - start;
  }
}

describe('the budget of an origin', () => {
  it('is two requests in flight', () => {
    const origin = new Origin();
    const lease = origin.send(0);
    origin.send(0);
    assert.deepEqual(origin.admit(0), { ok: false, retryAt: start + 1_000 });
    origin.settle(100, lease, {});
    assert.ok(origin.admit(100).ok);
  });

  it('is five requests at once, then one every two seconds', () => {
    const origin = new Origin();
    for (let each = 0; each < 5; each += 1) {
      origin.settle(0, origin.send(0), {});
    }
    assert.equal(origin.opensAt(0), 2_000);
    assert.equal(origin.opensAt(1_999), 2_000);
    assert.ok(origin.admit(2_000).ok);
  });

  it('holds for what a person wants, too', () => {
    const origin = new Origin();
    for (let each = 0; each < 5; each += 1) {
      origin.settle(0, origin.send(0, true), {});
    }
    assert.deepEqual(origin.admit(0, true), { ok: false, retryAt: start + 2_000 });
  });

  it('F09 takes a request for lost when nobody has renewed its lease', () => {
    const origin = new Origin();
    origin.send(0);
    origin.send(0);
    assert.ok(!origin.admit(leaseMs - 1).ok);
    assert.ok(origin.admit(leaseMs).ok);
    assert.ok(leaseMs < 15_000);
  });

  it('holds a request for as long as its lease is renewed', () => {
    const origin = new Origin();
    const lease = origin.send(0);
    origin.send(1);
    origin.state = renew(origin.state, lease, start + 8_000);
    assert.ok(origin.admit(leaseMs + 1).ok);
    assert.ok(!origin.admit(leaseMs + 7_999).ok);
    assert.ok(origin.admit(leaseMs + 8_000).ok);
  });

  it('F10 gives no lapsed lease back to the window that wakes up late', () => {
    const origin = new Origin();
    const lease = origin.send(0);
    origin.admit(60_000);
    assert.deepEqual(renew(origin.state, lease, start + 60_001), origin.state);
  });

  it('learns nothing from a request that this window gave up, but does not get it back', () => {
    const origin = new Origin();
    origin.fail(0, { error: 'serverError' });
    const lease = origin.send(5_000);
    const { leases: _, ...before } = origin.state;
    origin.settle(5_100, lease, { error: 'timeout', aborted: true });
    assert.deepEqual(origin.state, { ...before, leases: [] });
  });

  it('is charged for a request that the network lost, and not blamed', () => {
    const origin = new Origin();
    const { leases: _, ...sent } = (origin.send(0), origin.state);
    assert.deepEqual(release(origin.state, { sentAt: start, until: 0 }), { ...sent, leases: [] });
  });

  it('G01 is one request at a time when nothing was heard for ten minutes, until it answers', () => {
    const origin = new Origin();
    origin.settle(100, origin.send(0), {});
    const probe = origin.send(8 * hour);
    assert.deepEqual(origin.admit(8 * hour), { ok: false, retryAt: start + 8 * hour + 1_000 });
    origin.settle(8 * hour + 100, probe, {});
    origin.send(8 * hour + 100);
    origin.send(8 * hour + 100);
  });

  it('pays for redirects afterwards', () => {
    const origin = new Origin();
    origin.settle(0, origin.send(0), { redirects: 3 });
    origin.send(0);
    assert.equal(origin.opensAt(0), 2_000);
  });

  it('comes to a check of each task every two seconds for each of them', () => {
    assert.deepEqual([1, 7, 20, 150].map(crowdedMs), [2_000, 14_000, 40_000, 300_000]);
  });

  it('costs nothing where nothing was sent, and nothing is learned from it', () => {
    const origin = new Origin();
    origin.fail(0, { error: 'serverError' });
    const before = admit(origin.state, start + 5_000, false).state;
    origin.settle(5_000, origin.send(5_000), undefined);
    assert.deepEqual(origin.state, { ...before, tokens: 5, leases: [] });
    assert.equal(origin.state.failures, 1);
  });
});

const unsent = ['keyMissing', 'keyUnusable', 'baseUrlMissing', 'baseUrlRefused'] as const;

describe('an attempt for which nothing was sent', () => {
  for (const error of unsent) {
    it(`${error} costs nothing and is no good answer`, () => {
      const origin = new Origin();
      origin.fail(0, { error: 'serverError' });
      const lease = origin.send(5_000);
      const expected = settle(origin.state, lease, undefined, start + 5_000, 1);
      origin.settle(5_000, lease, { error });
      assert.deepEqual(origin.state, expected);
    });
  }
});

const rests: readonly (readonly [string, Attempt, number])[] = [
  ['B01 429 with Retry-After waits that long', { error: 'rateLimited', retryAfterMs: 7_000 }, 7_000],
  ['B07 503 with Retry-After waits that long', { error: 'serverError', retryAfterMs: 7_000 }, 7_000],
  ['B03 429 with the longest wait', { error: 'rateLimited', retryAfterMs: hour }, hour],
  ['B05 429 without one backs off from 2 s', { error: 'rateLimited' }, 2_000],
  ['B08 500 backs off from 2 s', { error: 'serverError' }, 2_000],
  ['B06 without credit the key rests for 30 minutes', { error: 'quota' }, 30 * minute],
  ['B10 a rejected key rests until something changes', { error: 'keyRejected' }, Number.POSITIVE_INFINITY],
  ['B11 403 concerns one task only', { error: 'forbidden' }, 0],
  ['B13 404 concerns one task only', { error: 'notFound' }, 0],
  ['a good answer', {}, 0],
];

describe('B01 a wait', () => {
  it('is not lifted by a good answer to what was sent in the same moment', () => {
    const origin = new Origin();
    const [first, second] = [origin.send(0), origin.send(0)];
    origin.settle(0, first, { error: 'rateLimited', retryAfterMs: 7_000 });
    origin.settle(0, second, {});
    assert.equal(origin.opensAt(0), 7_000);
  });
});

describe('the rest of an origin', () => {
  for (const [title, attempt, opensAt] of rests) {
    it(title, () => {
      const origin = new Origin();
      origin.fail(0, attempt);
      assert.equal(origin.opensAt(0), opensAt);
      assert.ok(origin.admit(opensAt === Number.POSITIVE_INFINITY ? 100 * hour : opensAt, true).ok);
    });
  }

  it('doubles with every failure up to 5 minutes, and chance takes any part of it', () => {
    const origin = new Origin();
    const waits = Array.from({ length: 10 }, (_, each) => {
      origin.fail(each * hour, { error: 'timeout' });
      return origin.opensAt(each * hour) - each * hour;
    });
    assert.deepEqual(
      waits,
      [2, 4, 8, 16, 32, 64, 128, 256, 300, 300].map((seconds) => seconds * 1_000),
    );
    origin.fail(20 * hour, { error: 'timeout' }, 0.25);
    assert.equal(origin.opensAt(20 * hour), 20 * hour + 75_000);
  });

  it('lets out one probe at a time after five failures, two requests after a good answer', () => {
    const origin = new Origin();
    for (let each = 0; each < 5; each += 1) {
      origin.fail(each * hour, { error: 'unreachable' });
    }
    const probe = origin.send(5 * hour);
    assert.ok(!origin.admit(5 * hour).ok);
    origin.settle(5 * hour, probe, {});
    origin.send(5 * hour);
    assert.ok(origin.admit(5 * hour).ok);
  });

  it('B03 lets out one probe per hour while the provider asks for more', () => {
    const origin = new Origin();
    for (let each = 0; each < 5; each += 1) {
      const probe = origin.send(each * hour);
      if (each > 0) {
        assert.ok(!origin.admit(each * hour).ok);
      }
      origin.settle(each * hour, probe, { error: 'rateLimited', retryAfterMs: hour });
      assert.equal(origin.opensAt(each * hour), (each + 1) * hour);
    }
  });

  it('that the provider asked for holds for a person, too', () => {
    const origin = new Origin();
    origin.fail(0, { error: 'rateLimited', retryAfterMs: 60_000 });
    const refused = { ok: false, retryAt: start + 60_000, toldToWait: true };
    assert.deepEqual(origin.admit(1_000, true), refused);
    assert.ok(origin.admit(60_000, true).ok);
  });

  it('with a rejected key lets a person send one request at a time', () => {
    const origin = new Origin();
    origin.fail(0, { error: 'keyRejected' });
    const probe = origin.send(1_000, true);
    assert.deepEqual(origin.admit(1_000, true), { ok: false, retryAt: start + 2_000 });
    origin.settle(1_500, probe, {});
    origin.send(1_500);
    assert.ok(origin.admit(1_500).ok);
  });

  it('is passed by a person, but not by another request of the schedule', () => {
    const origin = new Origin();
    origin.fail(0, { error: 'quota' });
    assert.ok(!origin.admit(1_000).ok);
    origin.settle(1_500, origin.send(1_000, true), {});
    assert.equal(origin.opensAt(1_500), 0);
  });
});

const lateAnswers: readonly (readonly [string, Attempt])[] = [
  ['a good one', {}],
  ['one about its task only', { error: 'notFound' }],
  ['a failure', { error: 'serverError' }],
  ['a failure with a shorter wait', { error: 'serverError', retryAfterMs: 1_000 }],
];

describe('an answer to what was sent before a wait was told', () => {
  for (const [title, attempt] of lateAnswers) {
    it(`B01 ${title} does not shorten the wait`, () => {
      const origin = new Origin();
      const [first, second] = [origin.send(0), origin.send(0)];
      origin.settle(500, first, { error: 'rateLimited', retryAfterMs: 7_000 });
      origin.settle(900, second, attempt);
      assert.equal(origin.opensAt(1_000), 7_500);
    });

    it(`B03 ${title} does not open it for more than one probe`, () => {
      const origin = new Origin();
      const [first, second] = [origin.send(0), origin.send(0)];
      origin.settle(500, first, { error: 'rateLimited', retryAfterMs: 7_000 });
      origin.settle(900, second, attempt);
      origin.send(7_500);
      assert.ok(!origin.admit(7_500).ok);
    });

    it(`B10 ${title} does not accept a rejected key`, () => {
      const origin = new Origin();
      const [first, second] = [origin.send(0), origin.send(0)];
      origin.settle(500, first, { error: 'keyRejected' });
      origin.settle(900, second, attempt);
      assert.equal(origin.opensAt(hour), Number.POSITIVE_INFINITY);
    });
  }

  it('does not reject the key that was set meanwhile', () => {
    const origin = new Origin();
    const lease = origin.send(0);
    origin.state = { ...origin.state, learnedAt: start + 500 };
    origin.settle(900, lease, { error: 'keyRejected' });
    assert.equal(origin.opensAt(1_000), 0);
  });
});

const odd: readonly (readonly [string, unknown])[] = [
  ['nothing', undefined],
  ['null', null],
  ['a word', 'x'],
  ['an empty object', {}],
  ...Object.entries({ tokens: null, refilledAt: '1', failures: undefined, waitUntil: {}, leases: 7 }).map(
    ([name, value]) => [`odd ${name}`, { ...freshOrigin(1), [name]: value }] as const,
  ),
  ['leases of an older version', { ...freshOrigin(1), leases: [1] }],
  ['no lease within', { ...freshOrigin(1), leases: [null] }],
  ['odd leases within', { ...freshOrigin(1), leases: [{ sentAt: 1, until: 'x' }, null] }],
];

describe('a stored state', () => {
  for (const [title, value] of odd) {
    it(`${title} is an origin that was never asked`, () =>
      assert.deepEqual(readOriginState(value, start), freshOrigin(start)));
  }

  it('is read as it was written', () => {
    const origin = new Origin();
    origin.fail(0, { error: 'timeout' });
    assert.deepEqual(readOriginState(JSON.parse(JSON.stringify(origin.state)), start + 1), origin.state);
  });
});

describe('concernsOrigin', () => {
  const own: ReadonlySet<ErrorKind> = new Set<ErrorKind>([
    'keyRejected',
    'quota',
    'rateLimited',
    'serverError',
    'offline',
    'dns',
    'unreachable',
    'tls',
    'proxy',
    'timeout',
    'notJson',
    'portal',
  ]);
  for (const kind of errorKinds) {
    it(`${kind}: ${own.has(kind)}`, () => assert.equal(concernsOrigin(kind), own.has(kind)));
  }
});
