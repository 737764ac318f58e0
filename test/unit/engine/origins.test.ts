import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { HttpResult } from '../../../src/domain/ports.ts';
import { settled } from './clock.ts';
import { answer, finished, origin, provider, rig, running, start } from './rig.ts';

const minute = 60_000;
const hour = 60 * minute;
/** The clock of the provider is ten hours ahead. */
const theirs = (ms: number): string => new Date(start + 10 * hour + ms).toUTCString();
const transport = (kind: 'offline' | 'timeout'): HttpResult => ({ ok: false, error: { kind, message: '' } });

describe('an origin in trouble', () => {
  it('B01 is not asked before the end of its Retry-After, for any task', async () => {
    const { client, clock, track } = rig();
    client.script = (id, count) =>
      id === 'a' && count === 1 ? answer(429, {}, { 'retry-after': '30' }) : running(id);
    await track('a');
    await clock.advance(1_000);
    await track('b', 'c');
    await clock.advance(29_999 - 1_000);
    assert.deepEqual(client.times(), [0]);
    await clock.advance(1);
    assert.deepEqual([...new Set(client.times().slice(1))], [30_000]);
  });

  it('B01 is not asked earlier because a request that was out comes back well', async () => {
    const { client, clock, track } = rig();
    const answers = new Map<string, (result: HttpResult) => void>();
    client.script = (id, count) => {
      if (count > 1) {
        return running(id);
      }
      const { promise, resolve } = Promise.withResolvers<HttpResult>();
      answers.set(id, resolve);
      return promise;
    };
    await track('a', 'b');
    await clock.advance(500);
    answers.get('a')?.(answer(429, {}, { 'retry-after': '60' }));
    await clock.advance(500);
    answers.get('b')?.(running('b'));
    await clock.advance(59_000);
    assert.deepEqual(client.times(), [0, 0]);
    await clock.advance(1_000);
    assert.ok(client.times().includes(60_500));
  });

  it('B02 waits by the clock of the provider', async () => {
    const { client, clock, track } = rig();
    client.script = (id, count) =>
      count === 1 ? answer(429, {}, { 'retry-after': theirs(20_000), date: theirs(0) }) : running(id);
    await track('a');
    await clock.advance(20_000);
    assert.deepEqual(client.times(), [0, 20_000]);
  });

  it('B03 is asked once an hour while it asks for more', async () => {
    const { client, clock, track } = rig();
    client.script = () => answer(429, {}, { 'retry-after': '3000000' });
    await track('a');
    await track('b', 'c', 'd');
    await clock.advance(3 * hour);
    assert.deepEqual(
      client.times().filter((at) => at > 0),
      [hour, 2 * hour, 3 * hour],
    );
  });

  it('B06 rests for half an hour without credit', async () => {
    const { client, clock, task, track } = rig();
    client.script = () => answer(402, {});
    await track('a');
    await clock.advance(hour);
    assert.deepEqual(client.times(), [0, 30 * minute, hour]);
    assert.equal(task('a')?.error?.kind, 'quota');
  });

  it('B08 is asked ever more rarely while it fails, and recovers at the pace of the budget', async () => {
    const { client, clock, gate, track } = rig();
    let down = true;
    client.script = (id) => (down ? answer(500, {}) : running(id));
    clock.chance = 0.99;
    await track(...Array.from({ length: 50 }, (_, each) => `t${each}`));
    await clock.advance(10 * minute);
    assert.ok(client.asked.length <= 12, `${client.asked.length} requests in ten minutes`);
    assert.ok(Number(gate.state(origin)?.failures) >= 5);
    down = false;
    const before = client.asked.length;
    await clock.advance(6 * minute);
    const recovery = client.times().slice(before);
    assert.ok(recovery.length > 20);
    for (const [index, at] of recovery.entries()) {
      assert.ok(recovery.slice(index).filter((each) => each <= at + 10_000).length <= 10);
    }
    assert.equal(gate.state(origin)?.failures, 0);
  });

  it('B09 does not hold up the others when one task alone fails', async () => {
    const { client, clock, track } = rig();
    client.script = (id) => (id === 'bad' ? answer(500, {}) : running(id));
    await track('bad', 'good');
    await clock.advance(2 * minute);
    assert.ok(client.times('good').length >= 8);
  });

  it('B10 with a rejected key is not asked again until the key has changed, and then at once', async () => {
    const { client, clock, gate, poller, task, track } = rig();
    client.script = () => answer(401, {});
    await track('a');
    await track('b', 'c');
    await clock.advance(48 * hour);
    assert.deepEqual(client.times(), [0]);
    assert.equal(gate.state(origin)?.reason, 'keyRejected');
    assert.equal(task('a')?.error?.kind, 'keyRejected');
    assert.equal(clock.armed, 0);
    client.script = running;
    await poller.revive(origin);
    await settled();
    assert.deepEqual(client.times().slice(1), [48 * hour, 48 * hour, 48 * hour]);
    assert.equal(gate.state(origin)?.reason, undefined);
  });

  it('B10 with a rejected key goes on for all when a person asks and it is accepted', async () => {
    const { client, clock, poller, track } = rig();
    client.script = (id, count) => (id === 'a' && count === 1 ? answer(401, {}) : running(id));
    await track('a');
    await track('b');
    await clock.advance(hour);
    await poller.checkNow(['relay/a']);
    await settled();
    assert.deepEqual(
      client.asked.slice(1).map(({ id, at }) => [id, at]),
      [
        ['a', hour],
        ['b', hour],
      ],
    );
  });

  it('B11 refusing one task is asked every five minutes for that task only', async () => {
    const { client, clock, task, track } = rig();
    client.script = (id) => (id === 'a' ? answer(403, {}) : running(id));
    await track('a', 'b');
    await clock.advance(10 * minute);
    assert.deepEqual(client.times('a'), [0, 5 * minute, 10 * minute]);
    assert.ok(client.times('b').length > 20);
    assert.equal(task('a')?.error?.kind, 'forbidden');
  });

  for (const kind of ['offline', 'timeout'] as const) {
    it(`${kind}: keeps what is known of the task`, async () => {
      const { client, clock, task, track } = rig();
      client.script = (id, count) => (count === 1 ? running(id) : transport(kind));
      await track('a');
      await clock.advance(4_000);
      assert.equal(task('a')?.status, 'running');
      assert.equal(task('a')?.progress, 0.4);
      assert.equal(task('a')?.error?.kind, kind);
    });
  }

  it('does not hold up another origin', async () => {
    const { client, clock, settings, tracker } = rig();
    settings.all = [provider('bad'), provider('good', { baseUrl: 'https://other.test' })];
    client.script = (id) => (id === 'a' ? answer(401, {}) : running(id));
    await tracker.track('bad', 'a');
    await tracker.track('good', 'b');
    await clock.advance(minute);
    assert.equal(client.times('a').length, 1);
    assert.ok(client.times('b').length >= 6);
  });
});

