import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { startGateway, type Gateway } from '../../gateway/gateway.ts';
import { temporaryFolder } from '../store/samples.ts';
import type { CopyState } from '../../../src/engine/copyParts.ts';
import { copyRig, sourceId, type CopyRig } from './copyRig.ts';
import { provider } from './rig.ts';

const soon = { headersMs: 2_000, idleMs: 100 };

/** The path of a copy that must be there. */
function kept(state: CopyState): string {
  assert.ok(state.state === 'kept', JSON.stringify(state));
  return state.path;
}

describe('local copies', () => {
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
  const bytesOf = async (name: string): Promise<Buffer> =>
    Buffer.from(await (await fetch(`${cdn.origin}/media/${name}`)).arrayBuffer());
  const inFolder = (): readonly string[] => readdirSync(join(home.path, 'copies'));
  async function reopen(more: Partial<Parameters<typeof copyRig>[0]> = {}): Promise<void> {
    await window.close();
    window = await copyRig({ folder: home.path, ...more });
  }

  it('are loaded when they are asked for, and tell how far they are', async () => {
    cdn.faultMedia('clip.mp4', { drip: { bytesPerSecond: 500_000 } });
    const key = await window.addFinished('a', link('clip.mp4'));
    assert.deepEqual(window.state(key), { state: 'none' });
    const states: CopyState[] = [];
    window.copies.onDidChange((changed) => {
      assert.equal(changed, key);
      states.push(window.state(key));
    });
    const path = kept(await window.copies.keep(key, sourceId));
    const wanted = await bytesOf('clip.mp4');
    assert.ok(readFileSync(path).equals(wanted));
    assert.deepEqual(window.state(key), { state: 'kept', bytes: wanted.length, path });
    const words = states.map(({ state }) => state).filter((word, n, all) => word !== all[n - 1]);
    assert.deepEqual(words, ['queued', 'loading', 'kept']);
    const loading = states.filter((state) => state.state === 'loading');
    assert.equal(loading.at(-1)?.total, wanted.length);
  });

  it('are there again after a restart, without another request', async () => {
    const key = await window.addFinished('a', link('clip-ld.mp4'));
    await window.copies.keep(key, sourceId);
    await reopen();
    kept(window.state(key));
    kept(await window.copies.keep(key, sourceId));
    assert.equal(cdn.requests.length, 1);
  });

  it('are loaded once, however often they are asked for', async () => {
    const key = await window.addFinished('a', link('clip-ld.mp4'));
    const both = [window.copies.keep(key, sourceId), window.copies.keep(key, sourceId)];
    (await Promise.all(both)).map(kept);
    assert.equal(cdn.requests.length, 1);
  });

  it('K10 are loaded two at a time when there are twenty', async () => {
    cdn.faultMedia('clip-ld.mp4', { delayMs: 30, forever: true });
    const keys: string[] = [];
    for (let n = 0; n < 20; n += 1) {
      keys.push(await window.addFinished(`task-${n}`, link('clip-ld.mp4')));
    }
    const states = await Promise.all(keys.map((key) => window.copies.keep(key, sourceId)));
    states.map(kept);
    assert.equal(cdn.requests.length, 20);
    assert.equal(Math.max(...cdn.requests.map(({ inFlight }) => inFlight)), 2);
    assert.equal(new Set(inFolder()).size, 20);
  });

  it('K10 are cancelled wherever they are, and leave nothing behind', async () => {
    cdn.faultMedia('clip.mp4', { hangAfterBytes: 50_000, forever: true });
    const keys = await Promise.all(['a', 'b', 'c'].map((id) => window.addFinished(id, link('clip.mp4'))));
    const ends = keys.map((key) => window.copies.keep(key, sourceId));
    const bytes = (key = ''): number => {
      const state = window.state(key);
      return state.state === 'loading' ? state.bytes : 0;
    };
    await Promise.all(keys.slice(0, 2).map((key) => window.until(() => bytes(key) > 0)));
    assert.deepEqual(window.state(keys[2] ?? ''), { state: 'queued' });
    for (const key of keys.toReversed()) {
      await window.copies.cancel(key, sourceId);
    }
    for (const end of ends) {
      assert.deepEqual(await end, { state: 'none' });
    }
    assert.deepEqual(inFolder(), []);
    cdn.clearFaults();
    kept(await window.copies.keep(keys[0] ?? '', sourceId));
  });

  it('K01 go on at once when the connection breaks', async () => {
    const key = await window.addFinished('a', link('clip.mp4'));
    await reopen({ deadlines: soon });
    cdn.faultMedia('clip.mp4', { hangAfterBytes: 50_000 }, { hangAfterBytes: 50_000 });
    kept(await window.copies.keep(key, sourceId));
    assert.deepEqual(
      cdn.requests.map(({ headers }) => headers.range),
      [undefined, 'bytes=50000-', 'bytes=100000-'],
    );
  });

  it('K01 stop after three breaks, say how far they came, and go on when they are asked for again', async () => {
    const key = await window.addFinished('a', link('clip.mp4'));
    await reopen({ deadlines: soon });
    const total = (await bytesOf('clip.mp4')).length;
    cdn.clearRequests();
    const fault = { hangAfterBytes: 20_000 };
    cdn.faultMedia('clip.mp4', fault, fault, fault);
    const problem = { kind: 'interrupted', bytes: 60_000, total };
    assert.deepEqual(await window.copies.keep(key, sourceId), { state: 'failed', problem });
    assert.equal(cdn.requests.length, 3);
    const path = kept(await window.copies.keep(key, sourceId));
    assert.ok(readFileSync(path).equals(await bytesOf('clip.mp4')));
    assert.equal(cdn.requests[3]?.headers.range, 'bytes=60000-');
  });

  it('K07 go on after a restart where they were when the window closed', async () => {
    const key = await window.addFinished('a', link('clip.mp4'));
    cdn.faultMedia('clip.mp4', { hangAfterBytes: 50_000 });
    const end = window.copies.keep(key, sourceId);
    await window.until(() => window.state(key).state === 'loading' && inFolder().length === 2);
    await reopen();
    assert.equal((await end).state, 'none');
    kept(await window.copies.keep(key, sourceId));
    assert.match(cdn.requests.at(-1)?.headers.range ?? '', /^bytes=\d+-$/);
    assert.equal(inFolder().length, 1);
  });

  describe('whose link has ended', () => {
    const past = { expiresAt: 1 };

    it('get a new one from the provider', async () => {
      const key = await window.addFinished('a', `${cdn.origin}/media/none.mp4`, past);
      window.hooks.renew = async () => void (await window.addFinished('a', link('clip-ld.mp4')));
      kept(await window.copies.keep(key, sourceId));
      assert.deepEqual(window.renewed, [key]);
      assert.equal(cdn.requests.length, 1);
    });

    for (const [status, kind] of [
      [403, 'expired'],
      [404, 'gone'],
      [410, 'gone'],
    ] as const) {
      it(`are told as ${kind} when there is no new one after ${status}`, async () => {
        const key = await window.addFinished('a', link('clip.mp4'));
        cdn.faultMedia('clip.mp4', { status, forever: true });
        assert.deepEqual(await window.copies.keep(key, sourceId), {
          state: 'failed',
          problem: { kind },
        });
        assert.deepEqual([window.renewed, cdn.requests.length], [[key], 1]);
      });
    }

    it('are told by the new link when that one does not lead to a file either', async () => {
      const key = await window.addFinished('a', link('clip.mp4'), past);
      window.hooks.renew = async () => void (await window.addFinished('a', `${cdn.origin}/media/none.mp4`));
      const problem = { kind: 'gone' };
      assert.deepEqual(await window.copies.keep(key, sourceId), { state: 'failed', problem });
    });

    it('K10 are cancelled while the provider lets us wait for one', async () => {
      const key = await window.addFinished('a', link('clip.mp4'), past);
      window.hooks.renew = () => new Promise(() => {});
      const end = window.copies.keep(key, sourceId);
      await window.until(() => window.renewed.length === 1);
      await window.copies.cancel(key, sourceId);
      assert.deepEqual(await end, { state: 'none' });
    });

    it('K01 go on with a part after the renewal', async () => {
      const key = await window.addFinished('a', link('clip.mp4'));
      await reopen({ deadlines: soon });
      cdn.faultMedia('clip.mp4', { hangAfterBytes: 50_000 }, { status: 403 });
      window.hooks.renew = async () => void (await window.addFinished('a', `${link('clip.mp4')}2`));
      kept(await window.copies.keep(key, sourceId));
      assert.deepEqual(
        cdn.requests.map(({ headers }) => headers.range),
        [undefined, 'bytes=50000-', 'bytes=50000-'],
      );
    });
  });

  it('of a file that the task does not have are told as gone', async () => {
    const key = await window.addFinished('a', link('clip.mp4'));
    const problem = { kind: 'gone' };
    assert.deepEqual(await window.copies.keep(key, 'another'), { state: 'failed', problem });
    assert.deepEqual(await window.copies.keep('relay/none', sourceId), { state: 'failed', problem });
    assert.equal(cdn.requests.length, 0);
  });

  it('are not loaded any more when the window has ended', async () => {
    const key = await window.addFinished('a', link('clip.mp4'));
    await window.copies.stop();
    assert.deepEqual(await window.copies.keep(key, sourceId), { state: 'none' });
    assert.equal(cdn.requests.length, 0);
  });

  it('K04 of something else are refused', async () => {
    cdn.addMedia('page.mp4', { bytes: Buffer.from('<html><body>'), contentType: 'video/mp4' });
    const key = await window.addFinished('a', link('page.mp4'));
    assert.deepEqual(await window.copies.keep(key, sourceId), {
      state: 'failed',
      problem: { kind: 'notVideo', found: 'html' },
    });
    assert.deepEqual(inFolder(), []);
  });

  it('are removed, and can be loaded again', async () => {
    const key = await window.addFinished('a', link('clip-ld.mp4'));
    kept(await window.copies.keep(key, sourceId));
    await window.copies.remove(key, sourceId);
    assert.deepEqual([window.state(key), inFolder()], [{ state: 'none' }, []]);
    kept(await window.copies.keep(key, sourceId));
  });

  it('that somebody else has deleted are none any more', async () => {
    const key = await window.addFinished('a', link('clip-ld.mp4'));
    rmSync(kept(await window.copies.keep(key, sourceId)));
    await window.until(() => window.state(key).state === 'none');
    kept(await window.copies.keep(key, sourceId));
  });

  it('say what is in them, and are read once', async () => {
    const key = await window.addFinished('a', link('clip-sound.mp4'));
    assert.equal(await window.copies.movie(key, sourceId), undefined);
    const path = kept(await window.copies.keep(key, sourceId));
    const movie = await window.copies.movie(key, sourceId);
    assert.deepEqual([movie?.video?.name, movie?.video?.fps, movie?.audio?.name], ['H.264', 30, 'AAC']);
    writeFileSync(path, '');
    assert.equal(await window.copies.movie(key, sourceId), movie);
  });

  describe('that only the key opens', () => {
    let own: Gateway;
    let key: string;
    beforeEach(async () => {
      own = await startGateway({ budget: 'none' });
      own.addTask({ id: 'video_1', format: 'unified' });
      key = await window.addFinished('video_1', `${own.origin}/v1/videos/video_1/content`, {
        needsKey: true,
      });
    });
    afterEach(() => own.close());

    it('T11 are loaded with it from the provider itself', async () => {
      await reopen({ providers: [provider('relay', { baseUrl: own.origin })] });
      const path = kept(await window.copies.keep(key, sourceId));
      assert.ok(readFileSync(path).equals(await bytesOf('portrait.mp4')));
    });

    it('P01 are not asked for when the provider lives elsewhere by now', async () => {
      const problem = { kind: 'network', error: 'baseUrlRefused' };
      assert.deepEqual(await window.copies.keep(key, sourceId), { state: 'failed', problem });
      await reopen({ providers: [] });
      assert.deepEqual(await window.copies.keep(key, sourceId), { state: 'failed', problem });
      assert.equal(own.requests.length, 0);
    });

    it('are told as such when there is no key', async () => {
      const providers = [provider('relay', { baseUrl: own.origin, env: 'NO_SUCH_KEY' })];
      await reopen({ providers, key: { state: 'missing' } });
      const problem = { kind: 'network', error: 'keyMissing' };
      assert.deepEqual(await window.copies.keep(key, sourceId), { state: 'failed', problem });
    });
  });

  describe('that a person takes elsewhere', () => {
    it('K06 are copied from what is there, or loaded first, and stay', async () => {
      const key = await window.addFinished('a', link('clip-ld.mp4'));
      const wanted = await bytesOf('clip-ld.mp4');
      cdn.clearRequests();
      const target = join(home.path, 'a video.mp4');
      assert.equal(await window.copies.saveTo(key, sourceId, target, false), undefined);
      assert.ok(readFileSync(target).equals(wanted));
      kept(window.state(key));
      assert.deepEqual(await window.copies.saveTo(key, sourceId, target, false), { kind: 'exists' });
      assert.equal(await window.copies.saveTo(key, sourceId, target, true), undefined);
      assert.equal(cdn.requests.length, 1);
    });

    it('do not stay where there is no room for them', async () => {
      window.settings.mostOfAll = 10;
      const key = await window.addFinished('a', link('clip-ld.mp4'));
      const target = join(home.path, 'a video.mp4');
      assert.equal(await window.copies.saveTo(key, sourceId, target, false), undefined);
      assert.ok(existsSync(target));
      assert.deepEqual([window.state(key), inFolder()], [{ state: 'none' }, []]);
    });

    it('are not there when they cannot be loaded', async () => {
      const key = await window.addFinished('a', `${cdn.origin}/media/none.mp4`);
      const target = join(home.path, 'a video.mp4');
      assert.deepEqual(await window.copies.saveTo(key, sourceId, target, false), { kind: 'gone' });
      assert.equal(existsSync(target), false);
    });

    it('are loaded anew when somebody else has deleted them', async () => {
      const key = await window.addFinished('a', link('clip-ld.mp4'));
      rmSync(kept(await window.copies.keep(key, sourceId)));
      const target = join(home.path, 'a video.mp4');
      assert.equal(await window.copies.saveTo(key, sourceId, target, false), undefined);
      assert.ok(existsSync(target));
    });
  });
});
