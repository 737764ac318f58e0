import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { present } from '../../../src/domain/json.ts';
import type { StoredTask } from '../../../src/domain/ports.ts';
import { isTerminal } from '../../../src/domain/status.ts';
import { learnedAt } from '../../../src/domain/timeline.ts';
import { readListFile, writeListFile } from '../../../src/store/listFile.ts';
import { MemoryTaskStore } from '../../../src/store/memoryStore.ts';
import { openTaskStore } from '../../../src/store/openStore.ts';
import { anyStored } from '../domain/stored.ts';
import { full, fullDetails, fullTask, sampleTask, storeOptions, temporaryFolder } from './samples.ts';

const now = 50;
const canary = 'sk-canary-7f3a9c';
const url = 'https://cdn.example/a.mp4';
const bare = { ...sampleTask('bare'), playable: false };

const ids = ['a', 'b', 'c', '__proto__x'] as const;
const anyList: fc.Arbitrary<readonly StoredTask[]> = fc
  .subarray([...ids], { minLength: 0 })
  .chain((chosen) => fc.tuple(...chosen.map((id) => anyStored(id.replaceAll('_', '')))))
  .map((stored) => stored.map((each) => each));

function rendition(link: string, expiresAt?: number) {
  return {
    url: link,
    role: 'source',
    watermarked: false,
    needsKey: false,
    ...(expiresAt !== undefined && { expiresAt }),
  } as const;
}

function withLinks(...links: readonly string[]): StoredTask {
  const variant = { renditions: links.map((link) => rendition(link)), captions: [], storyboard: [] };
  return {
    task: sampleTask('linked', { status: 'succeeded', playable: true }),
    details: { format: 'relay', variants: [variant], warnings: [] },
  };
}

function reread(stored: StoredTask): StoredTask | undefined {
  return readListFile(writeListFile([stored], now))?.tasks[0];
}

/** A file with this in place of one task. */
function file(entry: unknown): string {
  return JSON.stringify({ format: 'video-tasks', version: 1, exportedAt: 1, tasks: [entry] });
}

function entryOf(more: object): object {
  const { key: _, ...task } = bare;
  return { task: { ...task, ...more } };
}

