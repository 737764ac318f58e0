// Eight windows on one folder, each in a process of its own, of which any may be killed or stopped at any moment.
import { wait } from '../../../src/platform/clock.ts';
import { startGateway, type Gateway } from '../../gateway/gateway.ts';
import { providerAt, type Fleet, type Member, type Stop } from './fleet.ts';
import type { Trackable } from './hands.ts';
import { openReader } from './reader.ts';
import { watchTraffic, type Arrival } from './traffic.ts';

export interface StormOptions {
  readonly windows: number;
  readonly kills: number;
  readonly stops: number;
  readonly origins: number;
  /** Of each origin, for all windows to track. */
  readonly tasks: number;
  readonly random: () => number;
}

/** What has happened. */
export interface Storm {
  readonly arrivals: readonly Arrival[];
  readonly stops: readonly Stop[];
  /** When which window was killed, epoch ms. */
  readonly kills: readonly { readonly window: string; readonly at: number }[];
  /** How the windows that were not killed ended. */
  readonly ends: readonly unknown[];
  readonly origins: readonly string[];
  readonly pool: readonly string[];
}

/** Longest time between two blows, and for which a window is stopped, ms. */
const calmMs = 250;
const stopMs = 2_500;

async function startGateways(
  count: number,
  tasks: number,
): Promise<readonly { readonly gateway: Gateway; readonly pool: readonly Trackable[] }[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, n) => {
      // The budget is checked when it is known who was stopped when.
      const gateway = await startGateway({ budget: 'none' });
      gateway.faultAll({ delayMs: 40 * n, forever: true });
      const pool = Array.from({ length: tasks }, (_each, m): Trackable => {
        const id = `pool-${n}-${m}`;
        gateway.addTask({
          id,
          format: 'unified',
          timeline: { queuedMs: 0, runningMs: 3_000 * m },
          outcome: m === 1 ? 'failed' : 'succeeded',
        });
        return [`origin-${n}`, id];
      });
      return { gateway, pool };
    }),
  );
}

/** Lets a storm pass over windows; resolves when all tasks have ended and the windows are closed. */
export async function letPass(fleet: Fleet, options: StormOptions): Promise<Storm> {
  const { random } = options;
  const traffic = watchTraffic(fleet.name);
  const gateways = await startGateways(options.origins, options.tasks);
  const providers = gateways.map(({ gateway }, n) => providerAt(gateway.origin, `origin-${n}`));
  const pool = gateways.flatMap((each) => each.pool);
  const members: Member[] = [];
  const kills: { readonly window: string; readonly at: number }[] = [];
  const stops: Stop[] = [];

  const open = (n: number, doomed?: Trackable): void => {
    const focused = random() < 0.5;
    const seed = Math.floor(random() * 2 ** 32);
    members[n] = fleet.start({
      job: 'window',
      seed,
      focused,
      providers,
      hands: { pool, ...(doomed && { doomed }) },
    });
  };
  for (let n = 0; n < options.windows; n += 1) {
    const id = `doomed-${n}`;
    const { gateway } = gateways[n % gateways.length] ?? {};
    gateway?.addTask({ id, format: 'unified', timeline: { queuedMs: 0, runningMs: 6_000 } });
    open(n, [`origin-${n % gateways.length}`, id]);
  }

  /** On a busy machine windows take long to open: blows that hit none of them prove little. */
  const halfWork = async (): Promise<void> => {
    for (;;) {
      const opening = members.filter(({ isReady }) => !isReady);
      if (opening.length <= options.windows / 2) {
        return;
      }
      await Promise.race(opening.map(({ ready }) => ready));
    }
  };
  /** Half of the blows hit a window that is asking; few hit one that has not begun to work. */
  const victim = (): Member | undefined => {
    const { window } = traffic.arrivals.findLast(({ until }) => until === undefined) ?? {};
    const asking = random() < 0.5 ? members.find(({ name }) => name === window) : undefined;
    const working = random() < 0.8 ? members.filter(({ isReady }) => isReady) : [];
    const chosen = working.length === 0 ? members : working;
    return asking ?? chosen[Math.floor(random() * chosen.length)];
  };
  const stopped = new Map<Member, Promise<void>>();
  const stop = async (member: Member, ms: number): Promise<void> => {
    member.stop();
    await wait(ms);
    const passed = member.goOn();
    stopped.delete(member);
    if (passed !== undefined) {
      stops.push(passed);
    }
  };
  const blows = [...Array<'kill'>(options.kills).fill('kill'), ...Array<'stop'>(options.stops).fill('stop')];
  while (blows.length > 0) {
    await wait(random() * calmMs);
    await halfWork();
    const [blow] = blows.splice(Math.floor(random() * blows.length), 1);
    const member = victim();
    if (member === undefined) {
      throw new Error('There is no window');
    }
    if (blow === 'kill') {
      member.kill();
      kills.push({ window: member.name, at: Date.now() });
      open(members.indexOf(member));
    } else if (!stopped.has(member)) {
      stopped.set(member, stop(member, random() * stopMs));
    }
  }
  await Promise.all(stopped.values());
  await Promise.all(members.map(({ ready }) => ready));
  const keys = pool.map(([provider, id]) => `${provider}/${id}`);
  const reader = await openReader(fleet.folder);
  await reader.ended(keys);
  reader.close();
  const ends = await Promise.all(members.map((member) => member.end()));
  traffic.dispose();
  await Promise.all(gateways.map(({ gateway }) => gateway.close()));
  return {
    arrivals: traffic.arrivals,
    stops,
    kills,
    ends,
    origins: gateways.map(({ gateway }) => gateway.origin),
    pool: keys,
  };
}

/** The longest time from a kill until somebody else asked for a task that the killed one was asking for, ms. */
export function longestHandOver({ arrivals, kills }: Storm): number {
  const times = kills.flatMap(({ window, at }) =>
    arrivals
      .filter((each) => each.window === window && !each.answered)
      .flatMap(({ origin, id }) => {
        const next = arrivals.find((each) => each.origin === origin && each.id === id && each.at > at);
        return next === undefined ? [] : [next.at - at];
      }),
  );
  return Math.max(0, ...times);
}