describe('what has to be said about an origin', () => {
  it('is told once when its health changes', async () => {
    const { client, clock, gate, track } = rig();
    const heard: (string | undefined)[] = [];
    client.script = (id, count) => (count === 2 ? answer(429, {}, { 'retry-after': '7' }) : running(id));
    await track('a');
    gate.onDidChange((each) => heard.push(`${each} ${gate.state(each)?.reason}`));
    await clock.advance(60_000);
    assert.deepEqual(heard, [`${origin} rateLimited`, `${origin} undefined`]);
  });

  it('is not known of an origin that was never asked', () =>
    assert.equal(rig().gate.state(origin), undefined));
});

describe('the telling of a rejected key', () => {
  it('B10 is claimed once over all windows, and again for another key or after an accepted one', async () => {
    const one = rig();
    const two = rig({ store: one.store, clock: one.clock, client: one.client });
    const claims = async (): Promise<readonly boolean[]> =>
      Promise.all([one, two, one].map(({ gate }) => gate.claimTelling(origin)));
    const reject = async (): Promise<void> => {
      one.client.script = () => answer(401, {});
      await one.poller.checkNow(['relay/a']);
    };
    assert.deepEqual(await claims(), [false, false, false]);
    one.settings.isWatching = false;
    await one.track('a');
    await reject();
    assert.deepEqual(await claims(), [true, false, false]);
    await one.clock.advance(minute);
    await reject();
    assert.deepEqual(await claims(), [false, false, false]);
    await one.poller.revive(origin);
    await one.clock.advance(minute);
    await reject();
    assert.deepEqual(await claims(), [true, false, false]);
    one.client.script = running;
    await one.clock.advance(minute);
    await one.poller.checkNow(['relay/a']);
    await one.clock.advance(minute);
    await reject();
    assert.deepEqual(await claims(), [true, false, false]);
  });
});

