import assert from 'node:assert/strict';
import type { OutgoingHttpHeaders } from 'node:http';
import { describe, it } from 'mocha';
import { errorText } from '../../../src/domain/errorText.ts';
import type { ErrorKind } from '../../../src/domain/task.ts';
import type { Fault } from '../../gateway/faults.ts';
import { startGateway } from '../../gateway/gateway.ts';
import { english } from '../domain/words.ts';
import { start } from '../engine/rig.ts';
import { twoWindows } from '../engine/windows.ts';
import type { Break } from './front.ts';
import { assertBudget, assertRecovery, useClosing, watchRecord } from './promises.ts';
import { hour, id, minute, second, startFronted, startStand } from './stand.ts';

const ids = (count: number): readonly string[] => Array.from({ length: count }, (_, each) => `video_${each}`);
const inAnHour = (ms: number): string => new Date(start + hour + ms).toUTCString();

describe('an answer that asks to wait', () => {
  const open = useClosing();

  const waits: readonly (readonly [what: string, fault: Fault, ms: number])[] = [
    ['B01 429 with Retry-After in seconds', { status: 429, headers: { 'retry-after': '7' } }, 7 * second],
    [
      'B02 429 with a date, where our clock is an hour slow',
      { status: 429, headers: { 'retry-after': inAnHour(20 * second) } },
      20 * second,
    ],
    ['B04 429 with 120, which is no year', { status: 429, headers: { 'retry-after': '120' } }, 120 * second],
    ['B07 503 with Retry-After', { status: 503, headers: { 'retry-after': '7' } }, 7 * second],
  ];
  for (const [what, fault, ms] of waits) {
    it(`${what} is obeyed for every task of the origin, and then the budget counts`, async () => {
      const stand = await open(startStand({ aheadMs: hour }));
      stand.gateway.faultAll(fault);
      await stand.track(id);
      await stand.track(...ids(8));
      await stand.advance(ms - 1);
      assert.deepEqual(stand.client.times(), [0]);
      await stand.advance(minute);
      assert.equal(stand.client.times()[1], ms);
      assert.ok(stand.client.asked.length > 10);
      assertBudget(stand.client.times());
      assert.equal(stand.window.task(id)?.error, undefined);
    });
  }

  it('B01 429 with Retry-After is obeyed by every window', async () => {
    const stand = await open(startStand({ stores: twoWindows() }));
    const wake = async (): Promise<void> => {
      for (const { poller } of stand.windows) {
        poller.wake();
      }
      await stand.advance(0);
    };
    stand.gateway.faultAll({ status: 429, headers: { 'retry-after': '60' } });
    await stand.track(id);
    await stand.track(...ids(8));
    for (let each = 0; each < 59; each += 1) {
      await stand.advance(second);
      await wake();
    }
    assert.deepEqual(stand.client.times(), [0]);
    await stand.advance(second);
    await wake();
    await stand.advance(minute);
    assert.equal(stand.client.times()[1], minute);
    assertBudget(stand.client.times());
  });

  it('B03 429 with Retry-After: 3000000 costs one probe an hour', async () => {
    const stand = await open(startStand());
    stand.gateway.faultAll({ status: 429, headers: { 'retry-after': '3000000' }, forever: true });
    await stand.track(id);
    await stand.track(...ids(8));
    await stand.advance(3 * hour);
    assert.deepEqual(stand.client.times(), [0, hour, 2 * hour, 3 * hour]);
  });

  /** When a gateway that limits the rate for ten minutes is asked. */
  async function timesUnder(headers?: OutgoingHttpHeaders): Promise<readonly number[]> {
    const stand = await open(startStand());
    stand.gateway.faultAll({ status: 429, ...(headers && { headers }), forever: true });
    await stand.track(id);
    await stand.advance(10 * minute);
    return stand.client.times();
  }
  for (const garbage of ['-1', 'abc', '1e9', '', '0x10', '1.5', ['7', '7'], ['7', 'x']]) {
    it(`B04 429 with Retry-After: ${JSON.stringify(garbage)} backs off as without one`, async () => {
      assert.deepEqual(await timesUnder({ 'Retry-After': garbage }), await timesUnder());
    });
  }

  it('B05 429 without header, body and type doubles the wait from 2 s up to 5 minutes, by chance down to nothing', async () => {
    const stand = await open(startStand());
    const { client, clock, gateway, window } = stand;
    gateway.faultAll({ status: 429, forever: true });
    clock.chance = 1;
    const rests: number[] = [];
    window.gate.onDidChange((origin) => {
      const { failures = 0, waitUntil = 0 } = window.gate.state(origin) ?? {};
      if (failures > rests.length) {
        rests.push((waitUntil - clock.now()) / second);
      }
    });
    await stand.track(id);
    await stand.advance(hour);
    assert.equal(window.task(id)?.error?.kind, 'rateLimited');
    assert.deepEqual(rests.slice(0, 10), [2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
    clock.chance = 0;
    const before = client.asked.length;
    await stand.advance(hour);
    assert.ok(client.asked.length - before <= 61 * 60 * 0.5, `${client.asked.length - before} requests`);
    assertBudget(client.times());
  });

  it('B06 429 that speaks of an empty account rests half an hour, and says so', async () => {
    const stand = await open(startStand());
    const message = 'You exceeded your current quota';
    const body = { error: { message, code: 'insufficient_quota' } };
    stand.gateway.faultAll({ status: 429, body, forever: true });
    await stand.track(id);
    await stand.track(...ids(3));
    await stand.advance(30 * minute);
    const { error = assert.fail('no error') } = stand.window.task(id) ?? {};
    const text = errorText(error, { provider: 'Relay', host: '' }, english);
    assert.equal(text, 'Relay reports that the account has no credit left.');
    assert.deepEqual([...new Set(stand.client.times())], [0, 30 * minute]);
    assert.ok(stand.client.asked.length <= 3);
    stand.gateway.clearFaults();
    await stand.advance(hour);
    assert.equal(stand.window.task(id)?.status, 'running');
    assert.equal(stand.window.task(id)?.error, undefined);
  });
});

describe('a gateway that fails with 500 for ten minutes', () => {
  const open = useClosing();

  it('B08 gets one probe per step of the back-off for 500 tasks, tells nobody, and is drained at the pace of the budget', async () => {
    const stand = await open(startStand());
    const { client, gateway, window } = stand;
    const tasks = ids(500);
    for (const each of tasks) {
      gateway.addTask({ id: each, format: 'unified', timeline: { queuedMs: 0, runningMs: 100 * hour } });
    }
    gateway.faultAll({ status: 500, forever: true });
    await stand.track(...tasks);
    await stand.advance(10 * minute);
    const probes = client.asked.length;
    console.log(`      500 tasks, ${probes} requests in ten minutes of trouble`);
    assert.ok(probes <= 12, `${probes} requests`);
    assert.deepEqual(window.told, []);
    gateway.clearFaults();
    await stand.advance(25 * minute);
    assert.ok(tasks.every((each) => window.task(each)?.status === 'running'));
    assertBudget(client.times());
  }).timeout(60_000);
});

/** An answer made by hand. */
const bytes = (first: string, body: Buffer | string = ''): Break => {
  const sent = Buffer.from(body);
  const rest = `content-length: ${sent.length}\r\n\r\n`;
  return (socket) => void socket.end(Buffer.concat([Buffer.from(first + rest), sent]));
};
const ok = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';
const done = `{"id":"${id}","status":"succeeded","video_url":"https://cdn.test/v.mp4"}`;
const partial = 'HTTP/1.1 206 Partial Content\r\ncontent-range: bytes 0-19/80\r\n';

const kept: readonly (readonly [what: string, use: Break, kind: ErrorKind])[] = [
  ['B14 an empty answer', bytes(ok), 'badAnswer'],
  ['B19 a progress of NaN', bytes(ok, `{"id":"${id}","status":"running","progress":NaN}`), 'notJson'],
  ['B21 JSON in UTF-16', bytes(ok, Buffer.from(`\uFEFF${done}`, 'utf16le')), 'notJson'],
  ['B22 204 without content', bytes('HTTP/1.1 204 No Content\r\n'), 'badAnswer'],
  ['B22 206 with a part of the answer', bytes(partial, done.slice(0, 20)), 'notJson'],
  ['B22 304 that nobody asked for', bytes('HTTP/1.1 304 Not Modified\r\n'), 'badRequest'],
];

const read: readonly (readonly [what: string, use: Break])[] = [
  ['B21 JSON that is called plain text', bytes('HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n', done)],
  ['B21 JSON without a type', bytes('HTTP/1.1 200 OK\r\n', done)],
  [
    'B21 JSON that claims another character set',
    bytes('HTTP/1.1 200 OK\r\ncontent-type: application/json; charset=gbk\r\n', done),
  ],
  ['B21 JSON behind a byte order mark', bytes(ok, `\uFEFF${done}`)],
  ['B21 JSON behind two byte order marks', bytes(ok, `\uFEFF\uFEFF${done}`)],
  ['B22 200 behind 100 Continue', bytes(`HTTP/1.1 100 Continue\r\n\r\n${ok}`, done)],
  ['B22 200 behind 103 Early Hints', bytes(`HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n${ok}`, done)],
];

describe('an answer of an odd shape', () => {
  const open = useClosing();

  for (const [what, use, kind] of kept) {
    it(`${what} (${kind}) changes nothing but the error, and is over when it is over`, async () => {
      const stand = await open(startFronted());
      const assertKept = watchRecord(stand);
      stand.front.breakWith(use);
      await stand.advance(10 * minute);
      assert.equal(stand.window.task(id)?.error?.kind, kind);
      assertKept();
      assertBudget(stand.client.times());
      stand.front.mend();
      await assertRecovery(stand);
    });
  }

  for (const [what, use] of read) {
    it(`${what} is read`, async () => {
      const stand = await open(startFronted());
      stand.front.breakWith(use);
      await stand.advance(minute);
      assert.equal(stand.window.task(id)?.error, undefined);
      assert.equal(stand.window.task(id)?.status, 'succeeded');
      assert.equal(stand.window.task(id)?.playable, true);
    });
  }

  it('B19 progress that is below 0, above 100, a text or going back is never shown so', async () => {
    const stand = await open(startStand());
    const said = [-5, '50%', 10, '', '70', 900, 20, 'NaN'];
    stand.gateway.fault(id, ...said.map((progress) => ({ body: { id, status: 'processing', progress } })));
    const shown: (number | undefined)[] = [];
    stand.window.list.onDidChange(({ changed }) => {
      for (const { progress, checkedAt, claimedUntil } of changed) {
        if (checkedAt !== undefined && claimedUntil === undefined) {
          shown.push(progress);
        }
      }
    });
    await stand.track(id);
    await stand.advance(80 * second);
    assert.deepEqual(shown, [undefined, 0.5, 0.5, 0.5, 0.7, 0.99, 0.99, 0.99]);
  });

  it('B20 the log-in page of a network fails no task, and is over when it is over', async () => {
    const stand = await open(startStand());
    await stand.track(id);
    const assertKept = watchRecord(stand);
    const before = stand.client.asked.length;
    stand.gateway.faultAll({ html: true, forever: true });
    await stand.advance(10 * minute);
    assert.equal(stand.window.task(id)?.error?.kind, 'notJson');
    assert.ok(stand.client.asked.length - before <= 21, `${stand.client.asked.length - before} requests`);
    assertKept();
    stand.gateway.clearFaults();
    await assertRecovery(stand);
  });

  it('B20 a redirect to the log-in page of a network is not followed, and fails no task', async () => {
    const stand = await open(startStand());
    const portal = await open(startGateway());
    await stand.track(id);
    const assertKept = watchRecord(stand);
    stand.gateway.faultAll({ redirect: `${portal.origin}/v1/videos/${id}`, forever: true });
    await stand.advance(10 * minute);
    assert.equal(stand.window.task(id)?.error?.kind, 'redirected');
    assert.deepEqual(portal.requests, []);
    assertKept();
    stand.gateway.clearFaults();
    await assertRecovery(stand);
  });
});

/** MiniMax fills the fields of a task with nothing when it refuses. */
const miniMax = (code: number, words: string): object => ({
  task_id: '',
  status: '',
  file_id: '',
  base_resp: { status_code: code, status_msg: words },
});

const refusals: readonly (readonly [what: string, body: unknown, kind: ErrorKind])[] = [
  ['too many requests', { error: { message: 'Rate limit reached', code: 'rate_limit' } }, 'rateLimited'],
  ['code 429', { code: 429, msg: '请稍后再试', data: null }, 'rateLimited'],
  ['no credit', { code: 'insufficient_user_quota', message: '', data: null }, 'quota'],
  ['code 402', { code: 402, msg: 'Please pay', data: null }, 'quota'],
  ['a bad key', { error: { message: 'Invalid API key', code: 'invalid_api_key' } }, 'keyRejected'],
  ['code 401', { code: 401, msg: '令牌无效', data: null }, 'keyRejected'],
  ['code 403', { code: '403', msg: 'Not yours', data: null }, 'forbidden'],
  ['code 500', { code: 500, msg: 'Internal error', data: null }, 'serverError'],
  ['code 407, which only a proxy means', { code: 407, msg: 'Odd', data: null }, 'badAnswer'],
  ['another code', { code: 1234, msg: 'Odd', data: null }, 'badAnswer'],
  ['MiniMax 1002', miniMax(1002, 'rate limit'), 'rateLimited'],
  ['MiniMax 1004', miniMax(1004, 'login fail: Please carry the API secret key'), 'keyRejected'],
  ['MiniMax 1008', miniMax(1008, 'insufficient balance'), 'quota'],
  ['MiniMax 2049', miniMax(2049, 'invalid api key'), 'keyRejected'],
];

describe('200 with an error inside', () => {
  const open = useClosing();

  for (const [what, body, kind] of refusals) {
    it(`B23 ${what} (${kind}) is taken as if HTTP had said it`, async () => {
      const stand = await open(startStand());
      await stand.track(id);
      const assertKept = watchRecord(stand);
      stand.gateway.fault(id, { body });
      await stand.advance(4 * second);
      assert.equal(stand.window.task(id)?.error?.kind, kind);
      assertKept();
      const reason = stand.window.gate.state(stand.gateway.origin)?.reason;
      const ofTask: ReadonlySet<ErrorKind> = new Set<ErrorKind>(['forbidden', 'badAnswer']);
      assert.equal(reason, ofTask.has(kind) ? undefined : kind);
    });
  }

  it('B23 a task that does not exist is not found, and comes back', async () => {
    const stand = await open(startStand());
    await stand.track(id);
    stand.gateway.fault(id, { body: { code: 'task_not_exist', message: 'task_not_exist', data: null } });
    await stand.advance(4 * second);
    assert.equal(stand.window.task(id)?.status, 'notFound');
    assert.equal(stand.window.task(id)?.error?.kind, 'notFound');
    await stand.advance(minute);
    assert.equal(stand.window.task(id)?.status, 'running');
  });
});
