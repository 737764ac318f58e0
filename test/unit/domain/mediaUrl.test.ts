import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { isLoopback, isPrivateHost, isReachable, readMediaUrl } from '../../../src/domain/mediaUrl.ts';

const base = 'https://api.gate.test/prefix';
const strict = { base, allowLoopbackHttp: false };

function hostOf(host: string): string {
  return new URL(`https://${host}/`).hostname;
}

describe('readMediaUrl', () => {
  const signed =
    'https://videos.test/vg-assets/assets%2Ftask_1%2Fa.mp4?se=2025-01-20T14%3A28%3A09Z&sig=a%2Bb%3D';
  const accepted: readonly (readonly [string, { url: string; needsKey: boolean }])[] = [
    [signed, { url: signed, needsKey: false }],
    ['  https://m.test/a.mp4\n', { url: 'https://m.test/a.mp4', needsKey: false }],
    ['https://[2a00::1]:8443/a', { url: 'https://[2a00::1]:8443/a', needsKey: false }],
    ['https://bücher.test/a', { url: 'https://bücher.test/a', needsKey: false }],
    ['https://a-1.test./a', { url: 'https://a-1.test./a', needsKey: false }],
    ['HTTPS://M.test/a', { url: 'HTTPS://M.test/a', needsKey: false }],
    ['/v1/videos/x/content', { url: 'https://api.gate.test/v1/videos/x/content', needsKey: true }],
    [
      '/v1/tasks/x/artifacts/video/content?access=s',
      {
        url: 'https://api.gate.test/v1/tasks/x/artifacts/video/content?access=s',
        needsKey: false,
      },
    ],
    [
      'https://api.gate.test/v1/videos/x/content',
      { url: 'https://api.gate.test/v1/videos/x/content', needsKey: true },
    ],
    [
      'https://api.gate.test/v1/tasks/x/artifacts/video',
      {
        url: 'https://api.gate.test/v1/tasks/x/artifacts/video',
        needsKey: true,
      },
    ],
    ['https://api.gate.test/public/x.mp4', { url: 'https://api.gate.test/public/x.mp4', needsKey: false }],
    [
      'https://api.gate.test:8443/v1/videos/x/content',
      {
        url: 'https://api.gate.test:8443/v1/videos/x/content',
        needsKey: false,
      },
    ],
  ];
  for (const [link, expected] of accepted) {
    it(`takes ${link.trim().slice(0, 60)}`, () => assert.deepEqual(readMediaUrl(link, strict), expected));
  }

  const refused: readonly unknown[] = [
    'http://m.test/a.mp4',
    'javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:video/mp4;base64,AAAA',
    'file:///etc/passwd',
    'vscode://x',
    'command:workbench.action.quit',
    'blob:https://m.test/1',
    'ftp://m.test/a',
    'JaVaScRiPt:alert(1)',
    '\tjavascript:alert(1)',
    '\u0001javascript:alert(1)',
    'vbscript:a',
    'filesystem:https://m.test/1',
    'view-source:https://m.test/a',
    'jar:https://m.test/a!/b',
    'sftp://m.test/a',
    'ws://m.test/a',
    'wss://m.test/a',
    'smb://m.test/a',
    'ssh://m.test/a',
    'mailto:a@m.test',
    'tel:1',
    'sms:1',
    'about:blank',
    'chrome://settings',
    'intent://m.test#Intent;end',
    'ms-msdt:/id a',
    'vscode-insiders://x',
    ' HTTP://m.test/a',
    'https://user:pass@m.test/a',
    'https://user@m.test/a',
    'https://:pass@m.test/a',
    'https:\\\\m.test\\a',
    'https://m.test/a b',
    'https://m.test/a\tb',
    'https://m.test/\u202egpj.exe',
    'https://',
    '//m.test/a',
    'a.mp4',
    'failed: no credit',
    `https://m.test/${'a'.repeat(8192)}`,
    'https://127.0.0.1/a',
    'http://127.0.0.1:8080/a',
    'https://localhost/a',
    'https://169.254.169.254/latest',
    'https://0x7f.1/a',
    'https://[::1]/a',
    'https://*/a',
    'https://*.m.test/a',
    'https://a;b.test/a',
    'https://a"b.test/a',
    "https://a'b.test/a",
    'https://a,b.test/a',
    'https://a(b).test/a',
    'https://a$b.test/a',
    'https://a_b.test/a',
    '',
    null,
    {},
    1,
  ];
  for (const link of refused) {
    it(`refuses ${JSON.stringify(link).slice(0, 60)} (I06)`, () =>
      assert.equal(readMediaUrl(link, strict), undefined));
  }

  it('refuses a relative link when there is nothing to resolve it against', () => {
    assert.equal(readMediaUrl('/v1/x', { allowLoopbackHttp: false }), undefined);
    assert.equal(readMediaUrl('/v1/x', { base: 'no url', allowLoopbackHttp: false }), undefined);
  });

  it('takes loopback when that is allowed, other private addresses never (I12)', () => {
    const context = { base: 'http://127.0.0.1:9', allowLoopbackHttp: true };
    assert.deepEqual(readMediaUrl('http://127.0.0.1:8080/a', context), {
      url: 'http://127.0.0.1:8080/a',
      needsKey: false,
    });
    assert.deepEqual(readMediaUrl('/a', context), { url: 'http://127.0.0.1:9/a', needsKey: true });
    assert.deepEqual(readMediaUrl('https://[::1]/a', context)?.url, 'https://[::1]/a');
    for (const link of [
      'http://localhost/a',
      'http://192.168.0.1/a',
      'https://10.0.0.1/a',
      'http://m.test/a',
    ]) {
      assert.equal(readMediaUrl(link, context), undefined);
    }
    assert.equal(isReachable(new URL('ftp://127.0.0.1/a'), true), false);
  });
});

describe('hosts', () => {
  const hidden =
    '10.1.2.3 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1 172.31.255.255 192.168.1.1 0.0.0.0 100.64.0.1 ' +
    '100.127.255.255 2130706433 0x7f.1 0177.0.0.1 127.0.0.1. [::1] [::] [fc00::1] [fdff::1] [fe80::1] [febf::1] ' +
    '[::ffff:8.8.8.8] [::ffff:7f00:1] [64:ff9b::7f00:1] [2002:7f00:1::] [2001:0:7f00:1::] [fec0::1] [ff02::1] 192.0.0.8 198.18.0.1 224.0.0.1 240.0.0.1 255.255.255.255 ' +
    'localhost LOCALHOST localhost. printer.local a.b.localhost';
  const open =
    '8.8.8.8 11.0.0.1 172.15.0.1 172.32.0.1 192.169.0.1 100.63.0.1 100.128.0.1 198.20.0.1 192.1.0.1 223.255.255.255 [2001:db8::1] [2a00::1] [fc::1] ' +
    '10.example.test local.test mylocalhost notlocal 127.0.0.1.nip.test';
  for (const host of hidden.split(' ')) {
    it(`${host} is private`, () => assert.equal(isPrivateHost(hostOf(host)), true));
  }
  for (const host of open.split(' ')) {
    it(`${host} is not`, () => assert.equal(isPrivateHost(hostOf(host)), false));
  }

  it('knows literal loopback addresses', () => {
    const hosts = ['127.0.0.1', '127.1', '[::1]', 'localhost', '[::ffff:127.0.0.1]', '127.test', '10.0.0.1'];
    assert.deepEqual(
      hosts.map((host) => isLoopback(hostOf(host))),
      [true, true, true, false, false, false, false],
    );
  });
});
