import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { recognise } from '../../../src/domain/recognise.ts';

const task = 'task_01jhjp54x0f759wceyasz6xrge';
const unified = 'sora-2:task_01k6x15vhrff09dkkqjrzwhm60';
const soraLink = { origin: 'https://api.elkapi.com', path: `/sora/v1/videos/${task}` };

describe('recognise', () => {
  const bare: readonly (readonly [string, string])[] = [
    [task, task],
    [`  ${task}\n`, task],
    [`"${task}",`, task],
    [`\`${task}\``, task],
    [`（${task}）。`, task],
    [`"task_id": "${task}",`, task],
    [`id=${task}`, task],
    [unified, unified],
    [unified.replace(':', '%3A'), unified],
    ['8005019398215827495', '8005019398215827495'],
  ];
  for (const [pasted, id] of bare) {
    it(`takes the id in ${JSON.stringify(pasted)}`, () =>
      assert.deepEqual(recognise(pasted), { kind: 'id', id }));
  }

  const links: readonly (readonly [string, object])[] = [
    [`https://api.elkapi.com/sora/v1/videos/${task}`, { id: task, ...soraLink }],
    [
      `See https://api.elkapi.com/sora/v1/videos/${task}).`,
      { id: task, origin: soraLink.origin, path: `${soraLink.path}).` },
    ],
    [
      `https://h.test/v1/videos/${task}/content`,
      { id: task, origin: 'https://h.test', path: `/v1/videos/${task}/content` },
    ],
    [
      `https://h.test/v1/videos/video_id?id=${unified}`,
      { id: unified, origin: 'https://h.test', path: '/v1/videos/video_id' },
    ],
    [`https://h.test/q?task_id=${task}`, { id: task, origin: 'https://h.test', path: '/q' }],
    [`https:\\/\\/h.test\\/q?taskId=${task}`, { id: task, origin: 'https://h.test', path: '/q' }],
    [
      `https://h.test/v1/videos/${unified.replace(':', '%3A')}/`,
      {
        id: unified,
        origin: 'https://h.test',
        path: `/v1/videos/${unified.replace(':', '%3A')}/`,
      },
    ],
    [
      `https://u:p@h.test/v1/videos/${task}`,
      { id: task, origin: 'https://h.test', path: `/v1/videos/${task}` },
    ],
    [
      `https:// https://h.test/docs https://h.test/v1/videos/${task}`,
      {
        id: task,
        origin: 'https://h.test',
        path: `/v1/videos/${task}`,
      },
    ],
  ];
  for (const [pasted, found] of links) {
    it(`takes the link in ${pasted}`, () => assert.deepEqual(recognise(pasted), { kind: 'id', ...found }));
  }

  const key = 'sk-abcDEF123456';
  const link = `https://api.elkapi.com/sora/v1/videos/${task}`;
  const commands = {
    'one line': `curl -H "Authorization: Bearer ${key}" ${link}`,
    'several lines': `curl --location --request GET '${link}' \\\n  --header 'Authorization: Bearer  ${key}' \\\r\n  -v`,
    'cmd.exe': `curl "${link}" ^\r\n  -H "authorization: bearer ${key}"`,
    'key in front of the link': `$ curl -sS -HAuthorization:Bearer\\ ${key} ${link}`,
  };
  for (const [name, command] of Object.entries(commands)) {
    it(`takes a curl command: ${name}`, () =>
      assert.deepEqual(recognise(command), { kind: 'id', id: task, ...soraLink, key }));
  }

  for (const value of [
    '{{api-key}}',
    'your-key-here',
    '$ELKAPI_API_KEY',
    '<token-here>',
    'short',
    'x'.repeat(513),
  ]) {
    it(`offers no key that is none: ${value.slice(0, 20)}`, () =>
      assert.deepEqual(recognise(`curl -H "Authorization: Bearer ${value}" '${link}'`), {
        kind: 'id',
        id: task,
        ...soraLink,
      }));
  }

  it('hands the JSON of an answer through', () => {
    assert.deepEqual(recognise('\uFEFF {"id":"x"}'), { kind: 'answer', body: { id: 'x' } });
    assert.deepEqual(recognise('[{"id":"x"}]'), { kind: 'answer', body: [{ id: 'x' }] });
  });

  const refused = {
    idEmpty: ['', '  ', '""'],
    idCharacters: ['some words', 'curl -H x'],
    idPath: ['../admin', 'a/b', '%2e%2e'],
    idTooLong: ['x'.repeat(600), `${'x'.repeat(2000)}${')'.repeat(2000)}`],
    tooLong: ['x'.repeat(100_001)],
    notJson: ['{"id":', '{not json}', '[1,'],
    noId: [
      'https://h.test/v1/videos/video_id?id=',
      'https://h.test/sora/v1/videos/',
      'https://h.test/v1/videos/{id}',
      'https://h.test/q?id=../x1',
      'curl https://h.test',
    ],
    secret: ['sk-abcdef1234567890'],
  };
  for (const [problem, texts] of Object.entries(refused)) {
    for (const pasted of texts) {
      it(`${problem}: ${JSON.stringify(pasted.slice(0, 50))}`, () =>
        assert.deepEqual(recognise(pasted), { kind: 'nothing', problem }));
    }
  }

  it('never throws and takes linear time', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (pasted) => void recognise(pasted)));
    const started = performance.now();
    for (const part of [
      ')',
      'http://a1/',
      'https://',
      'authorization: ',
      '\\\n',
      '^',
      '/',
      '%3a',
      '"',
      ' ',
      '[',
      '1/)',
    ]) {
      recognise(part.repeat(Math.floor(100_000 / part.length)));
      recognise(`https://h.test/1${part.repeat(Math.floor(90_000 / part.length))}1`);
    }
    assert.ok(performance.now() - started < 1000);
  });
});
