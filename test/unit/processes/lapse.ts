// Windows that hold a claim when they are killed or stopped: others go on when the claim has lapsed.
import { taskKey } from '../../../src/domain/task.ts';
import { startGateway, type Gateway } from '../../gateway/gateway.ts';
import { providerAt, type Fleet, type Member } from './fleet.ts';
import { openReader, type Reader } from './reader.ts';
import { watchTraffic, type Arrival, type Traffic } from './traffic.ts';

const id = 'held';
const key = taskKey('origin', id);

/** What became of a claim. Times in epoch ms. */
export interface Lapse {
  /** Until when the task was claimed when its holder was stopped or killed. */
  readonly claimedUntil: number;
  readonly stoppedAt: number;
  /** The first request of another window. */
  readonly next: Arrival;
  readonly arrivals: readonly Arrival[];
  /** Whether the claim of that window was there all the time in which it was asking. */
  readonly kept: boolean;
}

interface Scene {
  readonly gateway: Gateway;
  readonly traffic: Traffic;
  readonly reader: Reader;
  readonly open: (more?: { readonly tracks?: true; readonly stopsBefore?: string }) => Member;
}

/** Sets a scene for one task, and clears it away when the window that follows has its answer. */
async function play(
  fleet: Fleet,
  act: (scene: Scene) => Promise<Omit<Lapse, 'arrivals' | 'kept'>>,
): Promise<Lapse> {
  const traffic = watchTraffic(fleet.name);
  const gateway = await startGateway();
  gateway.addTask({ id, format: 'unified' });
  gateway.setStatus(id, 'running', 0.5);
  const reader = await openReader(fleet.folder);
  const providers = [providerAt(gateway.origin, 'origin')];
  const members: Member[] = [];
  const open: Scene['open'] = ({ tracks, ...more } = {}) => {
    const member = fleet.start({
      job: 'window',
      seed: 0,
      focused: false,
      providers,
      ...(tracks && { tracks: [['origin', id]] }),
      ...more,
    });
    members.push(member);
    return member;
  };
  const scene = { gateway, traffic, reader, open };
  const lapse = await act(scene);
  const kept = await watchClaim(scene, lapse.next);
  await Promise.all(members.map((member) => member.end()));
  reader.close();
  traffic.dispose();
  await gateway.close();
  return { ...lapse, kept, arrivals: traffic.arrivals };
}

/** Resolves when what `next` has asked is written: whether its claim was there until then. */
async function watchClaim({ reader }: Scene, next: Arrival): Promise<boolean> {
  let kept = true;
  await reader.until(() => {
    const isHeld = reader.list.get(key)?.claimedUntil !== undefined;
    if (!isHeld && next.until === undefined) {
      kept = false;
    }
    return !isHeld && next.until !== undefined;
  });
  return kept;
}

const claimedUntil = ({ reader }: Scene): number => reader.list.get(key)?.claimedUntil ?? 0;

/** A window is killed while it asks. */
export function kill(fleet: Fleet): Promise<Lapse> {
  return play(fleet, async (scene) => {
    const { gateway, open, reader, traffic } = scene;
    gateway.fault(id, { hang: true });
    await Promise.all([open().ready, open().ready]);
    open({ tracks: true });
    const first = await traffic.first(() => true);
    fleet.member(first.window)?.kill();
    const stoppedAt = Date.now();
    await reader.until(() => claimedUntil(scene) > 0);
    const until = claimedUntil(scene);
    const next = await traffic.first(({ window }) => window !== first.window);
    return { claimedUntil: until, stoppedAt, next };
  });
}

/** A window is stopped while it asks, and goes on when another one asks. The answers wait for both. */
export function stopAsking(fleet: Fleet): Promise<Lapse> {
  return play(fleet, async (scene) => {
    const { gateway, open, reader, traffic } = scene;
    gateway.fault(id, { delayMs: 500 }, { delayMs: 3_000 });
    await Promise.all([open().ready, open().ready]);
    open({ tracks: true });
    const first = await traffic.first(() => true);
    const holder = fleet.member(first.window);
    holder?.stop();
    const stoppedAt = Date.now();
    await reader.until(() => claimedUntil(scene) > 0);
    const until = claimedUntil(scene);
    const next = await traffic.first(({ window }) => window !== first.window);
    await reader.until(() => claimedUntil(scene) > until);
    holder?.goOn();
    return { claimedUntil: until, stoppedAt, next };
  });
}

/** A window is stopped when it has claimed a task and is about to ask, and goes on when another one asks. */
export function stopBeforeAsking(fleet: Fleet): Promise<Lapse> {
  return play(fleet, async (scene) => {
    const { gateway, open, reader, traffic } = scene;
    gateway.fault(id, { delayMs: 3_000 });
    const holder = open({ tracks: true, stopsBefore: id });
    await reader.until(() => claimedUntil(scene) > 0);
    const stoppedAt = Date.now();
    const until = claimedUntil(scene);
    open();
    open();
    const next = await traffic.first(({ window }) => window !== holder.name);
    await reader.until(() => claimedUntil(scene) > until);
    holder.goOn();
    return { claimedUntil: until, stoppedAt, next };
  });
}
