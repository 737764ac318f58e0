import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { TaskChangeEvent, VideoTasksApi } from '../../../src/api.d.ts';
import { checkId } from '../../../src/domain/ids.ts';
import { at } from '../../../src/domain/json.ts';
import { createApi } from '../../../src/engine/publicApi.ts';
import { query, snapshotOf } from '../../../src/engine/query.ts';
import { t } from '../domain/words.ts';
import { documented } from '../formats/bodies.ts';
import { settled } from './clock.ts';
import { answer, broken, finished, provider as providerOf, rig, running, start, type Rig } from './rig.ts';

const never = new AbortController().signal;
const id = 'task_01jhjp54x0f759wceyasz6xrge';
const body = documented('relay-sora-succeeded');

function api(): Rig & { readonly api: VideoTasksApi } {
  const each = rig();
  const { wire, clock, gate, settings, list, tracker, poller, log } = each;
  return {
    ...each,
    api: createApi({
      list,
      tracker,
      poller,
      log,
      t,
      providers: () => settings.providers(),
      query: (provider, text) => query({ wire, gate, clock, log, checkId }, provider, text, never),
      readText: (text) => wire.readText(text, {}),
      snapshot: ({ observation }) => snapshotOf('', observation.ids[0] ?? '', observation, clock),
    }),
  };
}

/** What the documented answer says, word for word. */
function expected() {
  const generation = Object(at(body, 'data', 'data', 'generations'))[0];
  const expiresAt = Date.parse('2025-01-20T14:28:09Z');
  const file = (label: string, bytes: number) => ({
    url: at(generation, 'encodings', label, 'path'),
    label,
    watermarked: false,
    width: 854,
    height: 480,
    bytes,
    expiresAt,
    needsKey: false,
  });
  const cues = (name: string) => [
    { startMs: 0, endMs: 2500, text: at(generation, name, '0') },
    { startMs: 2500, endMs: 5000, text: at(generation, name, '75') },
  ];
  return {
    status: 'succeeded',
    progress: 1,
    title: 'Aerial Acrobatics Fly Man',
    prompt: 'fly man',
    model: 'turbo',
    seed: '968194097',
    createdAt: Date.parse('2025-01-14T15:15:46.724Z'),
    finishedAt: Date.parse('2025-01-14T15:17:40Z'),
    width: 854,
    height: 480,
    durationMs: 5000,
    fps: 30,
    renditions: [
      file('source', 4_034_268),
      file('md', 866_705),
      file('ld', 363_718),
      { url: at(generation, 'url'), label: 'watermarked', watermarked: true, expiresAt, needsKey: false },
    ],
    thumbnail: at(generation, 'encodings', 'thumbnail', 'path'),
    captions: cues('caption'),
    storyboard: cues('actions'),
    warnings: [],
  };
}

const said = (message: string) => ({ name: 'Error', message });

