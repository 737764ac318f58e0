import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { HttpResult } from '../../../src/domain/ports.ts';
import { settled } from './clock.ts';
import { answer, finished, provider, rig, running } from './rig.ts';

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

  it('passes a rest of the origin, a pause of all watching, a stop and an end', async () => {
    const { client, clock, poller, settings, tracker, track } = rig();
    client.script = (id) => (id === 'done' ? finished(id) : running(id));
    await track('done', 'stopped', 'slow');
    await tracker.stop(keys('stopped'));
    client.script = () => answer(402, {});
    await clock.advance(3_000);
    settings.isWatching = false;
    const before = client.asked.length;
    await clock.advance(20_000);
    assert.equal(client.asked.length, before);
    client.script = finished;
    await poller.checkNow(keys('done', 'stopped', 'slow'));
    assert.equal(client.asked.length, before + 3);
  });

  it('does not pass a wait that the provider asked for, and says so at once', async () => {
    const { client, clock, poller, track } = rig();
    client.script = () => answer(429, {}, { 'retry-after': '3600' });
    await track('a', 'b', 'c');
    const before = client.asked.length;
    await poller.checkNow(keys('a', 'b', 'c'));
    assert.equal(client.asked.length, before);
    client.script = running;
    await clock.advance(3_600_000);
    assert.ok(client.asked.length > before);
  });

  it('B10 tries a rejected key once, whatever the number of tasks', async () => {
    const { client, clock, poller, task, track } = rig();
    client.script = () => answer(401, {});
    await track('a', 'b', 'c', 'd');
    await clock.advance(60_000);
    const before = client.asked.length;
    const checked = poller.checkNow(keys('a', 'b', 'c', 'd'));
    await clock.advance(10_000);
    await checked;
    assert.equal(client.asked.length, before + 1);
    client.script = finished;
    const again = poller.checkNow(keys('a', 'b', 'c', 'd'));
    await clock.advance(60_000);
    await again;
    assert.ok(['a', 'b', 'c', 'd'].every((id) => task(id)?.status === 'succeeded'));
  });

  it('B10 stops at the first answer that rejects the key, and for tasks of this origin only', async () => {
    const { client, clock, poller, settings, task, tracker } = rig();
    settings.all = [provider('relay'), provider('other', { baseUrl: 'https://other.test' })];
    settings.isWatching = false;
    const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    for (const id of ids) {
      await tracker.track('relay', id);
    }
    await tracker.track('other', 'x');
    client.script = (id) => (id === 'x' ? finished(id) : answer(401, {}));
    const checked = poller.checkNow([...keys(...ids), 'other/x']);
    await clock.advance(10_000);
    await checked;
    assert.ok(client.asked.filter(({ id }) => id !== 'x').length <= 2);
    assert.equal(client.times('x').length, 1);
    assert.equal(task('g')?.error, undefined);
  });

  it('of a task that is removed meanwhile resolves', async () => {
    const { client, clock, poller, track, tracker } = rig();
    await track('a', 'b', 'c', 'd', 'e');
    const checked = poller.checkNow(keys('e'));
    await tracker.remove(keys('e'));
    await clock.advance(2_000);
    await checked;
    assert.equal(client.times('e').length, 1);
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
