import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { TaskStore } from '../../../src/domain/ports.ts';
import { full, fullDetails, fullTask, minimalDetails, sampleTask } from './samples.ts';

function broken(): never {
  throw new Error('broken change');
}

function count(state: unknown): { readonly state: unknown; readonly result: unknown } {
  return { state: { n: ((state as { n?: number } | undefined)?.n ?? 0) + 1 }, result: state };
}

/** What every store promises. `open` makes an empty one. */
export function describeStore(
  name: string,
  open: () => Promise<{ readonly store: TaskStore; readonly end: () => void }>,
): void {
  describe(`${name}: the promises of a task store`, () => {
    let opened: Awaited<ReturnType<typeof open>>;
    let store: TaskStore;
    const one = sampleTask('one');
    const two = sampleTask('two');

    beforeEach(async () => {
      opened = await open();
      ({ store } = opened);
    });
    afterEach(() => opened.end());

    it('is empty at first', () => {
      assert.deepEqual(store.tasks(), []);
      assert.equal(store.details(one.key), undefined);
      assert.equal(store.answer(one.key), undefined);
      assert.equal(store.foreignChanges(), undefined);
    });

    it('adds a task once', async () => {
      assert.equal(await store.add(one), true);
      assert.equal(await store.add({ ...one, title: 'again' }), false);
      assert.deepEqual(store.tasks(), [one]);
    });

    it('lists tasks in the order in which they came', async () => {
      await store.add(two);
      await store.add(one);
      await store.update(two.key, (task) => ({ task: { ...task, progress: 1 } }));
      assert.deepEqual(
        store.tasks().map(({ id }) => id),
        ['two', 'one'],
      );
    });

    for (const id of ['__proto__', 'constructor', 'a/b', "'; DROP TABLE tasks; --", '任务🎬']) {
      it(`takes ${id} for an id like any other`, async () => {
        const task = sampleTask(id);
        await store.add(task);
        await store.update(task.key, () => ({ task, details: minimalDetails, answer: id }));
        assert.deepEqual(store.tasks(), [task]);
        assert.equal(store.answer(task.key), id);
      });
    }

    it('gives back every field as it was written', async () => {
      await store.restore([full]);
      assert.deepEqual(store.tasks(), [fullTask]);
      assert.deepEqual(store.details(fullTask.key), fullDetails);
      assert.equal(store.answer(fullTask.key), full.answer);
    });

    it('updates what the change names and leaves the rest', async () => {
      await store.restore([full]);
      const seen: unknown[] = [];
      const written = await store.update(fullTask.key, (task, details) => {
        seen.push(task, details);
        return { task: { ...task, progress: 1 } };
      });
      assert.deepEqual(seen, [fullTask, fullDetails]);
      assert.deepEqual(written, { ...fullTask, progress: 1 });
      assert.deepEqual(store.tasks(), [written]);
      assert.deepEqual(store.details(fullTask.key), fullDetails);
      await store.update(fullTask.key, (task) => ({ task, details: minimalDetails, answer: '' }));
      assert.deepEqual(store.details(fullTask.key), minimalDetails);
      assert.equal(store.answer(fullTask.key), '');
    });

    it('removes a field that the change leaves out', async () => {
      await store.add({ ...one, claimedUntil: 5 });
      await store.update(one.key, () => ({ task: one }));
      assert.deepEqual(store.tasks(), [one]);
    });

    it('updates nothing when there is no such task or no change', async () => {
      assert.equal(await store.update(one.key, (task) => ({ task })), undefined);
      await store.add(one);
      assert.equal(await store.update(one.key, () => undefined), undefined);
      assert.deepEqual(store.tasks(), [one]);
    });

    it('writes nothing when the change throws, and works afterwards', async () => {
      await store.add(one);
      await assert.rejects(store.update(one.key, broken), /broken change/);
      await assert.rejects(store.shared('https://a.example', broken), /broken change/);
      assert.equal(await store.add(two), true);
      assert.deepEqual(store.tasks(), [one, two]);
    });

    it('grants a claim once', async () => {
      await store.add(one);
      const claim = (): Promise<unknown> =>
        store.update(one.key, (task) =>
          (task.claimedUntil ?? 0) > 10 ? undefined : { task: { ...task, claimedUntil: 99 } },
        );
      const granted = await Promise.all(Array.from({ length: 20 }, claim));
      assert.equal(granted.filter((task) => task !== undefined).length, 1);
    });

    it('returns removed tasks whole, and no late update brings them back', async () => {
      await store.restore([full]);
      await store.add(one);
      assert.deepEqual(await store.remove([fullTask.key, 'relay/none', one.key]), [full, { task: one }]);
      assert.deepEqual(store.tasks(), []);
      assert.equal(store.details(fullTask.key), undefined);
      assert.equal(store.answer(fullTask.key), undefined);
      assert.equal(await store.update(one.key, (task) => ({ task })), undefined);
      assert.deepEqual(store.tasks(), []);
    });

    it('restores removed tasks, but not over a task that took their place', async () => {
      await store.restore([full, { task: one }]);
      const removed = await store.remove([fullTask.key, one.key]);
      await store.add({ ...one, title: 'new' });
      await store.restore(removed);
      assert.deepEqual(store.tasks(), [{ ...one, title: 'new' }, fullTask]);
      assert.equal(store.answer(fullTask.key), full.answer);
    });

    it('adds a removed task anew, without what was stored of it', async () => {
      await store.restore([{ ...full, task: one }]);
      await store.remove([one.key]);
      assert.equal(await store.add(one), true);
      assert.equal(store.details(one.key), undefined);
      assert.equal(store.answer(one.key), undefined);
    });

    it('keeps a state per origin', async () => {
      assert.equal(await store.shared('https://a.example', count), undefined);
      assert.deepEqual(await store.shared('https://a.example', count), { n: 1 });
      assert.deepEqual(await store.shared('https://a.example', count), { n: 2 });
      assert.equal(await store.shared('https://b.example', count), undefined);
    });

    it('reports no change of its own', async () => {
      await store.restore([full]);
      await store.update(fullTask.key, (task) => ({ task: { ...task, progress: 1 } }));
      await store.remove([fullTask.key]);
      assert.equal(store.foreignChanges(), undefined);
    });

    it('closes twice without complaint', () => {
      store.close();
      store.close();
    });
  });
}
