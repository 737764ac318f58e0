import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { undoMs } from '../../../src/engine/copyTidy.ts';
import { startGateway, type Gateway } from '../../gateway/gateway.ts';
import { temporaryFolder } from '../store/samples.ts';
import { HandClock } from './clock.ts';
import { copyRig, sourceId, type CopyRig } from './copyRig.ts';
import { start } from './rig.ts';

describe('local copies by the settings', () => {
  let cdn: Gateway;
  let home: ReturnType<typeof temporaryFolder>;
  let clock: HandClock;
  let window: CopyRig;
  let size: number;
  beforeEach(async () => {
    cdn = await startGateway({ budget: 'none' });
    size = (await (await fetch(`${cdn.origin}/media/clip-ld.mp4`)).arrayBuffer()).byteLength;
    cdn.clearRequests();
    home = temporaryFolder();
    clock = new HandClock(start);
    window = await copyRig({ folder: home.path, clock });
  });
  afterEach(async () => {
    await window.close();
    await cdn.close();
    home.remove();
  });

  const link = (): string => `${cdn.origin}/media/clip-ld.mp4?sig=1`;
  const isKept = (key: string): boolean => window.state(key).state === 'kept';
  /** Adds a task with a copy. */
  async function addKept(id: string, watchedAt?: number): Promise<string> {
    const task = watchedAt === undefined ? {} : { watchedAt };
    const key = await window.addFinished(id, link(), {}, task);
    assert.equal((await window.copies.keep(key, sourceId)).state, 'kept');
    return key;
  }
  const target = (name: string): string => join(home.path, name);
  const inFolder = (): number => readdirSync(join(home.path, 'copies')).length;

  describe('are kept unasked', () => {
    const rows = [
      ['onFinish', true, true],
      ['onOpen', false, true],
      ['never', false, false],
    ] as const;
    for (const [keep, onFinish, onOpen] of rows) {
      it(`${keep}: ${onFinish ? 'when a task finishes' : 'not when a task finishes'}, ${onOpen ? 'and when it is opened' : 'and not when it is opened'}`, async () => {
        window.settings.keep = keep;
        const finished = await window.addFinished('a', link());
        window.copies.finished([finished]);
        const opened = await window.addFinished('b', link());
        window.copies.opened(opened);
        await window.until(() => isKept(finished) === onFinish && isKept(opened) === onOpen);
        assert.equal(cdn.requests.length, Number(onFinish) + Number(onOpen));
      });
    }

    it('not of a task that has not finished: what it shows is not its result yet', async () => {
      const key = await window.addFinished('a', link(), {}, { status: 'running' });
      window.copies.opened(key);
      await window.copies.begin();
      assert.deepEqual([window.state(key), cdn.requests.length], [{ state: 'none' }, 0]);
    });

    it('not for tasks that are merely in the list', async () => {
      await window.addFinished('a', link());
      await window.close();
      window = await copyRig({ folder: home.path, clock });
      assert.deepEqual([cdn.requests.length, inFolder()], [0, 0]);
    });

    it('once, and not again when they are opened', async () => {
      const key = await addKept('a');
      window.copies.opened(key);
      window.copies.finished([key]);
      assert.equal(cdn.requests.length, 1);
    });

    it('up to the size of the settings, by the word of the answer without a request', async () => {
      window.settings.mostOfOne = 1_000;
      const key = await window.addFinished('a', link(), { bytes: 5_000 });
      window.copies.opened(key);
      await window.until(() => window.state(key).state === 'failed');
      assert.deepEqual(window.state(key), {
        state: 'failed',
        problem: { kind: 'tooLarge', bytes: 5_000, limit: 1_000 },
      });
      assert.equal(cdn.requests.length, 0);
    });

    it('up to the size of the settings, by the word of the server; larger ones when they are asked for', async () => {
      window.settings.mostOfOne = 1_000;
      const key = await window.addFinished('a', link());
      window.copies.opened(key);
      await window.until(() => window.state(key).state === 'failed');
      assert.deepEqual(window.state(key), {
        state: 'failed',
        problem: { kind: 'tooLarge', bytes: size, limit: 1_000 },
      });
      window.copies.opened(key);
      assert.deepEqual([window.state(key).state, cdn.requests.length], ['failed', 1]);
      assert.equal((await window.copies.keep(key, sourceId)).state, 'kept');
    });

    it('and a person who asks meanwhile for what is too large unasked gets it', async () => {
      window.settings.mostOfOne = 1_000;
      const key = await window.addFinished('a', link());
      window.copies.opened(key);
      assert.equal((await window.copies.keep(key, sourceId)).state, 'kept');
      assert.equal(cdn.requests.length, 2);
    });

    it('again when they are opened after a failure that may have passed', async () => {
      const key = await window.addFinished('a', link());
      cdn.faultMedia('clip-ld.mp4', { status: 503 });
      window.copies.opened(key);
      await window.until(() => window.state(key).state === 'failed');
      window.copies.opened(key);
      await window.until(() => isKept(key));
    });

    it('in the preferred quality', async () => {
      const key = await window.addFinished('a', `${cdn.origin}/media/clip.mp4`);
      const [variant] = window.list.details(key)?.variants ?? [];
      const [source] = variant?.renditions ?? [];
      assert.ok(variant && source);
      const ld = { ...source, url: link(), role: 'ld' } as const;
      await window.list.update(key, (task) => ({
        task,
        details: { format: 'relay', variants: [{ ...variant, renditions: [source, ld] }], warnings: [] },
      }));
      window.settings.quality = 'ld';
      window.copies.opened(key);
      await window.until(() => window.copies.state(key, '0 ld 0 0').state === 'kept');
      assert.equal(inFolder(), 1);
    });
  });

  describe('have room', () => {
    it('that those make which were watched longest ago', async () => {
      const old = await addKept('old', 100);
      const older = await addKept('older', 50);
      const unwatched = await addKept('unwatched');
      window.settings.mostOfAll = 3 * size;
      await addKept('new');
      assert.deepEqual([old, older, unwatched].map(isKept), [true, false, true]);
    });

    it('that is not made by those that somebody looks at', async () => {
      const old = await addKept('old', 100);
      const older = await addKept('older', 50);
      const pins = [window.copies.pin(older), window.copies.pin(older)];
      pins[0]?.dispose();
      pins[0]?.dispose();
      window.settings.mostOfAll = 2 * size;
      await addKept('new');
      assert.deepEqual([old, older].map(isKept), [false, true]);
      pins[1]?.dispose();
      await addKept('newer');
      assert.equal(isKept(older), false);
    });

    it('that those make first whose task is gone', async () => {
      const gone = await addKept('gone');
      await window.list.remove([gone]);
      const watched = await addKept('watched', 1);
      window.settings.mostOfAll = 2 * size;
      await addKept('new');
      assert.deepEqual([isKept(watched), inFolder()], [true, 2]);
    });

    for (const [how, announced] of [
      ['before it is loaded', true],
      ['as soon as it is too much', false],
    ] as const) {
      it(`or else one is refused with the reason, ${how}`, async () => {
        await addKept('unwatched');
        window.settings.mostOfAll = 2 * size - 1;
        cdn.faultMedia('clip-ld.mp4', announced ? { pass: true } : { unannounced: true });
        const key = await window.addFinished('new', link());
        const state = await window.copies.keep(key, sourceId);
        assert.ok(state.state === 'failed' && state.problem.kind === 'noRoom', JSON.stringify(state));
        assert.equal(state.problem.limit, 2 * size - 1);
        assert.equal(inFolder(), 1);
      });
    }

    it('that two which come at once do not both take', async () => {
      window.settings.mostOfAll = 2 * size - 1;
      const keys = await Promise.all(['a', 'b'].map((id) => window.addFinished(id, link())));
      const states = await Promise.all(keys.map((key) => window.copies.keep(key, sourceId)));
      assert.deepEqual(states.map(({ state }) => state).toSorted(), ['failed', 'kept']);
      assert.equal(inFolder(), 1);
    });
  });

  describe('are saved elsewhere', () => {
    it('and stay, whatever the limit is now', async () => {
      const keys = [await addKept('a', 1), await addKept('b', 2)];
      window.settings.mostOfAll = 10;
      for (const [n, key] of keys.entries()) {
        assert.equal(await window.copies.saveTo(key, sourceId, target(`${n}.mp4`), false), undefined);
      }
      assert.deepEqual(keys.map(isKept), [true, true]);
    });

    it('and stay when that place does not take them', async () => {
      const key = await addKept('a', 1);
      window.settings.mostOfAll = 10;
      const problem = await window.copies.saveTo(key, sourceId, join(target('none'), 'a.mp4'), false);
      assert.deepEqual(problem, { kind: 'storage' });
      assert.ok(isKept(key));
    });

    it('without a copy before: nobody else’s goes for it', async () => {
      const kept = await addKept('a', 1);
      window.settings.mostOfAll = size;
      const key = await window.addFinished('b', link());
      assert.equal(await window.copies.saveTo(key, sourceId, target('b.mp4'), false), undefined);
      assert.deepEqual([isKept(kept), isKept(key)], [true, false]);
    });

    it('and stay when somebody asks for that meanwhile', async () => {
      const watched = await addKept('a', 1);
      window.settings.mostOfAll = size;
      const key = await window.addFinished('b', link());
      const saved = window.copies.saveTo(key, sourceId, target('b.mp4'), false);
      await window.until(() => window.state(key).state !== 'none');
      assert.equal((await window.copies.keep(key, sourceId)).state, 'kept');
      assert.equal(await saved, undefined);
      assert.deepEqual([isKept(watched), isKept(key)], [false, true]);
    });

    it('and say that there is no room to stay, when there is none', async () => {
      await addKept('a');
      window.settings.mostOfAll = size;
      const key = await window.addFinished('b', link());
      const saved = window.copies.saveTo(key, sourceId, target('b.mp4'), false);
      await window.until(() => window.state(key).state !== 'none');
      const problem = { kind: 'noRoom', bytes: size, limit: size };
      assert.deepEqual(await window.copies.keep(key, sourceId), { state: 'failed', problem });
      assert.equal(await saved, undefined);
      assert.equal(isKept(key), false);
    });
  });

  describe('of a task that leaves the list', () => {
    it('stay for a minute, in which the removal can be undone', async () => {
      const key = await addKept('a');
      const removed = await window.list.remove([key]);
      await clock.advance(undoMs - 1);
      await window.list.merge(removed);
      await clock.advance(undoMs);
      await window.copies.begin();
      assert.ok(isKept(key));
    });

    it('go after it, and what was left of broken downloads with them', async () => {
      const key = await addKept('a');
      cdn.faultMedia('clip-ld.mp4', { resetAfterBytes: 5_000, forever: true });
      const other = await window.addFinished('b', link());
      assert.equal((await window.copies.keep(other, sourceId)).state, 'failed');
      const stays = await window.addFinished('c', link());
      cdn.clearFaults();
      await window.copies.keep(stays, sourceId);
      await window.list.remove([key, other]);
      assert.ok(inFolder() > 1);
      await clock.advance(undoMs);
      await window.until(() => !isKept(key) && inFolder() === 1);
      assert.ok(isKept(stays));
    });

    it('go at once when the window closes', async () => {
      const key = await addKept('a');
      await window.list.remove([key]);
      await window.copies.stop();
      assert.equal(inFolder(), 0);
    });

    it('are counted before they go', async () => {
      const key = await addKept('a');
      assert.equal(window.copies.bytesOf([key, 'relay/none']), size);
    });

    it('are not loaded any further', async () => {
      cdn.faultMedia('clip-ld.mp4', { hangAfterBytes: 10_000 });
      const key = await window.addFinished('a', link());
      const end = window.copies.keep(key, sourceId);
      await window.until(() => window.state(key).state === 'loading');
      await window.list.remove([key]);
      assert.deepEqual(await end, { state: 'none' });
    });
  });
});