describe('a list that is exported', () => {
  it('says what it is, and holds no key of a task, no claim and no answer', () => {
    const text = writeListFile([{ ...full, answer: `{"k":"${canary}"}` }], now);
    const value = JSON.parse(text) as Record<string, unknown>;
    assert.deepEqual(
      { ...value, tasks: 1 },
      { format: 'video-tasks', version: 1, exportedAt: now, tasks: 1 },
    );
    assert.doesNotMatch(text, /claimedUntil|"key"|answer/);
    assert.ok(!text.includes(canary));
  });

  it('D13 has every link end before its query, wherever it stands', () => {
    const signed = `?sig=${canary}&x=1`;
    const stored: StoredTask = {
      task: {
        ...fullTask,
        name: `see https://x.example/n${signed}`,
        prompt: `like HTTPS://x.example/p.png${signed} please`,
        failure: { message: `GET(https://x.example/f#token=${canary}) failed` },
        error: { kind: 'badAnswer', message: `https://x.example/e${signed}`, at: 1 },
      },
      details: {
        ...fullDetails,
        prompt: `https://x.example/q${signed}`,
        variants: fullDetails.variants.map((variant) => ({
          ...variant,
          renditions: [rendition(url + signed)],
          thumbnail: `https://x.example/t${signed}`,
          captions: [{ startMs: 0, endMs: 1, text: `https://x.example/c${signed}` }],
        })),
      },
    };
    const text = writeListFile([stored], now);
    assert.ok(!text.includes(canary));
    assert.doesNotMatch(text, /https?:[^"\s]*[?#]/i);
    assert.match(text, /see https:\/\/x\.example\/n"/);
    assert.match(text, /like HTTPS:\/\/x\.example\/p\.png please/);
  });

  it('marks a link that was cut as expired, so that a new one is offered', () => {
    const read = reread(withLinks(`${url}?sig=1`, url));
    assert.deepEqual(read?.details?.variants[0]?.renditions, [rendition(url, now), rendition(url)]);
    assert.equal(read.task.linkExpiresAt, now);
    assert.equal(read.task.playable, true);
    const whole = reread(withLinks(url, `${url}?sig=1`));
    assert.equal(whole?.task.linkExpiresAt, undefined);
  });

  it('leaves a link expired that was so before', () => {
    const { task, details } = withLinks(`${url}?sig=1`);
    const read = reread({ task: { ...task, linkExpiresAt: 3 }, ...(details && { details }) });
    assert.equal(read?.task.linkExpiresAt, 3);
  });

  it('comes back as the same list, but for claims and cut links', async () => {
    await fc.assert(
      fc.asyncProperty(anyList, async (stored) => {
        const source = new MemoryTaskStore();
        await source.merge(stored);
        const read = readListFile(await source.exportList(now));
        assert.equal(read?.unreadable, 0);
        const target = new MemoryTaskStore();
        await target.merge(read.tasks);
        const expected = (await source.load()).map(({ claimedUntil: _, ...task }) => ({
          ...task,
          playable: source.details(task.key) === undefined ? task.playable : true,
        }));
        assert.deepEqual(await target.load(), expected);
        for (const { key } of expected) {
          assert.deepEqual(target.details(key), source.details(key));
          assert.deepEqual(target.timeline(key), source.timeline(key));
        }
        assert.equal(await target.exportList(now), writeListFile(read.tasks, now));
      }),
    );
  });

  it('is the same from a file as from memory, and thousands come in slices', async () => {
    const folder = temporaryFolder();
    const { store } = await openTaskStore(folder.path, storeOptions());
    const many = Array.from({ length: 1_001 }, (_, n) => ({ ...full, task: sampleTask(`t${n}`) }));
    await store.merge(many);
    const memory = new MemoryTaskStore(
      await store
        .load()
        .then((tasks) => tasks.map((task) => ({ ...full, task, timeline: store.timeline(task.key) }))),
    );
    const text = await store.exportList(now);
    assert.equal(text, await memory.exportList(now));
    assert.deepEqual(await store.readList(text, false), await memory.readList(text, false));
    assert.equal((await store.readList(text, false))?.tasks.length, 1_001);
    assert.equal(await store.readList('{}', false), undefined);
    store.close();
    folder.remove();
  });
});

describe('a list that is imported', () => {
  it('changes nothing the second time', async () => {
    await fc.assert(
      fc.asyncProperty(anyList, anyList, async (mine, theirs) => {
        const store = new MemoryTaskStore();
        await store.merge(mine);
        const { tasks = [] } = readListFile(writeListFile(theirs, now)) ?? {};
        await store.merge(tasks);
        const once = await store.exportList(now);
        await store.merge(tasks);
        assert.equal(await store.exportList(now), once);
      }),
    );
  });

  it('E18 never undoes what is newer: an old export of the list leaves it as it is', async () => {
    await fc.assert(
      fc.asyncProperty(anyStored('a'), anyStored('a'), async (old, change) => {
        const store = new MemoryTaskStore();
        await store.merge([old]);
        const { tasks = [] } = readListFile(await store.exportList(now)) ?? {};
        // What happens to a task later: an end stays, and what was noted of it too.
        const { status } = old.task;
        const { error: _e, ...later } = change.task;
        fc.pre(!isTerminal(status) || status === later.status);
        await store.update(old.task.key, (task) => {
          const { announcedAt, watchedAt, name } = task;
          return {
            ...change,
            task: {
              ...later,
              checkedAt: learnedAt(task) + 1 + (later.checkedAt ?? 0),
              ...present({ announcedAt, watchedAt, name }),
            },
          };
        });
        const [newer] = await store.load();
        const details = store.details(old.task.key);
        await store.merge(tasks);
        const [merged] = await store.load();
        assert.deepEqual({ ...merged, ...newer }, merged);
        assert.deepEqual(store.details(old.task.key), details);
      }),
    );
  });

  const strangers: readonly (readonly [what: string, text: string])[] = [
    ['no text', ''],
    ['no JSON', '{'],
    ['null', 'null'],
    ['an answer', '{"id":"a","status":"succeeded"}'],
    ['another format', file(entryOf({})).replace('video-tasks', 'video-notes')],
    ['a newer version', file(entryOf({})).replace('"version":1', '"version":2')],
    ['tasks that are no list', JSON.stringify({ format: 'video-tasks', version: 1, tasks: {} })],
    ['more than 64 MB', `${file(entryOf({}))}${' '.repeat(64 * 1024 * 1024)}`],
  ];
  for (const [what, text] of strangers) {
    it(`is refused as a whole: ${what}`, () => {
      assert.equal(readListFile(text), undefined);
    });
  }

  it('may begin with a byte order mark', () => {
    assert.deepEqual(readListFile(`\uFEFF${file(entryOf({}))}`), { tasks: [{ task: bare }], unreadable: 0 });
  });

  const bad: readonly (readonly [what: string, entry: unknown])[] = [
    ['null', null],
    ['a list', []],
    ['no task', {}],
    ['an id that leads elsewhere', entryOf({ id: '../keys' })],
    ['an id with a space', entryOf({ id: ' a' })],
    ['an id that is a number', entryOf({ id: 7 })],
    ['a provider that leads elsewhere', entryOf({ provider: 'a/b' })],
    ['no provider', entryOf({ provider: '' })],
    ['an unknown status', entryOf({ status: 'thinking' })],
    ['a time that no calendar has', entryOf({ addedAt: 1e300 })],
    ['a title of 100,000 characters', entryOf({ title: 'x'.repeat(100_000) })],
    ['a progress in words', entryOf({ progress: '50%' })],
  ];
  for (const [what, entry] of bad) {
    it(`leaves out and counts a task with ${what}`, () => {
      assert.deepEqual(readListFile(file(entry)), { tasks: [], unreadable: 1 });
    });
  }

  it('takes no more than 10,000 tasks', () => {
    const entries = Array.from({ length: 10_002 }, (_, n) => entryOf({ id: `t${n}` }));
    const text = JSON.stringify({ format: 'video-tasks', version: 1, tasks: entries });
    const read = readListFile(text);
    assert.deepEqual([read?.tasks.length, read?.unreadable], [10_000, 2]);
  });

  it('takes no claim, no answer and no field that it does not know', () => {
    const entry = {
      ...entryOf({ claimedUntil: 99, mood: 'new', key: 'relay/other' }),
      answer: '{}',
      more: 1,
    };
    assert.deepEqual(readListFile(file(entry))?.tasks, [{ task: bare }]);
    const polluted = file(entryOf({})).replace('"provider"', '"__proto__":{"polluted":1},"provider"');
    assert.deepEqual(readListFile(polluted)?.tasks, [{ task: bare }]);
    assert.equal(Reflect.get({}, 'polluted'), undefined);
  });

  it('I06 drops links that may not be used, and with the last one the video', () => {
    const links = [
      'javascript:alert(1)',
      'http://cdn.example/a',
      'https://10.0.0.1/a',
      'https://u:p@cdn.example/a',
      'http://127.0.0.1:1/a',
    ];
    const read = reread(withLinks(...links));
    assert.deepEqual(read?.details?.variants[0]?.renditions, []);
    assert.equal(read.task.playable, false);
    const { details } = withLinks(url);
    const shown = {
      ...details?.variants[0],
      renditions: [],
      thumbnail: 'file:///etc/passwd',
      lastFrame: url,
    };
    const text = file({
      ...entryOf({}),
      details: { ...details, variants: [{ ...shown, captions: [], storyboard: [] }] },
    });
    const [variant] = readListFile(text)?.tasks[0]?.details?.variants ?? [];
    assert.deepEqual([variant?.thumbnail, variant?.lastFrame], [undefined, url]);
  });

  it('keeps links to this machine where the person allows them', () => {
    const text = writeListFile([withLinks('http://127.0.0.1:1/a')], now);
    assert.equal(readListFile(text)?.tasks[0]?.task.playable, false);
    assert.equal(readListFile(text, true)?.tasks[0]?.task.playable, true);
  });

  it('reads a task without the details that are none', () => {
    for (const details of [null, 1, { format: 1 }, { format: 'x', variants: [], warnings: ['odd'] }]) {
      assert.deepEqual(readListFile(file({ ...entryOf({}), details }))?.tasks, [{ task: bare }]);
    }
  });

  it('reads of a timeline what is one', () => {
    const timeline = [
      { at: 2, status: 'running' },
      { at: 'x', status: 'queued' },
      { at: 1, status: 'queued', word: 'Q' },
      7,
      null,
    ];
    assert.deepEqual(readListFile(file({ ...entryOf({}), timeline }))?.tasks[0]?.timeline, [
      { at: 1, status: 'queued', word: 'Q' },
      { at: 2, status: 'running' },
    ]);
  });
});
