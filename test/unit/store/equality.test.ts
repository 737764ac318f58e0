import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import type { StoredTask, TaskStore } from '../../../src/domain/ports.ts';
import { statuses } from '../../../src/domain/status.ts';
import { MemoryTaskStore } from '../../../src/store/memoryStore.ts';
import { openTaskStore } from '../../../src/store/openStore.ts';
import { anyStored } from '../domain/stored.ts';
import { fullDetails, minimalDetails, sampleTask, storeOptions, temporaryFolder } from './samples.ts';

type Step = (store: TaskStore, removed: StoredTask[]) => Promise<unknown>;

const id = fc.constantFrom('a', 'b', 'c', '__proto__');
const key = id.map((each) => sampleTask(each).key);
const details = fc.constantFrom(undefined, minimalDetails, fullDetails);

const step: fc.Arbitrary<Step> = fc.oneof(
  id.map(
    (each): Step =>
      (store) =>
        store.add(sampleTask(each)),
  ),
  fc.tuple(key, fc.integer(), details, fc.option(fc.string(), { nil: undefined })).map(
    ([each, progress, more, answer]): Step =>
      (store) =>
        store.update(each, (task, before) =>
          progress < 0 && before === undefined
            ? undefined
            : {
                task: { ...task, progress },
                ...(more && { details: more }),
                ...(answer !== undefined && { answer }),
              },
        ),
  ),
  fc.tuple(fc.uniqueArray(key), fc.constantFrom(...statuses), fc.nat(9)).map(
    ([keys, status, checkedAt]): Step =>
      (store) =>
        store.updateAll(keys, (task) => ({ task: { ...task, status, checkedAt } })),
  ),
  fc
    .array(
      id.chain((each) => anyStored(each)),
      { maxLength: 4 },
    )
    .map(
      (stored): Step =>
        (store) =>
          store.merge(stored),
    ),
  fc.uniqueArray(key).map((keys): Step => async (store, removed) => {
    const taken = await store.remove(keys);
    removed.push(...taken);
    return taken;
  }),
  fc.constant<Step>((store, removed) => store.merge(removed)),
  fc.jsonValue().map(
    (state): Step =>
      (store) =>
        store.shared('https://a.example', (before) => ({ state, result: before })),
  ),
);

async function contents(store: TaskStore): Promise<unknown> {
  return (await store.load()).map((task) => [
    task,
    store.details(task.key),
    store.answer(task.key),
    store.timeline(task.key),
  ]);
}

describe('both stores', () => {
  it('answer every sequence of steps alike', async () => {
    const folder = temporaryFolder();
    const { store: file, mode } = await openTaskStore(folder.path, storeOptions());
    assert.equal(mode, 'normal');
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const memory = new MemoryTaskStore();
        await file.remove((await file.load()).map((task) => task.key));
        await file.shared('https://a.example', () => ({ state: null, result: undefined }));
        await memory.shared('https://a.example', () => ({ state: null, result: undefined }));
        const removed: readonly [StoredTask[], StoredTask[]] = [[], []];
        for (const each of steps) {
          assert.deepEqual(await each(file, removed[0]), await each(memory, removed[1]));
          assert.deepEqual(await contents(file), await contents(memory));
          assert.equal(await file.exportList(0), await memory.exportList(0));
        }
      }),
      { numRuns: 60 },
    );
    file.close();
    folder.remove();
  }).timeout(60_000);
});
