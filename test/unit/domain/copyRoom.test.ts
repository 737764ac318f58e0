import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { copiesToDrop, roomFor, type KeptCopy } from '../../../src/domain/copyRoom.ts';

function copy(name: string, bytes: number, more: Partial<KeptCopy> = {}): KeptCopy {
  return { name, bytes, task: {}, pinned: false, ...more };
}

const watched = (at: number): Partial<KeptCopy> => ({ task: { watchedAt: at } });

const staying = ({ pinned, task }: KeptCopy): boolean =>
  pinned || (task !== undefined && task.watchedAt === undefined);

const sum = (copies: readonly KeptCopy[]): number => copies.reduce((all, { bytes }) => all + bytes, 0);

const usedAt = (each: KeptCopy): number => each.task?.watchedAt ?? -1;

describe('room for local copies', () => {
  it('is made by those that were watched longest ago, and by no more of them than it takes', () => {
    const copies = [
      copy('new', 40, watched(30)),
      copy('old', 40, watched(10)),
      copy('middle', 40, watched(20)),
    ];
    assert.deepEqual(copiesToDrop(copies, 10, 130), []);
    assert.deepEqual(copiesToDrop(copies, 11, 130), ['old']);
    assert.deepEqual(copiesToDrop(copies, 51, 130), ['old', 'middle']);
    assert.deepEqual(copiesToDrop(copies, 130, 130), ['old', 'middle', 'new']);
    assert.equal(copiesToDrop(copies, 131, 130), undefined);
  });

  it('is made first by those whose task is gone', () => {
    const { task: _, ...orphan } = copy('nobody', 50);
    const other = { ...orphan, name: 'nobody either' };
    const copies = [copy('old', 50, watched(1)), orphan, other];
    assert.deepEqual(copiesToDrop(copies, 50, 150), ['nobody']);
    assert.deepEqual(copiesToDrop(copies, 150, 150), ['nobody', 'nobody either', 'old']);
  });

  it('is not made by what nobody has watched, nor by what somebody looks at', () => {
    const copies = [copy('unwatched', 50), copy('pinned', 30, { ...watched(1), pinned: true })];
    assert.equal(roomFor(copies, 100), 20);
    assert.deepEqual(copiesToDrop(copies, 20, 100), []);
    assert.equal(copiesToDrop(copies, 21, 100), undefined);
  });

  it('is none where the limit was lowered below what has to stay', () => {
    assert.equal(roomFor([copy('unwatched', 50)], 10), 0);
    assert.equal(copiesToDrop([copy('unwatched', 50)], 1, 10), undefined);
  });

  const anyCopy = fc.record({
    bytes: fc.nat(100),
    task: fc.option(fc.record({ watchedAt: fc.option(fc.nat(5), { nil: undefined }) }), { nil: undefined }),
    pinned: fc.boolean(),
  });
  const anyCopies = fc.array(anyCopy, { maxLength: 12 }).map((all) =>
    all.map(({ task, ...rest }, index): KeptCopy => {
      const watchedAt = task?.watchedAt;
      const known = task && { task: watchedAt === undefined ? {} : { watchedAt } };
      return { name: String(index), ...rest, ...known };
    }),
  );

  it('is found whenever there is any, whatever is kept', () => {
    fc.assert(
      fc.property(anyCopies, fc.nat(300), fc.nat(600), (copies, bytes, limit) => {
        const going = copiesToDrop(copies, bytes, limit);
        const mustStay = copies.filter(staying);
        if (going === undefined) {
          assert.ok(bytes > Math.max(0, limit - sum(mustStay)));
          return;
        }
        const gone = copies.filter(({ name }) => going.includes(name));
        const left = copies.filter(({ name }) => !going.includes(name));
        assert.equal(new Set(going).size, gone.length);
        assert.ok(!gone.some(staying), 'what has to stay stays');
        assert.ok(bytes === 0 || sum(left) + bytes <= limit, 'there is room then');
        const last = gone.find(({ name }) => name === going.at(-1));
        assert.ok(last === undefined || sum(left) + last.bytes + bytes > limit, 'none goes for nothing');
        const latest = Math.max(...gone.map(usedAt));
        const others = left.filter((each) => !staying(each));
        assert.ok(
          others.every((each) => usedAt(each) >= latest),
          'the oldest go first',
        );
      }),
      { numRuns: 1_000 },
    );
  });
});
