import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { budgetBreaches, type Visit } from '../../gateway/budget.ts';
import { startGateway, type Gateway, type GatewayOptions } from '../../gateway/gateway.ts';
import { get } from './client.ts';

const start = Date.UTC(2026, 0, 1, 12);

/** Requests at these times, ms after noon, each answered within 20 ms. */
function at(...times: readonly number[]): readonly Visit[] {
  return times.map((ms) => ({ at: start + ms, from: ms, until: ms + 20 }));
}

/** `count` requests, one every `ms`. */
function every(ms: number, count: number): readonly Visit[] {
  return at(...Array.from({ length: count }, (_, index) => index * ms));
}

/** Requests that are open from and until these times, ms, far enough apart for the rate. */
function open(...spans: readonly (readonly [from: number, until?: number])[]): readonly Visit[] {
  return spans.map(([from, until], index) => ({
    at: start + index * 60_000,
    from,
    ...(until !== undefined && { until }),
  }));
}

describe('the budget of a gateway: the rate (P11)', () => {
  it('no request, five at once and one every 2 s after them break nothing', () => {
    assert.deepEqual(budgetBreaches([]), []);
    assert.deepEqual(budgetBreaches(every(0, 5)), []);
    assert.deepEqual(budgetBreaches([...at(0, 0, 0, 0), ...every(2_000, 1_000)]), []);
  });

  it('six at once are one too many', () => {
    assert.deepEqual(budgetBreaches(every(0, 6)), ['6 requests within 0.00 s, 12:00:00.000 to 12:00:00.000']);
  });

  it('a sixth may come a second early, for the time it was under way, and no more', () => {
    assert.deepEqual(budgetBreaches(at(0, 0, 0, 0, 0, 1_000)), []);
    assert.deepEqual(budgetBreaches(at(0, 0, 0, 0, 0, 999)), [
      '6 requests within 1.00 s, 12:00:00.000 to 12:00:00.999',
    ]);
  });

  it('five at once again after a pause of 10 s, not of 8 s', () => {
    assert.deepEqual(budgetBreaches([...every(0, 5), ...at(10_000, 10_000, 10_000, 10_000, 10_000)]), []);
    assert.equal(budgetBreaches([...every(0, 5), ...at(8_000, 8_000, 8_000, 8_000, 8_000)]).length, 1);
  });

  it('a client that asks every 0.5 s is found at its eighth request, and again', () => {
    assert.deepEqual(budgetBreaches(every(500, 7)), []);
    assert.deepEqual(budgetBreaches(every(500, 8)), [
      '8 requests within 3.50 s, 12:00:00.000 to 12:00:03.500',
    ]);
    assert.equal(budgetBreaches(every(500, 24)).length, 3);
  });

  it('a client that is 5 % too fast is found in time', () => {
    assert.equal(budgetBreaches(every(1_900, 92)).length, 1);
  });

  it('what happened before a quiet time excuses nothing, and is not counted in', () => {
    assert.deepEqual(budgetBreaches(at(0, 60_000, 60_000, 60_000, 60_000, 60_000, 60_000)), [
      '6 requests within 0.00 s, 12:01:00.000 to 12:01:00.000',
    ]);
  });

  it('a clock that is put back earns nothing', () => {
    assert.equal(budgetBreaches(at(9_000, 9_000, 9_000, 0, 0, 0)).length, 1);
  });

  it('finds the same logs as counting in every span of time', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3_000), { maxLength: 40 }), (gaps) => {
        let time = 0;
        const times = gaps.map((gap) => (time += gap));
        const tooMany = times.some((from, first) =>
          times.slice(first).some((to, more) => more + 1 > 5 + 0.0005 * (to - from + 1_000) + 1e-9),
        );
        assert.equal(budgetBreaches(at(...times)).length > 0, tooMany);
      }),
    );
  });
});