describe('reviving an origin', () => {
  it('B10 does not take the refusal of the old key for one of the new key', async () => {
    const { client, clock, gate, poller, task, track } = rig();
    const { promise, resolve } = Promise.withResolvers<HttpResult>();
    client.script = (id, count) => (count === 1 ? promise : running(id));
    await track('a');
    await clock.advance(500);
    await poller.revive(origin);
    await clock.advance(500);
    resolve(answer(401, {}));
    await clock.advance(10_000);
    assert.equal(gate.state(origin)?.reason, undefined);
    assert.equal(task('a')?.error, undefined);
    assert.equal(task('a')?.status, 'running');
  });

  it('ends what was said about the old key at once, and goes on where the want of a key grew old', async () => {
    const { client, clock, poller, settings, task, track } = rig();
    settings.stopAfter = 2 * minute;
    client.script = () => ({ ok: false, error: { kind: 'keyMissing', message: '' } });
    await track('a');
    await clock.advance(5 * minute);
    assert.equal(task('a')?.stopped, 'age');
    await track('b');
    settings.isWatching = false;
    await poller.revive(origin);
    for (const id of ['a', 'b']) {
      assert.equal(task(id)?.error, undefined);
      assert.equal(task(id)?.stopped, undefined);
      assert.equal(task(id)?.nextCheckAt, clock.now());
    }
  });

  it('leaves tasks of other origins, stopped ones and ended ones alone', async () => {
    const { client, clock, poller, settings, task, tracker, list } = rig();
    settings.all = [provider('relay'), provider('other', { baseUrl: 'https://other.test' })];
    client.script = (id) => (id === 'done' ? finished(id) : running(id));
    for (const id of ['live', 'stopped', 'done']) {
      await tracker.track('relay', id);
    }
    await tracker.track('other', 'elsewhere');
    await tracker.stop(['relay/stopped']);
    await clock.advance(40_000);
    const next = list.get('other/elsewhere')?.nextCheckAt;
    settings.isWatching = false;
    await poller.revive(origin);
    assert.equal(task('live')?.nextCheckAt, clock.now());
    assert.equal(task('stopped')?.nextCheckAt, undefined);
    assert.equal(task('done')?.nextCheckAt, undefined);
    assert.equal(list.get('other/elsewhere')?.nextCheckAt, next);
  });
});

describe('a provider that cannot be asked', () => {
  it('shows as an error of its tasks when it is gone from the settings', async () => {
    const { client, clock, poller, settings, task, track } = rig();
    await track('a');
    const { all } = settings;
    settings.all = [];
    await clock.advance(hour);
    assert.equal(client.asked.length, 1);
    assert.equal(task('a')?.error?.kind, 'providerMissing');
    assert.equal(task('a')?.status, 'running');
    settings.all = all;
    await poller.checkNow(['relay/a']);
    assert.equal(task('a')?.error, undefined);
  });

  for (const baseUrl of [undefined, 'not an address']) {
    it(`shows as an error of its tasks when its base URL is ${baseUrl ?? 'missing'}`, async () => {
      const { client, clock, poller, settings, task, track } = rig();
      const { baseUrl: _, ...rest } = provider('relay');
      settings.all = [baseUrl === undefined ? rest : { ...rest, baseUrl }];
      await track('a');
      await clock.advance(minute);
      assert.equal(client.asked.length, 0);
      assert.equal(task('a')?.error?.kind, 'baseUrlMissing');
      settings.all = [provider('relay')];
      await poller.revive(origin);
      await settled();
      assert.equal(task('a')?.error, undefined);
      assert.equal(task('a')?.status, 'running');
    });
  }

  it('answers a person who wants to check now all the same', async () => {
    const { poller, settings, task, track } = rig();
    settings.isWatching = false;
    await track('a');
    settings.all = [];
    await poller.checkNow(['relay/a']);
    assert.equal(task('a')?.error?.kind, 'providerMissing');
  });
});
