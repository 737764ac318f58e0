import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { TaskStore } from '../../../src/domain/ports.ts';
import { TaskList, type ListChange } from '../../../src/engine/taskList.ts';
import { MemoryTaskStore } from '../../../src/store/memoryStore.ts';
import { sampleTask } from '../domain/samples.ts';
import { settled } from './clock.ts';
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
    await list.restore(stored);
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
    await list.restore(stored);
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
