// A window that is reloaded again and again: the new process works before the old one has ended.
import { startGateway } from '../../gateway/gateway.ts';
import { providerAt, type Fleet, type Member } from './fleet.ts';
import type { Trackable } from './hands.ts';
import { openReader } from './reader.ts';
import { watchTraffic, type Arrival } from './traffic.ts';

export interface Reloads {
  readonly arrivals: readonly Arrival[];
  /** When each window was closed, epoch ms. */
  readonly closings: ReadonlyMap<string, number>;
  /** How the windows ended. */
  readonly ends: readonly unknown[];
  readonly tasks: number;
}

const origins = 3;
const tasks = 4;

/** Reloads a window and kills it instead every fourth time. Rejects when that has cost a provider more than one window costs. */
export async function reload(fleet: Fleet, times: number): Promise<Reloads> {
  const traffic = watchTraffic(fleet.name);
  const gateways = await Promise.all(Array.from({ length: origins }, () => startGateway()));
  const providers = gateways.map(({ origin }, n) => providerAt(origin, `origin-${n}`));
  const tracks = gateways.flatMap((gateway, n) =>
    Array.from({ length: tasks }, (_, m): Trackable => {
      const id = `reload-${m}`;
      gateway.addTask({ id, format: 'unified', timeline: { queuedMs: 0, runningMs: 2_000 * m } });
      return [`origin-${n}`, id];
    }),
  );
  const open = (): Member => fleet.start({ job: 'window', seed: 0, focused: true, providers, tracks });
  const ends: Promise<unknown>[] = [];
  const closings = new Map<string, number>();
  let current = open();
  await current.ready;
  for (let n = 1; n <= times; n += 1) {
    const next = open();
    await next.ready;
    closings.set(current.name, Date.now());
    if (n % 4 === 0) {
      current.kill();
    }
    ends.push(current.end());
    current = next;
  }
  const reader = await openReader(fleet.folder);
  await reader.ended(tracks.map(([provider, id]) => `${provider}/${id}`));
  reader.close();
  ends.push(current.end());
  const ended = await Promise.all(ends);
  traffic.dispose();
  await Promise.all(gateways.map((gateway) => gateway.close()));
  return { arrivals: traffic.arrivals, closings, ends: ended, tasks: tracks.length };
}
