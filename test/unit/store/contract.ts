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

    it('is empty at first', async () => {
      assert.deepEqual(await store.load(), []);
      assert.equal(store.details(one.key), undefined);
      assert.equal(store.answer(one.key), undefined);
      assert.equal(store.foreignChanges(), undefined);
    });

    it('adds a task once', async () => {
      assert.equal(await store.add(one), true);
      assert.equal(await store.add({ ...one, title: 'again' }), false);
      assert.deepEqual(await store.load(), [one]);
    });

    it('lists tasks in the order in which they came', async () => {
      await store.add(two);
      await store.add(one);
      await store.update(two.key, (task) => ({ task: { ...task, progress: 1 } }));
      assert.deepEqual(
        (await store.load()).map(({ id }) => id),
        ['two', 'one'],
      );
    });

    for (const id of ['__proto__', 'constructor', 'a/b', "'; DROP TABLE tasks; --", '任务🎬']) {
      it(`takes ${id} for an id like any other`, async () => {
        const task = sampleTask(id);
        await store.add(task);
        await store.update(task.key, () => ({ task, details: minimalDetails, answer: id }));
        assert.deepEqual(await store.load(), [task]);
        assert.equal(store.answer(task.key), id);
      });
    }

    it('gives back every field as it was written', async () => {
      await store.merge([full]);
      assert.deepEqual(await store.load(), [fullTask]);
      assert.deepEqual(store.details(fullTask.key), fullDetails);
      assert.equal(store.answer(fullTask.key), full.answer);
    });

    it('updates what the change names and leaves the rest', async () => {
      await store.merge([full]);
      const seen: unknown[] = [];
      const written = await store.update(fullTask.key, (task, details) => {
        seen.push(task, details);
        return { task: { ...task, progress: 1 } };
      });
      assert.deepEqual(seen, [fullTask, fullDetails]);
      assert.deepEqual(written, { ...fullTask, progress: 1 });
      assert.deepEqual(await store.load(), [written]);
      assert.deepEqual(store.details(fullTask.key), fullDetails);
      await store.update(fullTask.key, (task) => ({ task, details: minimalDetails, answer: '' }));
      assert.deepEqual(store.details(fullTask.key), minimalDetails);
      assert.equal(store.answer(fullTask.key), '');
    });

    it('removes a field that the change leaves out', async () => {
      await store.add({ ...one, claimedUntil: 5 });
      await store.update(one.key, () => ({ task: one }));
      assert.deepEqual(await store.load(), [one]);
    });

    it('updates nothing when there is no such task or no change', async () => {
      assert.equal(await store.update(one.key, (task) => ({ task })), undefined);
      await store.add(one);
      assert.equal(await store.update(one.key, () => undefined), undefined);
      assert.deepEqual(await store.load(), [one]);
    });

    it('writes nothing when the change throws, and works afterwards', async () => {
      await store.add(one);
      await assert.rejects(store.update(one.key, broken), /broken change/);
      await assert.rejects(store.shared('https://a.example', broken), /broken change/);
      assert.equal(await store.add(two), true);
      assert.deepEqual(await store.load(), [one, two]);
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
      await store.merge([full]);
      await store.add(one);
      const removed = await store.remove([fullTask.key, 'relay/none', one.key]);
      assert.deepEqual(removed, [
        { ...full, timeline: [{ at: 4, status: 'succeeded', word: 'SUCCESS' }] },
        { task: one, timeline: [{ at: 1_000, status: 'queued' }] },
      ]);
      assert.deepEqual(await store.load(), []);
      assert.equal(store.details(fullTask.key), undefined);
      assert.equal(store.answer(fullTask.key), undefined);
      assert.equal(await store.update(one.key, (task) => ({ task })), undefined);
      assert.deepEqual(await store.load(), []);
    });

    it('restores removed tasks, but not over a task that took their place', async () => {
      await store.merge([full, { task: one }]);
      const removed = await store.remove([fullTask.key, one.key]);
      await store.add({ ...one, title: 'new' });
      await store.merge(removed);
      assert.deepEqual(await store.load(), [{ ...one, title: 'new' }, fullTask]);
      assert.equal(store.answer(fullTask.key), full.answer);
    });

    it('E14 E12 tells tasks apart whose ids are those of another provider, or differ in case only', async () => {
      const tasks = [
        one,
        { ...one, key: 'luma/one', provider: 'luma' },
        sampleTask('ONE'),
        sampleTask('O\u0301ne'),
      ];
      for (const task of tasks) {
        assert.equal(await store.add(task), true);
      }
      assert.deepEqual(await store.load(), tasks);
    });

    it('applies one change to many tasks', async () => {
      await store.add(one);
      await store.add(two);
      const changed = await store.updateAll([one.key, 'relay/none', two.key], (task) =>
        task.id === 'two' ? undefined : { task: { ...task, progress: 1 } },
      );
      assert.deepEqual(changed, [{ ...one, progress: 1 }]);
      assert.deepEqual(await store.load(), [{ ...one, progress: 1 }, two]);
    });

    it('adds, changes and removes thousands', async () => {
      const many = Array.from({ length: 1_001 }, (_, n) => sampleTask(`t${n}`));
      const keys = many.map(({ key }) => key);
      assert.deepEqual(await store.merge(many.map((task) => ({ task }))), many);
      assert.equal(
        (await store.updateAll(keys, (task) => ({ task: { ...task, progress: 1 } }))).length,
        1_001,
      );
      assert.equal((await store.load()).filter(({ progress }) => progress === 1).length, 1_001);
      assert.equal((await store.remove(keys)).length, 1_001);
      assert.deepEqual(await store.load(), []);
    });

    it('merges a task with what is stored of it, and again without effect', async () => {
      await store.merge([{ ...full, task: { ...one, checkedAt: 5, name: 'Mine' } }]);
      const done = { ...one, status: 'succeeded', checkedAt: 9, claimedUntil: 99 } as const;
      const merged = { ...one, status: 'succeeded', checkedAt: 9, name: 'Mine' };
      for (const _ of [1, 2]) {
        assert.deepEqual(await store.merge([{ task: done, details: minimalDetails }]), [merged]);
        assert.deepEqual(await store.load(), [merged]);
        assert.deepEqual(store.details(one.key), minimalDetails);
        assert.equal(store.answer(one.key), full.answer);
      }
      assert.deepEqual(await store.merge([{ task: { ...one, checkedAt: 7 } }]), [merged]);
    });

    it('keeps a timeline of the statuses', async () => {
      await store.add(one);
      await store.update(one.key, (task) => ({ task: { ...task, checkedAt: 2_000 } }));
      await store.update(one.key, (task) => ({
        task: { ...task, status: 'running', statusWord: 'PROCESSING', checkedAt: 3_000 },
      }));
      const timeline = [
        { at: 1_000, status: 'queued' },
        { at: 3_000, status: 'running', word: 'PROCESSING' },
      ];
      assert.deepEqual(store.timeline(one.key), timeline);
      const removed = await store.remove([one.key]);
      assert.deepEqual(removed[0]?.timeline, timeline);
      assert.deepEqual(store.timeline(one.key), []);
      await store.merge(removed);
      assert.deepEqual(store.timeline(one.key), timeline);
    });

    it('keeps the newest 100 steps of a timeline', async () => {
      await store.add(one);
      for (let n = 1; n <= 101; n += 1) {
        const status = n % 2 === 0 ? 'queued' : 'running';
        await store.update(one.key, (task) => ({ task: { ...task, status, checkedAt: 1_000 + n } }));
      }
      const timeline = store.timeline(one.key);
      assert.equal(timeline.length, 100);
      assert.deepEqual([timeline[0]?.at, timeline.at(-1)?.at], [1_002, 1_101]);
    });

    it('has no trouble, and nothing unsaved', async () => {
      await store.add(one);
      await store.catchUp();
      assert.deepEqual([store.trouble(), store.isUnsaved(one.key)], [undefined, false]);
    });

    it('adds a removed task anew, without what was stored of it', async () => {
      await store.merge([{ ...full, task: one }]);
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
      await store.merge([full]);
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
