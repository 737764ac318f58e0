import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { newTask } from '../../../src/domain/transition.ts';
import type { Guest } from '../../../src/engine/copyTasks.ts';
import { startGateway, type Gateway } from '../../gateway/gateway.ts';
import { temporaryFolder } from '../store/samples.ts';
import { HandClock } from './clock.ts';
import { copyRig, sourceId, type CopyRig } from './copyRig.ts';
import { provider, start } from './rig.ts';

function guest(url: string): Guest {
  const rendition = { url, role: 'source', watermarked: false, needsKey: false } as const;
  const variant = { renditions: [rendition], captions: [], storyboard: [] };
  return {
    task: { ...newTask('relay', 'once', 1), status: 'succeeded', playable: true },
    details: { format: 'relay', variants: [variant], warnings: [] },
  };
}

describe('the links of local copies', () => {
  let cdn: Gateway;
  let home: ReturnType<typeof temporaryFolder>;
  let window: CopyRig;
  beforeEach(async () => {
    cdn = await startGateway({ budget: 'none' });
    home = temporaryFolder();
    window = await copyRig({ folder: home.path });
  });
  afterEach(async () => {
    await window.close();
    await cdn.close();
    home.remove();
  });

  const link = (name: string): string => `${cdn.origin}/media/${name}?sig=1`;
  const isKept = (key: string): boolean => window.state(key).state === 'kept';
  const copied = (): readonly string[] => readdirSync(join(home.path, 'copies'));

  describe('that could not be played', () => {
    it('are looked at without loading what is behind them', async () => {
      const key = await window.addFinished('a', link('clip.mp4'));
      await window.copies.check(key, sourceId);
      assert.deepEqual(window.state(key), { state: 'none' });
      assert.deepEqual(
        cdn.requests.map(({ headers }) => headers.range),
        ['bytes=0-0'],
      );
      assert.deepEqual([window.renewed, copied()], [[], []]);
    });

    for (const [status, kind] of [
      [403, 'expired'],
      [404, 'gone'],
      [410, 'gone'],
    ] as const) {
      it(`I16 are ${kind} after ${status}, when the provider has no other one`, async () => {
        const key = await window.addFinished('a', link('clip.mp4'));
        cdn.faultMedia('clip.mp4', { status, forever: true });
        await window.copies.check(key, sourceId);
        assert.deepEqual(window.state(key), { state: 'failed', problem: { kind } });
        assert.deepEqual([window.renewed, cdn.requests.length], [[key], 1]);
      });
    }

    it('are renewed', async () => {
      const key = await window.addFinished('a', `${cdn.origin}/media/none.mp4`);
      window.hooks.renew = async () => void (await window.addFinished('a', link('clip.mp4')));
      const changed: string[] = [];
      window.copies.onDidChange((each) => changed.push(each));
      await window.copies.check(key, sourceId);
      assert.deepEqual([window.state(key), changed], [{ state: 'none' }, [key]]);
    });

    it('have not failed once there is another one', async () => {
      const key = await window.addFinished('a', `${cdn.origin}/media/none.mp4`);
      await window.copies.check(key, sourceId);
      assert.equal(window.state(key).state, 'failed');
      await window.addFinished('a', link('clip.mp4'));
      assert.deepEqual(window.state(key), { state: 'none' });
    });

    it('are not looked at any more when the window ends', async () => {
      const key = await window.addFinished('a', link('clip.mp4'));
      cdn.faultMedia('clip.mp4', { hang: true });
      const checked = window.copies.check(key, sourceId);
      await window.until(() => cdn.requests.length === 1);
      await window.copies.stop();
      await checked;
      assert.deepEqual(window.state(key), { state: 'none' });
    });
  });

  describe('that only the key opens', () => {
    let own: Gateway;
    let clock: HandClock;
    beforeEach(async () => {
      clock = new HandClock(start);
      own = await startGateway({ now: () => clock.now() });
      await window.close();
      const providers = [provider('relay', { baseUrl: own.origin })];
      window = await copyRig({ folder: home.path, clock, providers });
    });
    afterEach(() => own.close());

    /** Adds a task whose video lies with the provider. */
    async function addOwn(id: string): Promise<string> {
      own.addTask({ id, format: 'unified' });
      return window.addFinished(id, `${own.origin}/v1/videos/${id}/content`, { needsKey: true });
    }
    it('P11 are asked for from the budget of the provider', async () => {
      const keys: string[] = [];
      for (let n = 0; n < 9; n += 1) {
        keys.push(await addOwn(`video_${n}`));
      }
      const all = Promise.all(keys.map((key) => window.copies.keep(key, sourceId)));
      await window.until(() => keys.filter(isKept).length === 5);
      for (const count of [6, 7, 8, 9]) {
        assert.equal(own.requests.length, count - 1);
        await clock.advance(2_000);
        await window.until(() => keys.filter(isKept).length === count);
      }
      await all;
    });

    it('P12 are not asked for while the provider wants us to wait', async () => {
      const key = await addOwn('video_1');
      const { gate } = window;
      const admission = await gate.admit(own.origin, true);
      assert.ok(admission.ok);
      await gate.settle(own.origin, admission.lease, { error: 'rateLimited', retryAfterMs: 60_000 });
      const problem = { kind: 'network', error: 'rateLimited' };
      assert.deepEqual(await window.copies.keep(key, sourceId), { state: 'failed', problem });
      assert.equal(own.requests.length, 0);
    });

    it('tell the provider that the key is rejected', async () => {
      const key = await addOwn('video_1');
      own.faultMedia('portrait.mp4', { status: 401 });
      const state = await window.copies.keep(key, sourceId);
      assert.ok(state.state === 'failed' && state.problem.kind === 'network', JSON.stringify(state));
      assert.equal(state.problem.error, 'keyRejected');
      assert.equal(window.gate.state(own.origin)?.reason, 'keyRejected');
    });

    it('are cancelled at once while they wait for their turn', async () => {
      for (let n = 0; n < 5; n += 1) {
        await window.copies.keep(await addOwn(`video_${n}`), sourceId);
      }
      const key = await addOwn('late');
      const end = window.copies.keep(key, sourceId);
      await window.until(() => clock.armed > 0);
      await window.copies.cancel(key, sourceId);
      assert.deepEqual(await end, { state: 'none' });
      assert.equal(own.requests.length, 5);
    });
  });

  describe('of a task that is not in the list', () => {
    it('are loaded while a panel shows it, and go with the panel', async () => {
      const shown = guest(link('clip-ld.mp4'));
      const { key } = shown.task;
      const held = window.copies.host(shown);
      assert.equal((await window.copies.keep(key, sourceId)).state, 'kept');
      assert.equal(copied().length, 1);
      held.dispose();
      await window.until(() => copied().length === 0);
      assert.deepEqual(await window.copies.keep(key, sourceId), {
        state: 'failed',
        problem: { kind: 'gone' },
      });
    });

    it('stay when it has come into the list meanwhile', async () => {
      const shown = guest(link('clip-ld.mp4'));
      const held = window.copies.host(shown);
      await window.copies.keep(shown.task.key, sourceId);
      const key = await window.addFinished('once', link('clip-ld.mp4'));
      assert.equal(key, shown.task.key);
      held.dispose();
      assert.equal(window.state(key).state, 'kept');
    });

    it('stay when it is shown again', async () => {
      const shown = guest(link('clip-ld.mp4'));
      const { key } = shown.task;
      const first = window.copies.host(shown);
      await window.copies.keep(key, sourceId);
      const second = window.copies.host(shown);
      first.dispose();
      await window.copies.begin();
      assert.equal(window.state(key).state, 'kept');
      second.dispose();
      await window.until(() => copied().length === 0);
    });

    it('are saved all the same when nobody looks at it any more', async () => {
      cdn.faultMedia('clip.mp4', { drip: { bytesPerSecond: 500_000 } });
      const shown = guest(link('clip.mp4'));
      const { key } = shown.task;
      const held = window.copies.host(shown);
      const target = join(home.path, 'saved.mp4');
      const saved = window.copies.saveTo(key, sourceId, target, false);
      await window.until(() => window.state(key).state === 'loading');
      held.dispose();
      assert.equal(await saved, undefined);
      assert.ok(existsSync(target));
      await window.until(() => copied().length === 0);
    });

    it('stay when another window has tracked it meanwhile', async () => {
      const shown = guest(link('clip-ld.mp4'));
      const { key } = shown.task;
      const held = window.copies.host(shown);
      await window.copies.keep(key, sourceId);
      const other = await copyRig({ folder: home.path });
      await other.addFinished('once', link('clip-ld.mp4'));
      held.dispose();
      await window.copies.begin();
      assert.equal(window.state(key).state, 'kept');
      await other.close();
    });

    it('go with the window', async () => {
      const shown = guest(link('clip-ld.mp4'));
      window.copies.host(shown);
      await window.copies.keep(shown.task.key, sourceId);
      await window.copies.stop();
      assert.deepEqual(copied(), []);
    });

    it('make no room for others while they are shown', async () => {
      const shown = guest(link('clip-ld.mp4'));
      const held = window.copies.host(shown);
      await window.copies.keep(shown.task.key, sourceId);
      window.settings.mostOfAll = 10;
      const other = await window.addFinished('other', link('portrait.mp4'));
      const state = await window.copies.keep(other, sourceId);
      assert.ok(state.state === 'failed' && state.problem.kind === 'noRoom', JSON.stringify(state));
      assert.equal(copied().length, 1);
      held.dispose();
    });
  });
});
