import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { fillStore, storeOptions } from '../../../bench/store/folder.ts';
import { countRows } from '../../../bench/store/tree.ts';
import { isActive } from '../../../src/domain/transition.ts';
import { TaskList } from '../../../src/engine/taskList.ts';
import { openTaskStore } from '../../../src/store/openStore.ts';
import { temporaryFolder } from '../store/samples.ts';

describe('the list of the benchmarks', () => {
  const folder = temporaryFolder();
  let list: TaskList;
  let close: () => void;

  before(async () => {
    await fillStore(folder.path, 100, 20, Date.UTC(2026, 10, 21));
    const { store } = await openTaskStore(folder.path, storeOptions);
    list = new TaskList(Promise.resolve(store));
    close = () => store.close();
    await list.ready();
  });
  after(() => {
    close();
    folder.remove();
  });

  it('is read back whole, with as many running tasks as were asked for', () => {
    assert.equal(list.all().length, 100);
    assert.equal(list.all().filter(isActive).length, 20);
  });

  it('has rows as large as real ones', () => {
    const task = list.all().find(({ status }) => status === 'succeeded');
    assert.ok(task);
    assert.deepEqual([task.title?.length, task.prompt?.length], [200, 200]);
    const details = list.details(task.key);
    assert.equal(details?.prompt?.length, 600);
    assert.ok(details.variants.flatMap(({ renditions }) => renditions).every(({ url }) => url.length > 300));
  });

  it('fills the tree: five providers, their groups, and every task', () => {
    const groups = new Set(list.all().map(({ provider, status }) => `${provider} ${status}`));
    assert.equal(countRows(list), 5 + groups.size + 100);
  });
});
