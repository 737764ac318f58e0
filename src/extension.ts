// The composition root: knows everyone, decides nothing.
import { l10n, Uri, type ExtensionContext } from 'vscode';
import type { VideoTasksApi } from './api.d.ts';
import { DisposableStore } from './domain/disposable.ts';
import { guarded } from './domain/guarded.ts';
import { checkId } from './domain/ids.ts';
import { parseJson } from './domain/json.ts';
import { redact } from './domain/redact.ts';
import { Announcer } from './engine/announcer.ts';
import type { Wire } from './engine/asker.ts';
import { Copies } from './engine/copies.ts';
import { Attention } from './engine/attention.ts';
import { Gate } from './engine/gate.ts';
import { Poller } from './engine/poller.ts';
import { createApi } from './engine/publicApi.ts';
import { query, snapshotOf, type QueryParts } from './engine/query.ts';
import { TaskList } from './engine/taskList.ts';
import { Tracker } from './engine/tracker.ts';
import { readBody } from './formats/readBody.ts';
import { createApiClient } from './net/apiClient.ts';
import { createDownloader } from './net/download.ts';
import { createPublicClient } from './net/publicClient.ts';
import { systemClock as clock, wait } from './platform/clock.ts';
import { WindowFocus } from './platform/focus.ts';
import { cleanKey, SecretKeys } from './platform/keys.ts';
import { OutputLog } from './platform/log.ts';
import {
  booleanSetting,
  objectSetting,
  VSCodeSettings,
  wordSetting,
  writeSetting,
} from './platform/settings.ts';
import { readBaseUrl } from './providers/baseUrl.ts';
import { readProviders } from './providers/declared.ts';
import { knownPaths } from './providers/presets.ts';
import { curlCommand, matchProviders, statusRequest } from './providers/request.ts';
import { CopyFolder } from './store/copyFolder.ts';
import { writeListFile } from './store/listFile.ts';
import { openTaskStore, type OpenedStore } from './store/openStore.ts';
import type { Parts } from './ui/parts.ts';
import { registerUi } from './ui/register.ts';
import { tellAboutStore, tellComplaints } from './ui/startup.ts';
import { registerStoreTrouble } from './ui/storeTrouble.ts';

/** What VS Code has to wait for before it ends: claims are given back and the store is closed. */
const running = new Set<() => Promise<void>>();

