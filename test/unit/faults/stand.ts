// The engine with its real client before a real gateway. Only the time of the engine is in the hands of a test.
import type { HttpResult, TaskStore } from '../../../src/domain/ports.ts';
import type { StatusRequest } from '../../../src/domain/provider.ts';
import { createApiClient } from '../../../src/net/apiClient.ts';
import type { Deadlines, Fetch } from '../../../src/net/httpGet.ts';
import { demoKey, startGateway, type Gateway, type GatewayOptions } from '../../gateway/gateway.ts';
import { HandClock, settled } from '../engine/clock.ts';
import { HandLog, provider, rig, ScriptedClient, start, type Rig } from '../engine/rig.ts';
import { startFront, type Front } from './front.ts';

export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;

/** The task that most tests track. */
export const id = 'video_1';

/** Asks over the network, and knows how many answers are still to come. */
export class RealClient extends ScriptedClient {
  readonly #clock: HandClock;
  /** Requests whose answer has not come. */
  pending = 0;
  /** The usual ones where absent. */
  deadlines: Deadlines | undefined;
  fetchImpl: Fetch | undefined;

  constructor(clock: HandClock) {
    super(clock);
    this.#clock = clock;
  }

  override async ask(request: StatusRequest, signal: AbortSignal): Promise<HttpResult> {
    const { href, pathname } = request.url;
    const asked = pathname.slice(pathname.lastIndexOf('/') + 1);
    this.onAsk();
    this.asked.push({ id: asked, at: this.#clock.now() - start, url: href });
    const client = createApiClient({
      keys: { get: async () => ({ state: 'ready', key: demoKey }) },
      userAgent: 'VideoTasks/0.0.0',
      log: new HandLog(),
      ...(this.deadlines && { deadlines: this.deadlines }),
      ...(this.fetchImpl && { fetchImpl: this.fetchImpl }),
    });
    this.pending += 1;
    try {
      return await client.ask(request, signal);
    } finally {
      this.pending -= 1;
    }
  }
}

/** Deadlines for answers that will not come. */
export const soon: Deadlines = { headersMs: 40, totalMs: 80 };

/** Resolves when no request is out, and what their answers have started has gone as far as it can. */
export async function quiet({ pending }: { readonly pending: () => number }): Promise<void> {
  for (let calm = 0; calm < 2;) {
    await settled();
    calm = pending() === 0 ? calm + 1 : 0;
  }
}

export interface StandOptions extends Omit<GatewayOptions, 'now' | 'mediaOrigin'> {
  /** How far the clock of the gateway is ahead of ours, ms. */
  readonly aheadMs?: number;
  /** The stores of the windows; one window with a store of its own where absent. */
  readonly stores?: readonly TaskStore[];
}

/** Windows before a gateway. */
export interface Stand {
  readonly gateway: Gateway;
  readonly client: RealClient;
  readonly clock: HandClock;
  /** The first window. */
  readonly window: Rig;
  readonly windows: readonly Rig[];
  /** Lets the time pass. No time passes while a request is out. */
  advance(ms: number): Promise<void>;
  /** Tracks tasks in the first window. */
  track(...ids: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** Starts a gateway and windows that poll it; the gateway holds one task, which is running. */
export async function startStand({
  aheadMs = 0,
  stores = [],
  ...options
}: StandOptions = {}): Promise<Stand> {
  const clock = new HandClock(start);
  const client = new RealClient(clock);
  const gateway = await startGateway({
    ...options,
    now: () => clock.now() + aheadMs,
    // Links to this machine are refused where the settings do not allow them.
    mediaOrigin: 'https://cdn.test',
  });
  gateway.addTask({ id, format: 'unified' });
  gateway.setStatus(id, 'running', 0.4);
  const first = rig({ clock, client, ...(stores[0] && { store: stores[0] }) });
  const windows = [first, ...stores.slice(1).map((store) => rig({ clock, client, store }))];
  for (const { settings } of windows) {
    settings.all = [provider('relay', { baseUrl: gateway.origin })];
  }
  const calm = async (): Promise<void> => quiet({ pending: () => client.pending });
  return {
    gateway,
    client,
    clock,
    window: first,
    windows,
    advance: async (ms) => {
      const end = clock.now() + ms;
      await calm();
      for (let { rings } = clock; rings !== undefined && rings <= end; { rings } = clock) {
        await clock.advance(Math.max(0, rings - clock.now()));
        await calm();
      }
      await clock.advance(end - clock.now());
    },
    track: async (...ids) => {
      await first.track(...ids);
      await calm();
    },
    close: async () => {
      for (const { poller } of windows) {
        poller.dispose();
      }
      await calm();
      await gateway.close();
    },
  };
}

/** A stand whose windows reach the gateway through a front, and whose task is known to run. */
export async function startFronted(): Promise<Stand & { readonly front: Front }> {
  const stand = await startStand();
  const front = await startFront(Number(new URL(stand.gateway.origin).port), () => stand.clock.now());
  stand.window.settings.all = [provider('relay', { baseUrl: `http://${front.host}` })];
  await stand.track(id);
  await stand.advance(4 * second);
  const close = async (): Promise<void> => {
    await stand.close();
    await front.close();
  };
  return { ...stand, front, close };
}
