import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { checkId } from '../../../src/domain/ids.ts';
import { taskKey } from '../../../src/domain/task.ts';
import { ask, originOf } from '../../../src/engine/asker.ts';
import { query, snapshotOf } from '../../../src/engine/query.ts';
import { seen } from '../domain/samples.ts';
import { settled } from './clock.ts';
import { answer, finished, origin, provider, rig, start, type Rig } from './rig.ts';

const never = new AbortController().signal;
const asking = ({ wire, gate, clock, log }: Rig) => ({ wire, gate, clock, log, checkId });
const relay = provider('relay');

async function queried(each: Rig, text: string, from = relay, signal = never) {
  const result = await query(asking(each), from, text, signal);
  assert.ok(result.ok, JSON.stringify(result));
  return result;
}

describe('a query', () => {
  it('asks once and keeps nothing', async () => {
    const each = rig();
    each.client.script = finished;
    const { task, details, answer: text } = await queried(each, ' a ');
    assert.deepEqual(each.client.asked, [{ id: 'a', at: 0, url: `${origin}/v1/videos/a` }]);
    assert.equal(task.key, taskKey('relay', 'a'));
    assert.equal(task.status, 'succeeded');
    assert.equal(details?.variants[0]?.renditions[0]?.url, 'https://m.test/a.mp4');
    assert.match(text ?? '', /"succeeded"/);
    await each.clock.advance(3_600_000);
    assert.deepEqual(await each.store.load(), []);
    assert.deepEqual(each.list.all(), []);
    assert.deepEqual(each.told, []);
    assert.equal(each.client.asked.length, 1);
    assert.equal(each.clock.armed, 0);
  });

  it('refuses what is no id without asking', async () => {
    const each = rig();
    assert.deepEqual(await query(asking(each), relay, '../keys', never), { ok: false, problem: 'idPath' });
    assert.equal(each.client.asked.length, 0);
  });

  it('says at once that a task is not known', async () => {
    const each = rig();
    each.client.script = () => answer(404, { error: { message: 'no such task' } });
    const { task, details, answer: text } = await queried(each, 'a');
    assert.equal(task.status, 'notFound');
    assert.equal(task.error?.kind, 'notFound');
    assert.equal(task.checkedAt, undefined);
    assert.equal(details, undefined);
    assert.match(text ?? '', /no such task/);
  });

  it('carries an error of the transport', async () => {
    const each = rig();
    each.client.script = () => ({ ok: false, error: { kind: 'dns', message: 'ENOTFOUND' } });
    const { task, answer: text } = await queried(each, 'a');
    assert.deepEqual(task.error, { kind: 'dns', message: 'ENOTFOUND', at: start });
    assert.equal(task.status, 'queued');
    assert.equal(text, undefined);
  });

  it('says that the base URL is missing', async () => {
    const each = rig();
    const { baseUrl: _, ...rest } = relay;
    const { task } = await queried(each, 'a', rest);
    assert.equal(task.error?.kind, 'baseUrlMissing');
    assert.equal(each.client.asked.length, 0);
  });

  it('takes its place in the budget of the origin', async () => {
    const each = rig();
    each.client.script = finished;
    await each.track('a', 'b', 'c', 'd', 'e');
    const result = queried(each, 'x');
    await each.clock.advance(1_999);
    assert.equal(each.client.times('x').length, 0);
    await each.clock.advance(1);
    assert.equal((await result).task.status, 'succeeded');
    assert.deepEqual(each.client.times('x'), [2_000]);
  });

  it('tells the origin how it went', async () => {
    const each = rig();
    each.client.script = () => answer(401, {});
    await queried(each, 'a');
    assert.equal(each.gate.state(origin)?.reason, 'keyRejected');
    assert.deepEqual(each.gate.state(origin)?.leases, []);
    each.client.script = finished;
    await each.clock.advance(1);
    await queried(each, 'a');
    assert.equal(each.gate.state(origin)?.reason, undefined);
  });

  it('does not pass a wait that the provider asked for', async () => {
    const each = rig();
    each.client.script = () => answer(429, {}, { 'retry-after': '3600' });
    await queried(each, 'a');
    const { task, answer: text } = await queried(each, 'a');
    assert.equal(task.error?.kind, 'rateLimited');
    assert.equal(text, undefined);
    assert.equal(each.client.asked.length, 1);
  });

  it('sends nothing after it was given up while it waited', async () => {
    const each = rig();
    const abort = new AbortController();
    each.client.script = finished;
    await each.track('a', 'b', 'c', 'd', 'e');
    const result = query(asking(each), relay, 'x', abort.signal);
    await settled();
    abort.abort();
    await each.clock.advance(60_000);
    await result;
    assert.equal(each.client.times('x').length, 0);
  });
});

describe('a snapshot', () => {
  it('is the task after one observation', () => {
    const { clock } = rig();
    const { task, details } = snapshotOf('', 'a', seen('running', { progress: 0.4 }), clock);
    assert.equal(task.status, 'running');
    assert.equal(task.progress, 0.4);
    assert.equal(task.checkedAt, start);
    assert.deepEqual(details, { format: 'relay', variants: [], warnings: [] });
  });
});

describe('asking', () => {
  for (const [problem, kind] of [
    ['baseUrlMissing', 'baseUrlMissing'],
    ['baseUrlRefused', 'baseUrlRefused'],
    ['idPath', 'badRequest'],
  ] as const) {
    it(`is an error without a request: ${problem}`, async () => {
      const { client, clock, wire } = rig();
      const refusing = { ...wire, statusRequest: () => ({ ok: false, problem }) as const };
      assert.deepEqual(await ask(refusing, clock, relay, 'a', never), {
        kind: 'error',
        error: { kind, message: '' },
      });
      assert.equal(client.asked.length, 0);
    });
  }

  it('resolves relative links against the base URL', async () => {
    const { client, clock, wire } = rig();
    client.script = (id) => answer(200, { id, status: 'succeeded', video_url: '/files/a.mp4' });
    const outcome = await ask(wire, clock, relay, 'a', never);
    assert.equal(outcome.kind, 'observed');
    assert.equal(outcome.observation.variants[0]?.renditions[0]?.url, `${origin}/files/a.mp4`);
  });

  for (const [baseUrl, expected] of [
    ['https://gate.test:8443/prefix', 'https://gate.test:8443'],
    ['nonsense', undefined],
    [undefined, undefined],
  ] as const) {
    it(`the origin of ${baseUrl ?? 'nothing'} is ${expected ?? 'unknown'}`, () => {
      const { baseUrl: _, ...rest } = relay;
      assert.equal(originOf(baseUrl === undefined ? rest : { ...rest, baseUrl }), expected);
    });
  }
});
