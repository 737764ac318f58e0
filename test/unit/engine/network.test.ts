import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { HttpResult } from '../../../src/domain/ports.ts';
import { answer, provider, rig, running, type Rig } from './rig.ts';

const minute = 60_000;
const page = answer(200, '<!doctype html><title>Guest Wi-Fi</title>');
const failing = (kind: 'dns' | 'offline' | 'unreachable'): HttpResult => ({
  ok: false,
  error: { kind, message: '' },
});

/** Three providers with a task each, all of which have answered. */
async function threeProviders(): Promise<Rig> {
  const each = rig();
  const names = ['a', 'b', 'c'];
  each.settings.all = names.map((name) => provider(name, { baseUrl: `https://${name}.example` }));
  for (const name of names) {
    await each.tracker.track(name, name);
  }
  await each.clock.advance(2 * minute);
  return each;
}

const count = ({ client }: Rig, from: number, to: number): number =>
  client.times().filter((at) => at > from && at <= to).length;

describe('without a network', () => {
  for (const kind of ['dns', 'offline'] as const) {
    it(`A03 asks once in 30 s to 2 minutes, all providers together (${kind}), and says that it is offline`, async () => {
      const each = await threeProviders();
      each.client.script = () => failing(kind);
      await each.clock.advance(2 * minute);
      assert.equal(each.gate.trouble(), 'offline');
      await each.clock.advance(20 * minute);
      assert.ok(count(each, 4 * minute, 22 * minute) <= 10, `${count(each, 4 * minute, 22 * minute)} probes`);
      assert.ok(count(each, 4 * minute, 22 * minute) >= 8);
      assert.ok(
        each.list.all().every(({ error, status }) => error?.kind === 'offline' && status === 'running'),
      );
    });
  }

  it('A03 goes on by itself, with every provider, when it is back', async () => {
    const each = await threeProviders();
    each.client.script = () => failing('offline');
    await each.clock.advance(20 * minute);
    each.client.script = running;
    const before = each.clock.now();
    await each.clock.advance(2 * minute + 30_000);
    assert.equal(each.gate.trouble(), undefined);
    assert.ok(each.list.all().every(({ checkedAt, error }) => Number(checkedAt) > before && !error));
  });

  it('A02 asks the others at their pace when one name is not found', async () => {
    const each = await threeProviders();
    each.client.script = (id) => (id === 'a' ? failing('dns') : running(id));
    await each.clock.advance(5 * minute);
    assert.equal(each.gate.trouble(), undefined);
    assert.equal(each.list.get('a/a')?.error?.kind, 'dns');
    assert.ok(each.client.times('b').filter((at) => at > 2 * minute).length >= 19);
  });

  it('A01 takes one provider that refuses connections for its own trouble', async () => {
    const each = await threeProviders();
    each.client.script = () => failing('unreachable');
    await each.clock.advance(minute);
    assert.equal(each.gate.trouble(), undefined);
    assert.ok(each.list.all().every(({ error }) => error?.kind === 'unreachable'));
  });

  it('lets a person try at any time', async () => {
    const each = await threeProviders();
    each.client.script = () => failing('offline');
    await each.clock.advance(10 * minute);
    each.client.script = running;
    await each.poller.checkNow(['a/a']);
    assert.equal(each.gate.trouble(), undefined);
    assert.equal(each.list.get('a/a')?.error, undefined);
  });

  it('says nothing of a provider on this machine, and asks it all the same', async () => {
    const each = rig();
    each.settings.all = [
      provider('far', { baseUrl: 'https://far.example' }),
      provider('near', { baseUrl: 'http://127.0.0.1:8080' }),
    ];
    each.client.script = (id) => (id === 'far' ? failing('offline') : running(id));
    await each.tracker.track('near', 'near');
    await each.tracker.track('far', 'far');
    await each.clock.advance(5 * minute);
    assert.equal(each.gate.trouble(), 'offline');
    assert.ok(each.client.times('near').length >= 20);
  });
});

describe('behind a sign-in page', () => {
  it('B20 asks rarely, fails no task, and goes on by itself', async () => {
    const each = await threeProviders();
    each.client.script = () => page;
    await each.clock.advance(20 * minute);
    assert.equal(each.gate.trouble(), 'portal');
    assert.ok(each.list.all().every(({ error, status }) => error?.kind === 'portal' && status === 'running'));
    assert.ok(count(each, 4 * minute, 22 * minute) <= 10);
    each.client.script = running;
    await each.clock.advance(2 * minute + 30_000);
    assert.equal(each.gate.trouble(), undefined);
    assert.ok(each.list.all().every(({ error }) => error === undefined));
  });

  it('B20 takes a page from an address that never gave data for a wrong base URL', async () => {
    const each = rig();
    each.client.script = () => page;
    await each.track('a');
    await each.clock.advance(minute);
    assert.equal(each.gate.trouble(), undefined);
    assert.equal(each.task('a')?.error?.kind, 'notJson');
  });
});
