import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { leaseMs } from '../../../src/domain/originState.ts';
import { Announcer, gatherMs } from '../../../src/engine/announcer.ts';
import { Attention } from '../../../src/engine/attention.ts';
import { MemoryTaskStore } from '../../../src/store/memoryStore.ts';
import { readMedia } from '../../gateway/media.ts';
import { startGateway, type Gateway } from '../../gateway/gateway.ts';
import { temporaryFolder } from '../store/samples.ts';
import { HandClock } from './clock.ts';
import { copyRig, sourceId, type CopyRig } from './copyRig.ts';
import { HandFocus, start } from './rig.ts';

const worker = fileURLToPath(new URL('copyWorker.ts', import.meta.url));
const clip = readMedia().get('clip.mp4')?.bytes ?? Buffer.alloc(0);

describe('local copies of several windows', () => {
  let cdn: Gateway;
  let home: ReturnType<typeof temporaryFolder>;
  const windows: CopyRig[] = [];
  beforeEach(async () => {
    cdn = await startGateway({ budget: 'none' });
    home = temporaryFolder();
  });
  afterEach(async () => {
    await Promise.all(windows.splice(0).map((window) => window.close()));
    await cdn.close();
    home.remove();
  });

  async function open(more: Partial<Parameters<typeof copyRig>[0]> = {}): Promise<CopyRig> {
    const window = await copyRig({ folder: home.path, ...more });
    windows.push(window);
    return window;
  }
  const link = (): string => `${cdn.origin}/media/clip.mp4?sig=1`;
  const inFolder = (): readonly string[] => readdirSync(join(home.path, 'copies'));
  const partBytes = (): number => {
    const part = inFolder().find((file) => file.endsWith('.part'));
    return part === undefined ? 0 : statSync(join(home.path, 'copies', part)).size;
  };
  function assertKept(window: CopyRig, key: string): void {
    const state = window.state(key);
    assert.ok(state.state === 'kept', JSON.stringify(state));
    assert.ok(readFileSync(state.path).equals(clip));
    assert.equal(inFolder().length, 1);
  }

  it('are loaded by one of them alone, and the other one finds them', async () => {
    const clock = new HandClock(start);
    const first = await open({ clock });
    const key = await first.addFinished('a', link());
    const second = await open({ clock });
    cdn.faultMedia('clip.mp4', { drip: { bytesPerSecond: 2_000_000 } });
    const one = first.copies.keep(key, sourceId);
    await first.until(() => cdn.requests.length === 1);
    const other = second.copies.keep(key, sourceId);
    await one;
    assert.equal(second.state(key).state, 'queued');
    await clock.advance(leaseMs);
    await other;
    assertKept(first, key);
    assertKept(second, key);
    assert.equal(cdn.requests.length, 1);
  });

  it('of a task that both see finish are loaded by the one that tells', async () => {
    const clock = new HandClock(start);
    const first = await open({ clock });
    const key = await first.addFinished('a', link());
    const second = await open({ clock });
    const announcers = [first, second].map(({ copies, list, log, store }) => {
      const attention = new Attention(Promise.resolve(store), new HandFocus(true), clock, log);
      const announcer = new Announcer(list, attention, clock, log);
      announcer.onDidAnnounce(({ finished }) => copies.finished(finished.map((task) => task.key)));
      announcer.noteAll();
      return announcer;
    });
    await clock.advance(gatherMs);
    await Promise.all(announcers.map((announcer) => announcer.tell(true)));
    await first.until(() => first.state(key).state === 'kept');
    await second.until(() => second.state(key).state === 'kept');
    assert.equal(cdn.requests.length, 1);
  });

  it('are found by those that did not ask for them', async () => {
    const first = await open();
    const key = await first.addFinished('a', link());
    const second = await open();
    assert.deepEqual(second.state(key), { state: 'none' });
    await first.copies.keep(key, sourceId);
    await second.until(() => second.state(key).state === 'kept');
  });

  it('are waited for no longer when they are cancelled', async () => {
    const clock = new HandClock(start);
    const first = await open({ clock });
    const key = await first.addFinished('a', link());
    const second = await open({ clock });
    cdn.faultMedia('clip.mp4', { hangAfterBytes: 50_000 });
    const one = first.copies.keep(key, sourceId);
    await first.until(() => partBytes() === 50_000);
    const other = second.copies.keep(key, sourceId);
    await second.copies.cancel(key, sourceId);
    assert.deepEqual(await other, { state: 'none' });
    assert.equal(partBytes(), 50_000);
    await first.copies.cancel(key, sourceId);
    await one;
  });

  it('are gone on with by another one when a window is stopped, which lets go when it wakes', async () => {
    const asleep = new HandClock(start);
    const awake = new HandClock(start);
    const deadlines = { headersMs: 5_000, idleMs: 60_000 };
    const first = await open({ clock: asleep, deadlines });
    const key = await first.addFinished('a', link());
    const second = await open({ clock: awake, deadlines });
    cdn.faultMedia('clip.mp4', { hangAfterBytes: 50_000 }, { hangAfterBytes: 30_000 });
    const one = first.copies.keep(key, sourceId);
    await first.until(() => partBytes() === 50_000);
    const other = second.copies.keep(key, sourceId);
    await second.until(() => second.state(key).state === 'queued');
    await awake.advance(leaseMs);
    await second.until(() => partBytes() === 80_000);
    assert.equal(cdn.requests[1]?.headers.range, 'bytes=50000-');
    asleep.set(awake.now());
    await asleep.advance(leaseMs / 3);
    assert.deepEqual(await one, { state: 'none' });
    assert.equal(partBytes(), 80_000);
    cdn.clearFaults();
    await second.copies.stop();
    await other;
    const third = await open();
    await third.copies.keep(key, sourceId);
    assertKept(third, key);
    assert.equal(cdn.requests[2]?.headers.range, 'bytes=80000-');
  });

  it('K07 killed in the middle leave a part that the next window goes on with', async () => {
    const window = await open();
    const key = await window.addFinished('a', link());
    const clock = new HandClock(Date.now());
    cdn.faultMedia('clip.mp4', { drip: { bytesPerSecond: 400_000 }, forever: true });
    const killedAt: number[] = [];
    for (const bytes of [10_000, 60_000, 130_000, 200_000]) {
      const child = spawn(
        process.execPath,
        ['--disable-warning=ExperimentalWarning', worker, home.path, key, String(leaseMs * killedAt.length)],
        { stdio: ['ignore', 'ignore', 'inherit'] },
      );
      const gone = once(child, 'close');
      await window.until(() => partBytes() >= bytes);
      child.kill('SIGKILL');
      assert.deepEqual(await gone, [null, 'SIGKILL']);
      killedAt.push(partBytes());
      assert.deepEqual(
        inFolder()
          .map((file) => file.replace(/^[0-9a-f]{48}/, ''))
          .toSorted(),
        ['.json', '.part'],
      );
      assert.deepEqual(window.state(key), { state: 'none' });
    }
    cdn.clearFaults();
    const last = await open({ clock });
    await clock.advance((killedAt.length + 1) * leaseMs);
    await last.copies.keep(key, sourceId);
    assertKept(last, key);
    assert.deepEqual(
      cdn.requests.map(({ headers }) => headers.range),
      [undefined, ...killedAt.map((bytes) => `bytes=${bytes}-`)],
    );
  }).timeout(60_000);

  it('are not made where the windows cannot speak to each other, and the reason is logged', async () => {
    const store = new MemoryTaskStore();
    store.shared = () => Promise.reject(new Error('read-only'));
    const window = await open({ store });
    const key = await window.addFinished('a', link());
    const problem = { kind: 'storage' };
    assert.deepEqual(await window.copies.keep(key, sourceId), { state: 'failed', problem });
    assert.deepEqual([cdn.requests.length, window.log.lines.length], [0, 1]);
  });
});
