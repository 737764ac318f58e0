import assert from 'node:assert/strict';
import { appendFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Fault } from '../../gateway/faults.ts';
import { openPlace, type Place } from './downloads.ts';
import { serveRaw } from './servers.ts';

const clip = 'clip.mp4';
const soon = { headersMs: 2_000, idleMs: 100 };

describe('a video is loaded', () => {
  let place: Place;
  beforeEach(async () => void (place = await openPlace()));
  afterEach(() => place.close());

  /** Loads a file whose first attempt breaks, and how that was told. */
  async function broken(fault: Fault, file = clip): Promise<unknown> {
    place.cdn.faultMedia(file, fault);
    return place.load(place.link(file), { deadlines: soon });
  }

  it('whole, byte for byte, and told of as it comes', async () => {
    const seen: number[] = [];
    const wanted = await place.bytes(clip);
    assert.equal(
      await place.load(place.link(clip), { onProgress: ({ bytes }) => seen.push(bytes) }),
      undefined,
    );
    assert.deepEqual(
      seen,
      seen.toSorted((a, b) => a - b),
    );
    assert.equal(seen.at(-1), wanted.length);
    assert.ok((await place.whole()).equals(wanted));
    assert.deepEqual(place.endings(), ['.mp4']);
  });

  for (const at of [4_096, 4_097, 100_000, 'half', 'last'] as const) {
    it(`K01 from where the connection broke, at ${at}`, async () => {
      const wanted = await place.bytes(clip);
      const bytes = { half: wanted.length >> 1, last: wanted.length - 1 }[at as string] ?? Number(at);
      const problem = await broken({ resetAfterBytes: bytes });
      // What was under way when the connection broke may be lost with it.
      const there = place.partBytes();
      assert.deepEqual(problem, { kind: 'interrupted', bytes: there, total: wanted.length });
      assert.ok(there > 0 && there <= bytes, String(there));
      place.cdn.clearRequests();
      assert.equal(await place.load(place.link(clip)), undefined);
      assert.deepEqual(place.ranges(), [`bytes=${there}-`]);
      assert.ok((await place.whole()).equals(wanted));
    });
  }

  it('K01 anew when it broke before it could be told what it is', async () => {
    const wanted = await place.bytes(clip);
    assert.deepEqual(await broken({ resetAfterBytes: 4_095 }), {
      kind: 'interrupted',
      bytes: 0,
      total: wanted.length,
    });
    assert.equal(place.partBytes(), 0);
    assert.equal(await place.load(place.link(clip)), undefined);
    assert.ok((await place.whole()).equals(wanted));
  });

  it('K01 over as many breaks as it takes', async () => {
    const wanted = await place.bytes(clip);
    for (let n = 0; n < 5; n += 1) {
      const before = place.partBytes();
      await broken({ hangAfterBytes: 20_000 });
      assert.equal(place.partBytes(), before + 20_000);
    }
    assert.equal(await place.load(place.link(clip)), undefined);
    assert.ok((await place.whole()).equals(wanted));
  });

  it('K01 from where the server fell silent', async () => {
    const wanted = await place.bytes(clip);
    assert.deepEqual(await broken({ hangAfterBytes: 50_000 }), {
      kind: 'interrupted',
      bytes: 50_000,
      total: wanted.length,
    });
    assert.equal(await place.load(place.link(clip)), undefined);
    assert.ok((await place.whole()).equals(wanted));
  });

  it('K01 by its date where it has no strong tag', async () => {
    const bytes = await place.bytes(clip);
    const date = 'Wed, 01 Jan 2025 00:00:00 GMT';
    const validators = { etag: 'W/"1"', 'last-modified': date };
    place.cdn.addMedia('dated.mp4', { bytes, contentType: 'video/mp4', validators });
    await broken({ hangAfterBytes: 50_000 }, 'dated.mp4');
    place.cdn.clearRequests();
    assert.equal(await place.load(place.link('dated.mp4')), undefined);
    const [request] = place.cdn.requests;
    assert.deepEqual([request?.headers['if-range'], request?.status], [date, 206]);
    assert.ok((await place.whole()).equals(bytes));
  });

  const strangers = [
    ['has no tag and no date', {}],
    ['has nothing but a weak tag', { etag: 'W/"1"' }],
  ] as const;
  for (const [what, validators] of strangers) {
    it(`K01 anew where the file ${what}`, async () => {
      const bytes = await place.bytes(clip);
      place.cdn.addMedia('nameless.mp4', { bytes, contentType: 'video/mp4', validators });
      await broken({ hangAfterBytes: 50_000 }, 'nameless.mp4');
      place.cdn.clearRequests();
      assert.equal(await place.load(place.link('nameless.mp4')), undefined);
      assert.deepEqual(place.ranges(), ['whole']);
      assert.ok((await place.whole()).equals(bytes));
    });
  }

  it('K01 anew when the file is another one by now', async () => {
    await broken({ hangAfterBytes: 50_000 });
    const other = await place.bytes('forest.mp4');
    place.cdn.addMedia(clip, { bytes: other, contentType: 'video/mp4' });
    assert.equal(await place.load(place.link(clip)), undefined);
    assert.ok((await place.whole()).equals(other));
  });

  it('K01 anew from a server that knows no ranges', async () => {
    await broken({ hangAfterBytes: 50_000 });
    place.cdn.clearRequests();
    assert.equal(await place.load(`${place.link(clip)}&ranges=off`), undefined);
    assert.deepEqual([place.ranges().length, place.cdn.requests[0]?.status], [1, 200]);
    assert.ok((await place.whole()).equals(await place.bytes(clip)));
  });

  const odd: readonly (readonly [what: string, status: number, range: string])[] = [
    ['another part than was asked for', 206, 'bytes 0-9/999999'],
    ['a part of a file of another length', 206, 'bytes 50000-99/100'],
    ['the whole as a part', 206, 'bytes 0-270183/270184'],
    ['a part without saying which', 206, ''],
    ['that there is no such part', 416, 'bytes */10'],
  ];
  for (const [what, status, range] of odd) {
    it(`K01 anew when the server sends ${what}`, async () => {
      await broken({ hangAfterBytes: 50_000 });
      place.cdn.clearRequests();
      place.cdn.faultMedia(clip, {
        status,
        body: 'x'.repeat(10),
        headers: range === '' ? {} : { 'content-range': range },
      });
      assert.equal(await place.load(place.link(clip)), undefined);
      assert.deepEqual(place.ranges(), ['bytes=50000-', 'whole']);
      assert.ok((await place.whole()).equals(await place.bytes(clip)));
    });
  }

  it('K01 without a request when all of it is there already', async () => {
    assert.equal(await place.load(place.link(clip)), undefined);
    place.cdn.clearRequests();
    assert.equal(await place.load(place.link(clip)), undefined);
    assert.deepEqual(place.ranges(), []);
  });

  it('whole where its length is not announced', async () => {
    place.cdn.faultMedia(clip, { unannounced: true });
    assert.equal(await place.load(place.link(clip)), undefined);
    assert.ok((await place.whole()).equals(await place.bytes(clip)));
  });

  const spoilt: readonly (readonly [what: string, rest: string])[] = [
    ['breaks off', ''],
    ['goes on with something that is no chunk', 'ZZ\r\n'],
  ];
  for (const [what, rest] of spoilt) {
    it(`K01 a body of no known length that ${what} is not taken for a whole file`, async () => {
      const head = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n';
      const chunk = `1388\r\nGIF89a${'.'.repeat(4_994)}\r\n`;
      const server = await serveRaw((socket) => void socket.end(head + chunk + rest));
      const problem = await place.load(`${server.origin}/v.gif`);
      await server.close();
      assert.equal(problem?.kind, 'interrupted');
    });
  }

  it('whole where it was compressed on the way, which has another length', async () => {
    const bytes = await place.bytes(clip);
    const validators = { etag: '"zipped"', 'content-encoding': 'gzip' } as object;
    place.cdn.addMedia('zipped.mp4', { bytes: gzipSync(bytes), contentType: 'video/mp4', validators });
    assert.equal(await place.load(place.link('zipped.mp4')), undefined);
    assert.ok((await place.whole()).equals(bytes));
  });

  it('K03 less than was announced is no file', async () => {
    const wanted = await place.bytes(clip);
    const announced = wanted.length + 1_000;
    assert.deepEqual(await broken({ announceBytes: announced }), {
      kind: 'interrupted',
      bytes: place.partBytes(),
      total: announced,
    });
    assert.deepEqual(place.endings(), ['.json', '.part']);
  });

  it('K03 more than was announced never gets into the file', async () => {
    const problem = (await broken({ announceBytes: 60_000 })) ?? { kind: 'cut off' };
    assert.match(JSON.stringify(problem), /interrupted|cut off/);
    assert.ok(place.partBytes() <= 60_000);
  });

  it('K03 a file without an end is given up at the limit', async () => {
    place.cdn.faultMedia(clip, { endless: true });
    const problem = await place.load(place.link(clip), { request: { maxBytes: 1_000_000 } });
    assert.equal(problem?.kind, 'tooLarge');
    assert.ok(place.partBytes() <= 1_000_000);
  });

  it('K03 a file that is announced to be too large is not begun', async () => {
    const bytes = (await place.bytes(clip)).length;
    const problem = await place.load(place.link(clip), { request: { maxBytes: bytes - 1 } });
    assert.deepEqual(problem, { kind: 'tooLarge', bytes, limit: bytes - 1 });
    assert.equal(place.partBytes(), 0);
    assert.equal(await place.load(place.link(clip), { request: { maxBytes: bytes } }), undefined);
  });

  it('K03 the limit holds over all parts of a file', async () => {
    await broken({ hangAfterBytes: 50_000 });
    const problem = await place.load(place.link(clip), { request: { maxBytes: 60_000 } });
    assert.equal(problem?.kind, 'tooLarge');
    assert.equal(place.partBytes(), 50_000);
  });

  const others: readonly (readonly [what: string, body: Buffer, found: string])[] = [
    ['a page', Buffer.from('<!doctype html><html><body>Sign in</body></html>'), 'html'],
    ['JSON', Buffer.from('{"error":"expired"}'), 'json'],
    ['XML', Buffer.from('<?xml version="1.0"?><Error/>'), 'xml'],
    ['a program for Windows', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(9_000)]), 'executable'],
    [
      'a program for Linux',
      Buffer.concat([Buffer.from('\x7fELF', 'latin1'), Buffer.alloc(9_000)]),
      'executable',
    ],
    ['a script', Buffer.from('#!/bin/sh\necho\n'), 'executable'],
    ['an archive', Buffer.from('PK\x03\x04....', 'latin1'), 'archive'],
    ['a list of pieces', Buffer.from('#EXTM3U\n#EXTINF:1\n'), 'hls'],
    ['an image', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 'image'],
    ['nothing', Buffer.alloc(0), 'unknown'],
  ];
  for (const [what, bytes, found] of others) {
    it(`K04 ${what} that calls itself video/mp4 is refused and leaves nothing behind`, async () => {
      place.cdn.addMedia('fake.mp4', { bytes, contentType: 'video/mp4' });
      assert.deepEqual(await place.load(place.link('fake.mp4')), { kind: 'notVideo', found });
      assert.deepEqual(readdirSync(place.folder), []);
    });
  }

  it('K04 whatever its type and its name say, if it is a video', async () => {
    const bytes = await place.bytes('portrait.gif');
    place.cdn.addMedia('note.txt', { bytes, contentType: 'text/plain' });
    assert.equal(await place.load(place.link('note.txt')), undefined);
    await place.whole();
    assert.deepEqual(place.endings(), ['.gif']);
  });

  it('K01 a page in the place of the rest does not cost what is there', async () => {
    await broken({ hangAfterBytes: 50_000 });
    place.cdn.faultMedia(clip, { html: true });
    assert.equal((await place.load(place.link(clip)))?.kind, 'notVideo');
    assert.equal(place.partBytes(), 50_000);
    assert.equal(await place.load(place.link(clip)), undefined);
    assert.ok((await place.whole()).equals(await place.bytes(clip)));
  });

  it('K01 a part that is longer than the file is not gone on with', async () => {
    await broken({ hangAfterBytes: 50_000 });
    const part = readdirSync(place.folder).find((file) => file.endsWith('.part')) ?? '';
    appendFileSync(join(place.folder, part), Buffer.alloc(1_000_000));
    assert.equal(await place.load(place.link(clip)), undefined);
    assert.ok((await place.whole()).equals(await place.bytes(clip)));
  });

  it('K05 under a name of ours, whatever the server calls it', async () => {
    const names = [
      '../../.bashrc',
      '..%2f..%2fetc%2fpasswd',
      String.raw`..\..\evil.exe`,
      '/etc/passwd',
      String.raw`C:\Windows\system32\a.dll`,
      'CON.mp4',
      'nul',
      'aux.mp4 ',
      'x.mp4:ads',
      'a.mp4%00.exe',
      '.hidden',
      '-rf.mp4',
      'a'.repeat(400),
      'trailing.',
      'trailing ',
      '~/.ssh/id_rsa',
      'video.mp4.exe',
      'a"b.mp4',
      "UTF-8''%2e%2e%2fevil",
    ];
    const forms = names.flatMap((name) => [
      `attachment; filename="${name}"`,
      `attachment; filename=${name}`,
      `attachment; filename*=UTF-8''${name}`,
    ]);
    const expected = new Set<string>();
    for (const disposition of forms) {
      const validators = { 'content-disposition': disposition } as object;
      place.cdn.addMedia('named.mp4', { bytes: Buffer.from('GIF89a..'), contentType: 'x/y', validators });
      assert.equal(await place.load(place.link('named.mp4')), undefined);
      await place.whole();
      for (const file of readdirSync(place.folder)) {
        expected.add(file);
      }
    }
    assert.equal(forms.length, 57);
    assert.deepEqual(
      [...expected].map((file) => /^[0-9a-f]{48}\.gif$/.test(file)),
      [true],
    );
  });

  const answers: readonly (readonly [status: number, problem: object])[] = [
    [401, { kind: 'expired' }],
    [403, { kind: 'expired' }],
    [404, { kind: 'gone' }],
    [410, { kind: 'gone' }],
    [407, { kind: 'network', error: 'proxy', httpStatus: 407 }],
    [408, { kind: 'network', error: 'timeout', httpStatus: 408 }],
    [429, { kind: 'network', error: 'rateLimited', httpStatus: 429 }],
    [400, { kind: 'network', error: 'badAnswer', httpStatus: 400 }],
    [206, { kind: 'network', error: 'badAnswer', httpStatus: 206 }],
    [500, { kind: 'network', error: 'serverError', httpStatus: 500 }],
    [503, { kind: 'network', error: 'serverError', httpStatus: 503 }],
  ];
  for (const [status, problem] of answers) {
    it(`an answer of ${status} is told as ${JSON.stringify(problem)}`, async () => {
      assert.deepEqual(await broken({ status, body: 'GIF89a' }), problem);
    });
  }

  it('a server that does not answer, or cannot be reached, is told as such', async () => {
    place.cdn.faultMedia(clip, { hang: true });
    const silent = await place.load(place.link(clip), { deadlines: { headersMs: 50, idleMs: 50 } });
    assert.deepEqual(silent, { kind: 'network', error: 'timeout' });
    place.cdn.faultMedia(clip, { reset: true });
    assert.deepEqual(await place.load(place.link(clip)), { kind: 'network', error: 'unreachable' });
  });

  it('K10 until it is cancelled, at any time; what came by then can be gone on with', async () => {
    assert.deepEqual(await place.load(place.link(clip), { signal: AbortSignal.abort() }), {
      kind: 'cancelled',
    });
    const abort = new AbortController();
    place.cdn.faultMedia(clip, { hangAfterBytes: 50_000 });
    const problem = await place.load(place.link(clip), {
      signal: abort.signal,
      onProgress: ({ bytes }) => bytes === 50_000 && abort.abort(),
    });
    assert.deepEqual(problem, { kind: 'cancelled' });
    assert.equal(await place.load(place.link(clip)), undefined);
    assert.ok((await place.whole()).equals(await place.bytes(clip)));
  });

  it('without its link in any line of the log', async () => {
    await place.load(place.link(clip));
    await broken({ status: 403 });
    assert.equal(place.lines.length, 2);
    assert.doesNotMatch(place.lines.join('\n'), /media|sig|secret|\?/);
  });
});
