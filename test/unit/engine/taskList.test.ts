import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Emitter } from '../../../src/domain/event.ts';
import type { StoredTask, TaskStore } from '../../../src/domain/ports.ts';
import { TaskList, type ListChange } from '../../../src/engine/taskList.ts';
import { MemoryTaskStore } from '../../../src/store/memoryStore.ts';
import { sampleTask, start } from '../domain/samples.ts';
import { settled } from './clock.ts';
import { rig } from './rig.ts';
import { twoWindows } from './windows.ts';

const one = sampleTask({ key: 'relay/1', id: '1' });
const two = sampleTask({ key: 'relay/2', id: '2' });
const details = { format: 'relay', variants: [], warnings: [] };

/** A list, and its changes as words. */
function listOn(opening: Promise<TaskStore>) {
  const list = new TaskList(opening);
  const heard: string[] = [];
  list.onDidChange(({ changed, removed }: ListChange) =>
    heard.push(
      [...changed.map(({ key, status }) => `${key} ${status}`), ...removed.map((key) => `-${key}`)].join(),
    ),
  );
  return { list, heard };
}

describe('the list of tasks', () => {
  it('is empty until the store is open', async () => {
    const { promise, resolve } = Promise.withResolvers<TaskStore>();
    const { list, heard } = listOn(promise);
    list.refresh();
    assert.deepEqual(list.all(), []);
    assert.equal(list.details(one.key), undefined);
    assert.equal(list.answer(one.key), undefined);
    resolve(new MemoryTaskStore([{ task: one, details, answer: '{}' }]));
    await list.ready();
    assert.deepEqual(list.all(), [one]);
    assert.deepEqual(list.details(one.key), details);
    assert.equal(list.answer(one.key), '{}');
    assert.deepEqual(heard, ['relay/1 queued']);
  });

  it('makes writes wait for the store', async () => {
    const { promise, resolve } = Promise.withResolvers<TaskStore>();
    const { list } = listOn(promise);
    const added = list.add(two);
    await settled();
    assert.deepEqual(list.all(), []);
    resolve(new MemoryTaskStore([{ task: one }]));
    assert.equal(await added, true);
    assert.deepEqual(list.all(), [one, two]);
  });

  it('tells every change', async () => {
    const { list, heard } = listOn(Promise.resolve(new MemoryTaskStore()));
    await list.add(one);
    await list.update(one.key, (task) => ({ task: { ...task, status: 'running' } }));
    const stored = await list.remove([one.key]);
    assert.equal(list.get(one.key), undefined);
    await list.merge(stored);
    assert.equal(list.get(one.key)?.status, 'running');
    assert.deepEqual(heard.slice(1), ['relay/1 queued', 'relay/1 running', '-relay/1', 'relay/1 running']);
  });

  it('tells nothing where nothing has changed', async () => {
    const { list, heard } = listOn(Promise.resolve(new MemoryTaskStore([{ task: one }])));
    await list.ready();
    const before = heard.length;
    assert.equal(await list.add(one), false);
    assert.equal(await list.update(one.key, () => undefined), undefined);
    assert.equal(await list.update('relay/none', (task) => ({ task })), undefined);
    list.refresh();
    assert.equal(heard.length, before);
  });

  it('does not bring a task back over one that took its place', async () => {
    const { list } = listOn(Promise.resolve(new MemoryTaskStore([{ task: one }])));
    const stored = await list.remove([one.key]);
    await list.add({ ...one, name: 'New' });
    await list.merge(stored);
    assert.equal(list.get(one.key)?.name, 'New');
  });

  it('takes over what another window has written, when it looks or stumbles over it', async () => {
    const [mine, theirs] = twoWindows();
    const { list, heard } = listOn(Promise.resolve(mine));
    await list.ready();
    await theirs.add(one);
    list.refresh();
    assert.deepEqual(list.all(), [one]);
    await theirs.add(two);
    assert.equal(await list.add(two), false);
    assert.deepEqual(list.all(), [one, two]);
    await theirs.remove([one.key]);
    list.refresh();
    assert.deepEqual(list.all(), [two]);
    assert.deepEqual(heard.slice(1), ['relay/1 queued', 'relay/2 queued', '-relay/1']);
  });
});

