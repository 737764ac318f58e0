// A window as extension.ts puts it together, but for VS Code: the real store, engine, client and clock.
import { checkId } from '../../../src/domain/ids.ts';
import { Emitter } from '../../../src/domain/event.ts';
import { parseJson } from '../../../src/domain/json.ts';
import type { Focus, Settings } from '../../../src/domain/ports.ts';
import type { Provider } from '../../../src/domain/provider.ts';
import { hour, second } from '../../../src/domain/schedule.ts';
import { Announcer } from '../../../src/engine/announcer.ts';
import type { Wire } from '../../../src/engine/asker.ts';
import { Attention } from '../../../src/engine/attention.ts';
import { Gate } from '../../../src/engine/gate.ts';
import { Poller } from '../../../src/engine/poller.ts';
import { TaskList } from '../../../src/engine/taskList.ts';
import { Tracker } from '../../../src/engine/tracker.ts';
import { readBody } from '../../../src/formats/readBody.ts';
import { createApiClient } from '../../../src/net/apiClient.ts';
import { systemClock as clock, wait } from '../../../src/platform/clock.ts';
import { statusRequest } from '../../../src/providers/request.ts';
import { openTaskStore } from '../../../src/store/openStore.ts';
import { demoKey } from '../../gateway/gateway.ts';
import type { JournalFile } from './journal.ts';

export interface WindowOptions {
  /** Of the store. */
  readonly folder: string;
  /** Goes with every request, so that the provider can tell who asks. */
  readonly name: string;
  readonly focused: boolean;
  readonly providers: readonly Provider[];
  /** Hears of a task that is claimed, right before it is asked for. */
  readonly onClaim?: (id: string) => void;
}

/** Opens a window; it polls when the promise resolves. What it tells is noted before anything else happens. */
export async function openWindow(options: WindowOptions, journal: JournalFile) {
  const log = journal.log();
  const silent = new Emitter<void>().event;
  const settings: Settings = {
    onDidChange: silent,
    providers: () => options.providers,
    watching: () => true,
    intervalMs: () => 3 * second,
    stopAfterMs: () => 24 * hour,
    allowLoopbackHttp: () => true,
  };
  const focus: Focus = { focused: () => options.focused, onDidChange: silent };
  const wire: Wire = {
    client: createApiClient({
      keys: { get: async () => ({ state: 'ready', key: demoKey }) },
      userAgent: options.name,
      log,
    }),
    statusRequest: (provider, id) => {
      options.onClaim?.(id);
      return statusRequest(provider, id);
    },
    readText: (text, about) => {
      const body = parseJson(text);
      return body === undefined
        ? undefined
        : readBody(body, { ...about, now: clock.now(), allowLoopbackHttp: true });
    },
  };
  const opened = openTaskStore(options.folder, { log, wait, random: () => clock.random() });
  const opening = opened.then(({ store }) => store);
  const list = new TaskList(opening, log);
  const gate = new Gate(opening, clock, log);
  const attention = new Attention(opening, focus, clock, log);
  const announcer = new Announcer(list, attention, clock, log);
  announcer.onDidAnnounce(({ finished, failed }) => {
    for (const { key } of [...finished, ...failed]) {
      journal.note({ is: 'told', key });
    }
  });
  const poller = new Poller({ list, gate, announcer, attention, wire, settings, clock, log });
  const tracker = new Tracker({ list, settings, clock, checkId, wake: () => poller.wake() });
  const { mode, repaired } = await opened;
  await list.ready();
  if (mode !== 'normal' || repaired() !== undefined) {
    throw new Error(`opened as ${mode}, ${JSON.stringify(repaired())}`);
  }
  poller.wake();
  return {
    list,
    tracker,
    /** Ends as the extension does when its window is closed. */
    close: async (): Promise<void> => {
      await poller.stop();
      const store = await opening;
      await store.catchUp().finally(() => store.close());
      attention.dispose();
    },
  };
}

export type Window = Awaited<ReturnType<typeof openWindow>>;
