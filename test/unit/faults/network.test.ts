import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { demoKey, startGateway, type Gateway } from '../../gateway/gateway.ts';
import { provider } from '../engine/rig.ts';
import { assertRecovery, useClosing, watchRecord } from './promises.ts';
import { fetchWith, startSecure } from './secure.ts';
import { id, minute, second, startStand, type Stand } from './stand.ts';

/** Fails where two of the times are less than 30 s apart. */
function assertProbes(times: readonly number[]): void {
  assert.ok(times.length > 1, 'nothing was tried');
  for (const [index, at] of times.slice(1).entries()) {
    const gap = at - Number(times[index]);
    assert.ok(gap >= 30 * second, `${gap} ms between two probes`);
  }
}

describe('trouble of the network', () => {
  const open = useClosing();

  /** Two providers that are known by name and have answered; `online` cuts both names off. */
  async function standing(): Promise<{ stand: Stand; other: Gateway; network: { isOnline: boolean } }> {
    const stand = await open(startStand());
    const { client, clock, gateway, window } = stand;
    const other = await open(startGateway({ now: () => clock.now(), keys: [demoKey] }));
    other.addTask({ id, format: 'unified' });
    other.setStatus(id, 'running', 0.4);
    const [one, two] = await Promise.all(
      [gateway, other].map(({ origin }) => open(startSecure(Number(new URL(origin).port)))),
    );
    const network = { isOnline: true };
    client.fetchImpl = fetchWith(() => (network.isOnline ? { address: '127.0.0.1' } : { code: 'EAI_AGAIN' }));
    window.settings.all = [
      provider('relay', { baseUrl: `https://one.example:${one?.port}` }),
      provider('other', { baseUrl: `https://two.example:${two?.port}` }),
    ];
    await stand.track(id);
    await window.tracker.track('other', id);
    await stand.advance(20 * second);
    assert.equal(window.list.get(`other/${id}`)?.status, 'running');
    return { stand, other, network };
  }

  it('A03 without any name the network is offline for all: one probe every 30 s at most, and on by itself', async () => {
    const { stand, other, network } = await standing();
    const { client, window } = stand;
    const assertKept = watchRecord(stand);
    network.isOnline = false;
    await stand.advance(2 * minute);
    const before = client.asked.length;
    await stand.advance(20 * minute);
    assert.equal(window.gate.trouble(), 'offline');
    assert.equal(window.task(id)?.error?.kind, 'offline');
    assert.equal(window.list.get(`other/${id}`)?.status, 'running');
    assertProbes(client.times().slice(before));
    console.log(`      ${client.asked.length - before} probes in 20 minutes offline`);
    assert.deepEqual(window.told, []);
    assertKept();

    network.isOnline = true;
    await assertRecovery(stand);
    assert.equal(window.gate.trouble(), undefined);
    other.setStatus(id, 'succeeded');
    await stand.advance(2 * minute);
    assert.equal(window.list.get(`other/${id}`)?.status, 'succeeded');
  });

  for (const [what, fault] of [
    ['the log-in page of a network', { html: true }],
    ['a redirect to the log-in page of a network', { redirect: 'https://portal.example/login' }],
  ] as const) {
    it(`B20 ${what} in place of the providers: one probe every 30 s at most, and on by itself`, async () => {
      const { stand, other } = await standing();
      const { client, gateway, window } = stand;
      const assertKept = watchRecord(stand);
      for (const each of [gateway, other]) {
        each.faultAll({ ...fault, forever: true });
      }
      await stand.advance(2 * minute);
      const before = client.asked.length;
      await stand.advance(20 * minute);
      assert.equal(window.gate.trouble(), 'portal');
      assert.equal(window.task(id)?.error?.kind, 'portal');
      assert.ok(client.asked.every(({ url }) => !url.includes('portal')));
      assertProbes(client.times().slice(before));
      assert.deepEqual(window.told, []);
      assertKept();

      for (const each of [gateway, other]) {
        each.clearFaults();
      }
      await assertRecovery(stand);
      assert.equal(window.gate.trouble(), undefined);
    });
  }
});