describe('the budget of a gateway: requests in flight (P11)', () => {
  it('two at a time break nothing, however long', () => {
    assert.deepEqual(budgetBreaches(open([0, 90_000], [10, 50], [50, 70_000], [70_000, 80_000])), []);
  });

  it('a third may come 200 ms before the gateway sees that another is over, and no more', () => {
    assert.deepEqual(budgetBreaches(open([0, 5_200], [0, 9_000], [5_000, 6_000])), []);
    assert.deepEqual(budgetBreaches(open([0, 5_201], [0, 9_000], [5_000, 6_000])), [
      'more than 2 requests open at once for 0.20 s, from 12:02:00.000',
    ]);
  });

  it('three that never end are too many', () => {
    assert.equal(budgetBreaches(open([0], [0], [0])).length, 1);
  });
});

const path = '/v1/videos/x';

/** What a gateway of its own says when it is closed after `use`; empty when it has nothing to say. */
async function saidAfter(
  use: (gateway: Gateway) => Promise<void>,
  options?: GatewayOptions,
): Promise<string> {
  const gateway = await startGateway(options);
  try {
    await use(gateway);
  } finally {
    await gateway.stop();
  }
  return gateway.close().then(
    () => '',
    (error: unknown) => String(error),
  );
}

async function ask(gateway: Gateway, times: number, between?: () => void): Promise<void> {
  for (let n = 0; n < times; n += 1) {
    await get(gateway, path);
    between?.();
  }
}

describe('a gateway that is asked too much', () => {
  it('says so when it is closed', async () => {
    const said = await saidAfter((gateway) => ask(gateway, 8));
    assert.match(said, /^Error: The budget was broken at http:\/\/127.*\n6 requests within 0\.\d\d s, /);
  });

  it('says so of requests that were open at the same time', async () => {
    const said = await saidAfter(async (gateway) => {
      gateway.faultAll({ delayMs: 400 }, { delayMs: 400 }, { delayMs: 400 });
      await Promise.all([get(gateway, path), get(gateway, path), get(gateway, path)]);
    });
    assert.match(said, /\nmore than 2 requests open at once for 0\.\d\d s/);
  });

  it('forgets nothing when its log is cleared or while it is stopped', async () => {
    const said = await saidAfter(async (gateway) => {
      await ask(gateway, 3);
      gateway.clearRequests();
      await gateway.stop();
      await assert.rejects(get(gateway, path));
      await gateway.start();
      await ask(gateway, 5);
    });
    assert.match(said, /6 requests within/);
  });

  it('counts content and paths that it does not know, but no media', async () => {
    const ofMedia = await saidAfter(async (gateway) => {
      for (let n = 0; n < 8; n += 1) await get(gateway, '/media/clip.mp4', { method: 'HEAD' });
    });
    assert.equal(ofMedia, '');
    const ofContent = await saidAfter(async (gateway) => {
      gateway.addTask({ id: 'x', format: 'unified' });
      for (let n = 0; n < 8; n += 1)
        await get(gateway, `${path}/content`, { headers: { range: 'bytes=0-1' } });
    });
    assert.match(ofContent, /6 requests within/);
    const ofOthers = await saidAfter(async (gateway) => {
      for (let n = 0; n < 8; n += 1) await get(gateway, '/elsewhere');
    });
    assert.match(ofOthers, /6 requests within/);
  });

  it('counts by its own clock when it has one', async () => {
    const clock = { now: start };
    const options = { now: () => clock.now };
    const slowly = (gateway: Gateway): Promise<void> => ask(gateway, 8, () => (clock.now += 2_000));
    assert.equal(await saidAfter(slowly, options), '');
    const fast = (gateway: Gateway): Promise<void> => ask(gateway, 8, () => (clock.now += 500));
    assert.match(await saidAfter(fast, options), /8 requests within 3\.50 s/);
  });

  it('is silent when it was told that nobody counts', async () => {
    assert.equal(await saidAfter((gateway) => ask(gateway, 8), { budget: 'none' }), '');
  });
});
