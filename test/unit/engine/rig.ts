// The engine as extension.ts puts it together, with a clock, a provider and settings in the hands of a test.
import { checkId } from '../../../src/domain/ids.ts';
import { Emitter } from '../../../src/domain/event.ts';
import { parseJson } from '../../../src/domain/json.ts';
import type { ApiClient, Focus, HttpResult, Log, Settings, TaskStore } from '../../../src/domain/ports.ts';
import type { Provider, StatusRequest } from '../../../src/domain/provider.ts';
import { Announcer } from '../../../src/engine/announcer.ts';
import { Attention } from '../../../src/engine/attention.ts';
import type { Wire } from '../../../src/engine/asker.ts';
import { Gate } from '../../../src/engine/gate.ts';
import { Poller } from '../../../src/engine/poller.ts';
import { TaskList } from '../../../src/engine/taskList.ts';
import { Tracker } from '../../../src/engine/tracker.ts';
import { readBody } from '../../../src/formats/readBody.ts';
import { statusRequest } from '../../../src/providers/request.ts';
import { MemoryTaskStore } from '../../../src/store/memoryStore.ts';
import { HandClock, settled } from './clock.ts';

export const start = Date.UTC(2026, 10, 21);
export const origin = 'https://gate.test';

export function provider(id: string, more: Partial<Provider> = {}): Provider {
  return {
    id,
    name: id,
    baseUrl: origin,
    path: '/v1/videos/{id}',
    auth: { header: 'Authorization', scheme: 'Bearer' },
    builtin: false,
    ...more,
  };
}

/** An answer of a provider. */
export function answer(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): HttpResult {
  return {
    ok: true,
    answer: { status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) },
  };
}

export const running = (id: string): HttpResult => answer(200, { id, status: 'running', progress: 40 });
export const finished = (id: string): HttpResult =>
  answer(200, { id, status: 'succeeded', video_url: `https://m.test/${id}.mp4` });
export const withoutLink = (id: string): HttpResult => answer(200, { id, status: 'succeeded' });
export const broken = (id: string): HttpResult =>
  answer(200, { id, status: 'failed', error: { message: 'The prompt was refused' } });

/** Gives the answer to the `count`th question for a task, from 1 on. */
export type Script = (id: string, count: number, signal: AbortSignal) => HttpResult | Promise<HttpResult>;

/** A provider that answers as the script says and remembers what it was asked. */
export class ScriptedClient implements ApiClient {
  readonly asked: { readonly id: string; readonly at: number; readonly url: string }[] = [];
  readonly #clock: HandClock;
  script: Script = running;
  /** Hears of every question. */
  onAsk = (): void => {};

  constructor(clock: HandClock) {
    this.#clock = clock;
  }

  async ask({ url }: StatusRequest, signal: AbortSignal): Promise<HttpResult> {
    const id = url.pathname.slice(url.pathname.lastIndexOf('/') + 1);
    this.onAsk();
    this.asked.push({ id, at: this.#clock.now() - start, url: url.href });
    return this.script(id, this.times(id).length, signal);
  }

  /** When a task was asked for, ms after the start. */
  times(id?: string): readonly number[] {
    return this.asked.filter((each) => id === undefined || each.id === id).map(({ at }) => at);
  }
}

/** The settings of a person; everything can be set. */
export class HandSettings implements Settings {
  readonly #changed = new Emitter<void>();
  readonly onDidChange = this.#changed.event;
  all: readonly Provider[] = [provider('relay')];
  isWatching = true;
  interval = 3_000;
  stopAfter = 24 * 3_600_000;

  readonly providers = (): readonly Provider[] => this.all;
  readonly watching = (): boolean => this.isWatching;
  readonly intervalMs = (): number => this.interval;
  readonly stopAfterMs = (): number => this.stopAfter;
  readonly allowLoopbackHttp = (): boolean => false;
}

/** A window that a person turns to and away from. */
export class HandFocus implements Focus {
  readonly #changed = new Emitter<void>();
  readonly onDidChange = this.#changed.event;
  #focused: boolean;

  constructor(focused: boolean) {
    this.#focused = focused;
  }

  readonly focused = (): boolean => this.#focused;

  turn(focused: boolean): void {
    this.#focused = focused;
    this.#changed.fire();
  }
}

/** Remembers warnings and errors. */
export class HandLog implements Log {
  readonly lines: string[] = [];
  readonly debug = (): void => {};
  readonly info = (): void => {};
  readonly warn = (message: string, detail: object = {}): void => {
    this.lines.push(`${message} ${JSON.stringify(detail)}`);
  };
  readonly error = this.warn;
}

export interface RigOptions {
  readonly store?: TaskStore;
  readonly clock?: HandClock;
  readonly client?: ScriptedClient;
  /** Whether the person looks at this window; default true. */
  readonly focused?: boolean;
}

/** One window. Nothing polls until something wakes it. */
export function rig({
  store = new MemoryTaskStore(),
  clock = new HandClock(start),
  client = new ScriptedClient(clock),
  focused = true,
}: RigOptions = {}) {
  const settings = new HandSettings();
  const log = new HandLog();
  const opened = Promise.resolve(store);
  const readText: Wire['readText'] = (text, context) => {
    const body = parseJson(text);
    return body === undefined
      ? undefined
      : readBody(body, { ...context, now: clock.now(), allowLoopbackHttp: false });
  };
  const wire: Wire = { client, statusRequest, readText };
  const list = new TaskList(opened, log);
  const gate = new Gate(opened, clock, log);
  const focus = new HandFocus(focused);
  const attention = new Attention(opened, focus, clock, log);
  const announcer = new Announcer(list, attention, clock, log);
  const poller = new Poller({ list, gate, announcer, attention, wire, settings, clock, log });
  const tracker = new Tracker({ list, settings, clock, checkId, wake: () => poller.wake() });
  const told: string[][] = [];
  announcer.onDidAnnounce((each) =>
    told.push([
      ...(each.away ? ['while away'] : []),
      ...[...each.finished, ...each.failed].map(({ id, status }) => `${id} ${status}`),
    ]),
  );
  return {
    store,
    clock,
    client,
    settings,
    log,
    focus,
    attention,
    wire,
    list,
    gate,
    announcer,
    poller,
    tracker,
    /** The announcements so far: what each one told. */
    told,
    /** Tracks tasks of the first provider. */
    track: async (...ids: readonly string[]): Promise<void> => {
      for (const id of ids) {
        await tracker.track('relay', id);
      }
      await settled();
    },
    task: (id: string) => list.get(`relay/${id}`),
  };
}

export type Rig = ReturnType<typeof rig>;