describe('a list that hears of other windows by itself', () => {
  it('takes over what they have written when the store hints at it', async () => {
    const [mine, theirs] = twoWindows();
    const { list } = listOn(Promise.resolve(mine));
    await list.ready();
    await theirs.merge([{ task: one }, { task: two }]);
    await theirs.updateAll([one.key], (task) => ({
      task: { ...task, status: 'running', checkedAt: start + 9 },
    }));
    assert.deepEqual(list.all(), []);
    mine.hint();
    assert.equal(list.get(one.key)?.status, 'running');
    assert.deepEqual(list.get(two.key), two);
    assert.deepEqual(
      list.timeline(one.key).map(({ status }) => status),
      ['queued', 'running'],
    );
  });
});

/** A store whose disk is full when the test says so. */
class FullStore extends MemoryTaskStore {
  readonly #hints = new Emitter<void>();
  override readonly onDidChange = this.#hints.event;
  #isFull = false;

  override trouble(): 'full' | undefined {
    return this.#isFull ? 'full' : undefined;
  }

  override isUnsaved(key: string): boolean {
    return this.#isFull && key === one.key;
  }

  turn(isFull: boolean): void {
    this.#isFull = isFull;
    this.#hints.fire();
  }
}

describe('a list that cannot be saved', () => {
  it('says so as long as that lasts, and only then', async () => {
    const store = new FullStore([{ task: one }, { task: two }]);
    const { list } = listOn(Promise.resolve(store));
    const heard: unknown[] = [];
    list.onDidChangeSaved(() => heard.push(list.trouble()));
    assert.deepEqual(
      [list.trouble(), list.isUnsaved(one.key), list.timeline(one.key)],
      [undefined, false, []],
    );
    await list.ready();
    store.turn(false);
    store.turn(true);
    assert.deepEqual([list.isUnsaved(one.key), list.isUnsaved(two.key)], [true, false]);
    store.turn(true);
    store.turn(false);
    store.turn(false);
    assert.deepEqual(heard, ['full', 'full', undefined]);
  });
});

function imported(id: string): StoredTask {
  return { task: sampleTask({ id, key: `relay/${id}`, nextCheckAt: start }) };
}

describe('the tasks of another list', () => {
  it('are added to the list and asked for at once', async () => {
    const source = rig();
    await source.tracker.importTasks([imported('a'), imported('b')]);
    await settled();
    assert.deepEqual(
      source.client.asked.map(({ id }) => id),
      ['a', 'b'],
    );
  });

  it('are counted apart from those that were in it', async () => {
    const { list, tracker, track } = rig();
    await track('a');
    assert.deepEqual(await tracker.importTasks([imported('a'), imported('b'), imported('b')]), {
      added: 1,
      known: 1,
      leftOut: 0,
    });
    assert.deepEqual(await tracker.importTasks([imported('a'), imported('b')]), {
      added: 0,
      known: 2,
      leftOut: 0,
    });
    assert.equal(list.all().length, 2);
  });

  it('are left out beyond 10,000, but what is known of a task is merged', async () => {
    const full = new MemoryTaskStore(
      Array.from({ length: 9_999 }, (_, n) => ({
        task: { ...imported(`t${n}`).task, status: 'failed' as const },
      })),
    );
    const { list, tracker } = rig({ store: full });
    const named = { task: { ...imported('t0').task, name: 'Mine' } };
    assert.deepEqual(await tracker.importTasks([imported('a'), imported('b'), named]), {
      added: 1,
      known: 1,
      leftOut: 1,
    });
    assert.equal(list.all().length, 10_000);
    assert.equal(list.get('relay/t0')?.name, 'Mine');
    assert.equal(list.get('relay/t0')?.status, 'failed');
  });

  it('come from the text that another list was exported to, and from nothing else', async () => {
    const source = rig();
    await source.track('a');
    const target = rig();
    const read = await target.list.readList(await source.list.exportList(start), false);
    assert.deepEqual(
      read?.tasks.map((stored) => stored.task.key),
      ['relay/a'],
    );
    assert.equal(await target.list.readList('[]', false), undefined);
  });
});