/** Registers everything and returns; tasks are loaded and asked for after that. */
export function activate(context: ExtensionContext): VideoTasksApi {
  const started = performance.now();
  const store = new DisposableStore();
  context.subscriptions.push(store);
  const keys = store.add(new SecretKeys(context.secrets, context.globalState, process.env));
  const log = store.add(new OutputLog((text) => redact(text, keys.secrets())));
  const settings = store.add(
    new VSCodeSettings((own) => {
      const { providers, complaints } = readProviders(own);
      tellComplaints(complaints, log);
      return providers;
    }),
  );
  const readText = (text: string, about: { readonly id?: string; readonly base?: string } = {}) => {
    const body = parseJson(text);
    const allowLoopbackHttp = settings.allowLoopbackHttp();
    return body === undefined ? undefined : readBody(body, { ...about, now: clock.now(), allowLoopbackHttp });
  };

  const userAgent = `VideoTasks/${String(context.extension.packageJSON.version)}`;
  const wire: Wire = { client: createApiClient({ keys, userAgent, log }), statusRequest, readText };
  const images = createPublicClient({ allowLoopbackHttp: () => settings.allowLoopbackHttp(), userAgent });

  // Opened after `activate` has returned, so that VS Code does not wait for it.
  const opening = wait(0).then(() =>
    openTaskStore(context.globalStorageUri.fsPath, {
      log,
      wait,
      random: () => clock.random(),
    }),
  );
  const opened = opening.then((result) => result.store);
  const list = new TaskList(opened, log);
  const gate = new Gate(opened, clock, log);
  const focus = store.add(new WindowFocus());
  const attention = store.add(new Attention(opened, focus, clock, log));
  const announcer = new Announcer(list, attention, clock, log);
  const poller = store.add(new Poller({ list, gate, announcer, attention, wire, settings, clock, log }));
  const files = store.add(
    new CopyFolder(Uri.joinPath(context.globalStorageUri, 'copies').fsPath, { log, wait }),
  );
  const copies = new Copies({
    list,
    store: opened,
    gate,
    files,
    downloader: createDownloader({
      keys,
      allowLoopbackHttp: () => settings.allowLoopbackHttp(),
      userAgent,
      log,
    }),
    settings,
    providers: () => settings.providers(),
    renew: (key) => poller.checkNow([key]),
    clock,
    log,
    window: crypto.randomUUID(),
  });
  announcer.onDidAnnounce(({ finished }) => copies.finished(finished.map(({ key }) => key)));
  const tracker = new Tracker({ list, settings, clock, checkId, wake: () => poller.wake() });
  const abort = new AbortController();
  const end = async (): Promise<void> => {
    if (running.delete(end)) {
      abort.abort();
      await Promise.all([poller.stop(), copies.stop()]);
      const tasks = await opened;
      await tasks.catchUp().finally(() => tasks.close());
    }
  };
  running.add(end);
  const queryParts: QueryParts = { wire, gate, clock, log, checkId };
  const shared: Pick<Parts, 'query' | 'readText' | 'snapshot'> = {
    query: (provider, id) => query(queryParts, provider, id, abort.signal),
    readText: (text) => readText(text),
    snapshot: ({ observation }) => snapshotOf('', observation.ids[0] ?? '', observation, clock),
  };

  store.add(keys.onDidChange((origin) => guarded(log, 'revive', poller.revive(origin))));
  store.add(settings.onDidChange(() => poller.wake()));
  store.add({ dispose: () => guarded(log, 'close', end()) });
  store.add(
    registerUi(
      {
        ...shared,
        list,
        gate,
        poller,
        tracker,
        announcer,
        clock,
        log,
        images,
        copies,
        trivia: context.globalState,
        writeList: writeListFile,
        copiesFolder: Uri.joinPath(context.globalStorageUri, 'copies'),
        sample: {
          response: Uri.joinPath(context.extensionUri, 'media', 'sample', 'response.json'),
          video: Uri.joinPath(context.extensionUri, 'media', 'sample', 'video.mp4'),
        },
        settings: Object.assign(settings, {
          boolean: booleanSetting,
          word: wordSetting,
          object: objectSetting,
          write: writeSetting,
        }),
        keys: Object.assign(keys, { clean: cleanKey }),
        curl: (provider, id) => {
          const built = statusRequest(provider, id);
          return built.ok ? curlCommand(built.request) : undefined;
        },
        matchProviders: (place) => matchProviders(settings.providers(), place),
        knownPaths,
        checkBaseUrl: (text, { path }) => readBaseUrl(text, path, settings.allowLoopbackHttp()),
      },
      context.extensionUri,
      () => log.show(),
    ),
  );
  store.add(registerStoreTrouble(list));
  guarded(log, 'open', begin(opening, list, poller));
  guarded(
    log,
    'copies',
    list.ready().then(() => copies.begin()),
  );
  const api = createApi({
    ...shared,
    list,
    tracker,
    poller,
    log,
    t: (message, ...args) => l10n.t(message, ...args),
    providers: () => settings.providers(),
  });
  log.info('Activated', { ms: Math.round((performance.now() - started) * 10) / 10 });
  return api;
}

/** Called before the subscriptions are disposed of; VS Code waits for it, 5 s at most. */
export async function deactivate(): Promise<void> {
  await Promise.all([...running].map((end) => end()));
}

async function begin(opening: Promise<OpenedStore>, list: TaskList, poller: Poller): Promise<void> {
  const opened = await opening;
  await list.ready();
  tellAboutStore(opened);
  poller.wake();
}