describe('the public API', () => {
  it('is version 1 and ready when the stored tasks are there', async () => {
    const { api: own } = api();
    assert.equal(own.version, 1);
    await own.ready;
    assert.deepEqual(own.tasks(), []);
  });

  it('tracks a task and shows everything that is known of it', async () => {
    const { api: own, client } = api();
    client.script = () => answer(200, body);
    assert.deepEqual(await own.track('relay', id), {
      taskKey: `relay/${id}`,
      provider: 'relay',
      id,
      status: 'queued',
      renditions: [],
      captions: [],
      storyboard: [],
      warnings: [],
    });
    await settled();
    assert.deepEqual(own.tasks(), [
      { taskKey: `relay/${id}`, provider: 'relay', id, checkedAt: start, ...expected() },
    ]);
  });

  it('leaves out what is not known, instead of showing nothing as something', async () => {
    const { api: own, client } = api();
    client.script = broken;
    await own.track('relay', 'a');
    await settled();
    assert.deepEqual(own.tasks(), [
      {
        taskKey: 'relay/a',
        provider: 'relay',
        id: 'a',
        status: 'failed',
        checkedAt: start,
        failure: { message: 'The prompt was refused' },
        renditions: [],
        captions: [],
        storyboard: [],
        warnings: [],
      },
    ]);
  });

  it('tells why an attempt brought nothing, apart from the state of the task', async () => {
    const { api: own, client } = api();
    client.script = () => answer(503, { error: { message: 'busy' } });
    await own.track('relay', 'a');
    await settled();
    const [task] = own.tasks();
    assert.equal(task?.status, 'queued');
    assert.deepEqual(task?.error, { kind: 'serverError', httpStatus: 503, message: 'busy' });
    assert.equal(task?.failure, undefined);
  });

  it('gives a reason in its own words where the server gave none', async () => {
    const { api: own, client, settings } = api();
    client.script = () => ({ ok: false, error: { kind: 'dns', message: '' } });
    await own.track('relay', 'a');
    await settled();
    const message = 'gate.test could not be found. Check the base URL or your connection.';
    assert.deepEqual(own.tasks()[0]?.error, { kind: 'dns', message });
    settings.all = [providerOf('relay', { name: 'Gate', baseUrl: 'nowhere' })];
    const refused = 'The base URL of Gate cannot be used. Only https addresses are allowed.';
    assert.equal((await own.query('relay', 'b')).error?.message, refused);
    settings.all = [];
    await own.check('relay/a');
    assert.match(own.tasks()[0]?.error?.message ?? '', /The provider “relay” is not in the settings/);
  });

  it('reads an answer, as text and as a body, without any request', async () => {
    const { api: own, client } = api();
    assert.deepEqual(await own.read(body), { id, ...expected() });
    assert.deepEqual(await own.read(JSON.stringify(body)), { id, ...expected() });
    assert.equal(client.asked.length, 0);
    assert.deepEqual(own.tasks(), []);
  });

  it('reads an answer that names no task', async () => {
    const { api: own } = api();
    const view = await own.read({ status: 'running', n_frames: 60, generations: [] });
    assert.ok(!Object.hasOwn(view, 'id'));
    assert.equal(view.status, 'running');
  });

  const circular: Record<string, unknown> = { status: 'running' };
  circular['self'] = circular;
  for (const [title, value] of [
    ['a text', 'hello'],
    ['another body', { hello: 'world' }],
    ['an error', { error: { message: 'no', code: 'E' } }],
    ['nothing', undefined],
    ['null', null],
    ['a function', () => {}],
    ['a body that goes round in circles', circular],
    ['a number without a form in JSON', 7n],
  ] as const) {
    it(`does not read ${title}`, async () =>
      assert.rejects(api().api.read(value), said('This does not look like a task response.')));
  }

  it('queries a task without keeping it', async () => {
    const { api: own, client } = api();
    client.script = finished;
    const view = await own.query('relay', 'a');
    assert.equal(view.status, 'succeeded');
    assert.equal(view.taskKey, 'relay/a');
    assert.equal(view.checkedAt, start);
    assert.deepEqual(own.tasks(), []);
  });

  it('checks a task now and resolves to it', async () => {
    const { api: own, client, clock } = api();
    await own.track('relay', 'a');
    await clock.advance(1_000);
    client.script = finished;
    assert.equal((await own.check('relay/a'))?.status, 'succeeded');
    assert.equal(await own.check('relay/nobody'), undefined);
    assert.equal(client.asked.length, 2);
  });

  it('removes a task, once', async () => {
    const { api: own } = api();
    await own.track('relay', 'a');
    assert.equal(await own.remove('relay/a'), true);
    assert.equal(await own.remove('relay/a'), false);
    assert.deepEqual(own.tasks(), []);
  });

  const unknown = { toString: () => 'relay' } as unknown as string;
  for (const [title, act, message] of [
    ['an unknown provider', (own: VideoTasksApi) => own.track('nobody', 'a'), 'There is no such provider.'],
    ['an unknown provider', (own: VideoTasksApi) => own.query('nobody', 'a'), 'There is no such provider.'],
    [
      'a provider that is no text',
      (own: VideoTasksApi) => own.track(unknown, 'a'),
      'There is no such provider.',
    ],
    ['no id', (own: VideoTasksApi) => own.track('relay', ''), 'Enter a task id.'],
    ['no id', (own: VideoTasksApi) => own.query('relay', ''), 'Enter a task id.'],
    ['an id that is no text', (own: VideoTasksApi) => own.query('relay', unknown), 'Enter a task id.'],
    ['a path', (own: VideoTasksApi) => own.track('relay', 'a/../b'), 'This is a path, not a task id.'],
  ] as const) {
    it(`refuses ${title}: ${message}`, async () => {
      const { api: own, client } = api();
      await assert.rejects(act(own), said(message));
      assert.equal(client.asked.length, 0);
    });
  }

  it('takes any nonsense for a task that is not tracked', async () => {
    const { api: own } = api();
    const nonsense = undefined as unknown as string;
    assert.equal(await own.check(nonsense), undefined);
    assert.equal(await own.remove(nonsense), false);
  });

  it('hands out copies', async () => {
    const { api: own, client, list } = api();
    client.script = () => answer(200, body);
    await own.track('relay', id);
    await settled();
    const before = structuredClone(list.details(`relay/${id}`));
    const [view] = own.tasks();
    const writable = view as unknown as {
      status: string;
      captions: { text: string }[];
      renditions: unknown[];
    };
    writable.status = 'failed';
    writable.renditions.length = 0;
    Object.assign(writable.captions[0] ?? {}, { text: 'changed' });
    assert.deepEqual(list.details(`relay/${id}`), before);
    assert.equal(own.tasks()[0]?.status, 'succeeded');
  });
});

describe('the events of the public API', () => {
  it('tell what has changed and what is gone, until their end', async () => {
    const { api: own } = api();
    await own.ready;
    const heard: TaskChangeEvent[] = [];
    const ear = own.onDidChange((event) => heard.push(event));
    await own.track('relay', 'a');
    await own.remove('relay/a');
    await settled();
    assert.deepEqual(heard[0], { changed: ['relay/a'], removed: [] });
    assert.deepEqual(heard.at(-1), { changed: [], removed: ['relay/a'] });
    ear.dispose();
    const { length } = heard;
    await own.track('relay', 'b');
    assert.equal(heard.length, length);
  });

  it('cannot be spoilt by a listener for the others', async () => {
    const { api: own, client, clock, log, list, told } = api();
    client.script = (each, count) => (count === 1 ? running(each) : finished(each));
    await own.ready;
    const heard: (readonly string[])[] = [];
    own.onDidChange(({ removed, changed }) => {
      (removed as string[]).length = 0;
      (changed as string[]).length = 0;
      throw new Error('a bug elsewhere');
    });
    own.onDidChange(({ removed }) => heard.push(removed));
    const inside: (readonly string[])[] = [];
    list.onDidChange(({ removed }) => inside.push(removed));
    await own.track('relay', 'a');
    await clock.advance(60_000);
    assert.deepEqual(told, [['a succeeded']]);
    await own.remove('relay/a');
    assert.deepEqual(heard.at(-1), ['relay/a']);
    assert.deepEqual(inside.at(-1), ['relay/a']);
    assert.match(log.lines[0] ?? '', /a bug elsewhere/);
  });
});
