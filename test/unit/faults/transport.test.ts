import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, it } from 'mocha';
import type { ErrorKind } from '../../../src/domain/task.ts';
import { provider } from '../engine/rig.ts';
import { startFront, type Break } from './front.ts';
import { assertBudget, assertRecovery, useClosing, watchRecord } from './promises.ts';
import { fetchWith, startSecure } from './secure.ts';
import { hour, id, minute, second, soon, startFronted, startStand } from './stand.ts';

const mebibyte = 1024 * 1024;
const end = `{"id":"${id}","status":"succeeded","video_url":"https://cdn.test/v.mp4"}`;
const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';
const whole = `${head}content-length: ${end.length}\r\n\r\n`;
const zipped = gzipSync(end);
const spoilt = Buffer.concat([zipped.subarray(0, 12), Buffer.from('spoilt'), zipped.subarray(18)]);

/** Sends a first part, and then one byte after the other for as long as somebody listens. */
const drip =
  (first: string): Break =>
  (socket) => {
    const timer = setInterval(() => socket.write(' '), 5);
    socket.write(first);
    socket.on('close', () => clearInterval(timer));
  };

const unpacked = (bytes: Uint8Array): Break => {
  const start = `${head}content-encoding: gzip\r\ncontent-length: ${bytes.length}\r\n\r\n`;
  return (socket) => void socket.end(Buffer.concat([Buffer.from(start), bytes]));
};

interface Fault {
  readonly use: Break;
  readonly kind: ErrorKind;
  readonly when?: 'accepted';
  /** Nothing more comes: shorter deadlines spare the wait. */
  readonly late?: true;
}

const faults: Readonly<Record<string, Fault>> = {
  'A04 a connection that is reset as soon as it is accepted': {
    use: (socket) => void socket.resetAndDestroy(),
    when: 'accepted',
    kind: 'unreachable',
  },
  'A04 a connection that is closed as soon as it is accepted': {
    use: (socket) => void socket.end(),
    when: 'accepted',
    kind: 'unreachable',
  },
  'A05 a connection that is closed before the headers': {
    use: (socket) => void socket.end(),
    kind: 'unreachable',
  },
  'A08 headers that come byte by byte': { use: drip('HTTP/1.1 200 OK\r\nx: '), kind: 'timeout', late: true },
  'A09 a body that comes byte by byte': {
    use: drip(`${head}content-length: ${hour}\r\n\r\n{`),
    kind: 'timeout',
    late: true,
  },
  'A11 a server that accepts and never answers': { use: () => {}, kind: 'timeout', late: true },
  'A12 the greeting of another protocol': {
    use: (socket) => void socket.end('SSH-2.0-OpenSSH_9.9\r\n'),
    kind: 'badAnswer',
  },
  'A12 an answer without any headers (HTTP/0.9)': {
    use: (socket) => void socket.end('<html>hello</html>'),
    kind: 'badAnswer',
  },
  'A13 headers of 40 KB': {
    use: (socket) => void socket.end(`${head}x-long: ${'x'.repeat(40_000)}\r\n\r\n`),
    kind: 'badAnswer',
  },
  'A14 a spoilt compressed answer': { use: unpacked(spoilt), kind: 'unreachable' },
  'A14 a compressed answer that is cut off': {
    use: unpacked(zipped.subarray(0, zipped.length / 2)),
    kind: 'notJson',
  },
};

/** What is wrong with the answer itself is asked again every five minutes; the rest backs off from 2 s to five minutes. */
const atMost = (kind: ErrorKind): number => (kind === 'badAnswer' || kind === 'tooLarge' ? 3 : 15);

