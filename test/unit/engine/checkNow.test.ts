import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { HttpResult } from '../../../src/domain/ports.ts';
import { settled } from './clock.ts';
import { answer, finished, rig, running } from './rig.ts';

const keys = (...ids: readonly string[]): readonly string[] => ids.map((id) => `relay/${id}`);

describe('Check Now', () => {
  it('asks at once and resolves when the answer is there', async () => {
    const { client, clock, poller, task, track } = rig();
    await track('a');
    await clock.advance(1_000);
    client.script = finished;
    await poller.checkNow(keys('a'));
    assert.deepEqual(client.times(), [0, 1_000]);
    assert.equal(task('a')?.status, 'succeeded');
  });

  it('goes before everything that is due', async () => {
    const { client, clock, poller, track } = rig();
    await track('a', 'b', 'c', 'd', 'e', 'f', 'g');
    assert.equal(client.asked.length, 5);
    const checked = poller.checkNow(keys('e'));
    await clock.advance(2_000);
    await checked;
    assert.deepEqual(
      client.asked.slice(5).map(({ id }) => id),
      ['e'],
    );
  });

  it('has no budget of its own', async () => {
    const { client, clock, poller, track } = rig();
    const ids = Array.from({ length: 12 }, (_, each) => `t${each}`);
    await track(...ids);
    let done = false;
    const checked = poller.checkNow(keys(...ids)).then(() => (done = true));
    await clock.advance(10_000);
    assert.equal(client.asked.length, 5 + 5);
    assert.ok(!done);
    await clock.advance(14_000);
    assert.equal(client.asked.length, 5 + 12);
    await checked;
    assert.ok(done);
  });

  it('passes a wait of the origin, a pause of all watching, a stop and an end', async () => {
    const { client, clock, poller, settings, tracker, track } = rig();
    client.script = (id) => (id === 'done' ? finished(id) : running(id));
    await track('done', 'stopped', 'slow');
    await tracker.stop(keys('stopped'));
    client.script = () => answer(429, {}, { 'retry-after': '3600' });
    await clock.advance(3_000);
    settings.isWatching = false;
    const before = client.asked.length;
    await clock.advance(20_000);
    assert.equal(client.asked.length, before);
    client.script = finished;
    await poller.checkNow(keys('done', 'stopped', 'slow'));
    assert.equal(client.asked.length, before + 3);
  });

  it('brings a fresh link to a task that has ended', async () => {
    const { client, clock, list, poller, task, track } = rig();
    client.script = (id, count) =>
      answer(200, { id, status: 'succeeded', video_url: `https://m.test/${count}.mp4` });
    await track('a');
    await clock.advance(10_000);
    await poller.checkNow(keys('a'));
    assert.equal(list.details('relay/a')?.variants[0]?.renditions[0]?.url, 'https://m.test/2.mp4');
    assert.equal(task('a')?.nextCheckAt, undefined);
  });

  it('waits for a check that is under way instead of asking twice', async () => {
    const { client, poller, task, track } = rig();
    const { promise, resolve } = Promise.withResolvers<HttpResult>();
    client.script = () => promise;
    await track('a');
    const checked = Promise.all([poller.checkNow(keys('a')), poller.checkNow(keys('a'))]);
    await settled();
    assert.equal(client.asked.length, 1);
    resolve(finished('a'));
    await checked;
    assert.equal(task('a')?.status, 'succeeded');
    assert.equal(client.asked.length, 1);
  });

  it('of a task that is not tracked resolves without asking', async () => {
    const { client, poller } = rig();
    await poller.checkNow(keys('nobody'));
    assert.equal(client.asked.length, 0);
  });
});
