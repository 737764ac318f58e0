import { mkdir } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../../src/domain/ports.ts';
import type { StoreOptions } from '../../src/store/database.ts';
import { openTaskStore } from '../../src/store/openStore.ts';
import { rowOf } from './rows.ts';

const complain = (message: string, detail?: unknown): void => console.error(message, detail);
const log: Log = { debug() {}, info() {}, warn: complain, error: complain };

/** How the benchmarks open a store. */
export const storeOptions: StoreOptions = { log, wait: (ms) => delay(ms), random: () => 0.5 };

/** Fills the store of a folder with ended tasks, of which the newest `running` still run. `now` is epoch ms. */
export async function fillStore(folder: string, count: number, running: number, now: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  const { store } = await openTaskStore(folder, storeOptions);
  await store.merge(Array.from({ length: count }, (_, number) => rowOf(number, now, number < running)));
  store.close();
}