describe('a connection in trouble', () => {
  const open = useClosing();

  for (const [what, { use, kind, when, late }] of Object.entries(faults)) {
    it(`${what} (${kind}) costs the task nothing, makes no storm, and is over when it is over`, async () => {
      const stand = await open(startFronted());
      const { client, front, window } = stand;
      const assertKept = watchRecord(stand);
      front.breakWith(use, when);
      client.deadlines = late && soon;
      const before = client.asked.length;
      await stand.advance(10 * minute);
      assert.equal(window.task(id)?.error?.kind, kind);
      const times = client.times().slice(before);
      assert.ok(times.length >= 2 && times.length <= atMost(kind), `${times.length} requests`);
      assertBudget(client.times());
      assert.deepEqual(window.told, []);

      assertKept();
      client.deadlines = undefined;
      front.mend();
      await assertRecovery(stand);
    });
  }

  it('A01 a refused connection costs the task nothing, and is told to nobody', async () => {
    const stand = await open(startStand());
    const { client, gateway, window } = stand;
    await stand.track(id);
    const assertKept = watchRecord(stand);
    await gateway.stop();
    await stand.advance(30 * minute);
    assert.equal(window.task(id)?.error?.kind, 'unreachable');
    assert.ok(Number(window.gate.state(gateway.origin)?.failures) >= 5);
    assert.ok(client.asked.length <= 25, `${client.asked.length} requests`);
    assert.deepEqual(window.told, []);
    assertKept();
    await gateway.start();
    await assertRecovery(stand);
  });

  it('A02 a host whose name is unknown troubles no other one, and is asked again by itself', async () => {
    const stand = await open(startStand());
    const { client, gateway, window } = stand;
    const secure = await open(startSecure(Number(new URL(gateway.origin).port)));
    let isKnown = false;
    client.fetchImpl = fetchWith(() => (isKnown ? { address: '127.0.0.1' } : { code: 'ENOTFOUND' }));
    window.settings.all = [
      provider('relay', { baseUrl: gateway.origin }),
      provider('lost', { baseUrl: `https://lost.test:${secure.port}` }),
    ];
    await stand.track(id);
    await window.tracker.track('lost', id);
    await stand.advance(10 * minute);
    assert.equal(window.list.get(`lost/${id}`)?.error?.kind, 'dns');
    assert.equal(window.list.get(`lost/${id}`)?.status, 'queued');
    assert.equal(window.task(id)?.error, undefined);
    const lost = client.asked.filter(({ url }) => url.includes('lost.test'));
    assert.ok(lost.length <= 15, `${lost.length} attempts`);
    assert.ok(client.asked.length - lost.length > 40, 'the other one is asked as ever');
    isKnown = true;
    await stand.advance(6 * minute);
    assert.equal(window.list.get(`lost/${id}`)?.status, 'running');
    assert.equal(window.list.get(`lost/${id}`)?.error, undefined);
  });

  it('A05 no connection is used twice, so that none can be closed on us', async () => {
    const stand = await open(startFronted());
    const { front } = stand;
    await stand.advance(10 * minute);
    assert.ok(stand.client.asked.length > 40);
    assert.equal(front.times.length, stand.client.asked.length);
    for (const { headers } of stand.gateway.requests) {
      assert.equal(headers.connection, 'close');
    }
  });

  for (const [what, cut] of [
    ['A06 a reset', (socket: Socket) => socket.resetAndDestroy()],
    ['A07 an end', (socket: Socket) => socket.end()],
  ] as const) {
    it(`${what} after any byte of a good answer is never taken for an answer`, async () => {
      const stand = await open(startFronted());
      const { front } = stand;
      let bytes = 0;
      const assertKept = watchRecord(stand);
      front.breakWith((socket) => {
        socket.write(whole + end.slice(0, bytes), () => cut(socket));
        bytes += 1;
      });
      while (bytes < end.length) {
        const { rings = assert.fail('nothing will be asked') } = stand.clock;
        await stand.advance(rings - stand.clock.now());
        if (bytes > 0) {
          assert.equal(stand.window.task(id)?.error?.kind, 'unreachable');
        }
      }
      assertKept();
      front.mend();
      await assertRecovery(stand);
    });
  }

  it('A10 a body without an end is given up after 4 MiB, with the memory it took', async () => {
    const stand = await open(startFronted());
    const { front } = stand;
    const assertKept = watchRecord(stand);
    const sent: number[] = [];
    front.breakWith((socket) => {
      const chunk = Buffer.alloc(65_536, ' ');
      const more = (): void => {
        while (!socket.destroyed && socket.write(chunk));
      };
      socket.on('drain', more).on('close', () => sent.push(socket.bytesWritten));
      socket.write(`${head}\r\n`);
      more();
    });
    const before = process.memoryUsage();
    await stand.advance(10 * minute);
    const after = process.memoryUsage();
    const grown = after.arrayBuffers + after.heapUsed - before.arrayBuffers - before.heapUsed;
    console.log(
      `      memory grew by ${(grown / mebibyte).toFixed(1)} MiB over ${sent.length} endless answers`,
    );
    assert.equal(stand.window.task(id)?.error?.kind, 'tooLarge');
    assert.ok(sent.length >= 2 && sent.length <= atMost('tooLarge'), `${sent.length} answers`);
    // What the two ends of a connection hold back comes on top of what is read.
    for (const bytes of sent) {
      assert.ok(bytes > 4 * mebibyte && bytes < 32 * mebibyte, `${bytes} bytes sent`);
    }
    assertKept();
    front.mend();
    await assertRecovery(stand);
  });

  it('A11 five tasks of a silent server hold two connections at most, and free them', async () => {
    const stand = await open(startFronted());
    const { client, front, window } = stand;
    client.deadlines = soon;
    front.breakWith(() => {});
    await stand.track('video_2', 'video_3', 'video_4', 'video_5');
    await stand.advance(10 * minute);
    assert.equal(front.mostOpen, 2);
    assertBudget(client.times());
    client.deadlines = undefined;
    front.mend();
    await assertRecovery(stand);
    assert.deepEqual(window.gate.state(`http://${front.host}`)?.leases, []);
    assert.equal(front.open, 0);
  });

  it('A18 a reset inside the TLS handshake costs the task nothing, and is asked again by itself', async () => {
    const stand = await open(startStand());
    const { client, clock, gateway, window } = stand;
    const secure = await open(startSecure(Number(new URL(gateway.origin).port)));
    const front = await open(startFront(secure.port, () => clock.now()));
    client.fetchImpl = fetchWith(() => ({ address: '127.0.0.1' }));
    window.settings.all = [provider('relay', { baseUrl: `https://${front.host}` })];
    await stand.track(id);
    assert.equal(window.task(id)?.status, 'running');
    const assertKept = watchRecord(stand);
    front.breakWith((socket) => void socket.resetAndDestroy());
    await stand.advance(10 * minute);
    assert.equal(window.task(id)?.error?.kind, 'unreachable');
    assert.ok(client.asked.length <= 16, `${client.asked.length} attempts`);
    assertKept();
    front.mend();
    await assertRecovery(stand);
  });

  it('A21 a network that is gone in the middle of a check is back at the next one', async () => {
    const stand = await open(startStand());
    const { client, gateway, window } = stand;
    await stand.track(id);
    const assertKept = watchRecord(stand);
    gateway.fault(id, { hang: true });
    const before = gateway.requests.length;
    const passing = stand.advance(4 * second);
    while (gateway.requests.length === before) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    await gateway.stop();
    await passing;
    assert.equal(window.task(id)?.error?.kind, 'unreachable');
    assertKept();
    await gateway.start();
    const asked = client.asked.length;
    gateway.setStatus(id, 'succeeded');
    await stand.advance(10 * second);
    assert.equal(client.asked.length, asked + 1);
    await assertRecovery(stand);
  });

  it('A22 300 checks leave no connection behind', async () => {
    const stand = await open(startFronted());
    const { front } = stand;
    const handles = process.getActiveResourcesInfo().length;
    await stand.advance(4 * hour);
    assert.ok(stand.client.asked.length >= 300, `${stand.client.asked.length} checks`);
    assert.equal(stand.window.task(id)?.error, undefined);
    while (front.open > 0 || process.getActiveResourcesInfo().length > handles) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    console.log(`      ${stand.client.asked.length} checks, ${front.mostOpen} connection open at most`);
    assert.equal(front.times.length, stand.client.asked.length);
  });
});
