import { commands, Uri } from 'vscode';
import { DisposableStore, type Disposable } from '../domain/disposable.ts';
import { guarded } from '../domain/guarded.ts';
import { bestRendition } from '../domain/transition.ts';
import type { Verb } from '../protocol/state.ts';
import { registerActiveResponse } from './activeResponse.ts';
import { registerAddTask } from './commands/addTask.ts';
import { registerChangeProvider } from './commands/changeProvider.ts';
import { registerCheckTask } from './commands/checkTask.ts';
import { told, type Desk } from './commands/command.ts';
import { registerCompare } from './commands/compare.ts';
import { registerCopy } from './commands/copy.ts';
import { registerExportTasks } from './commands/exportTasks.ts';
import { registerImportTasks } from './commands/importTasks.ts';
import { registerLocalCopies } from './commands/localCopies.ts';
import { registerOpen } from './commands/open.ts';
import { openFile, registerOpenSavedResponse } from './commands/openSavedResponse.ts';
import { registerQueryTask } from './commands/queryTask.ts';
import { registerRemove } from './commands/remove.ts';
import { registerRemoveApiKey } from './commands/removeApiKey.ts';
import { registerRename } from './commands/rename.ts';
import { registerSaving } from './commands/saving.ts';
import { registerSetApiKey } from './commands/setApiKey.ts';
import { registerSetBaseUrl } from './commands/setBaseUrl.ts';
import { registerShowRaw } from './commands/showRaw.ts';
import { registerViewCommands } from './commands/view.ts';
import { registerWatching } from './commands/watching.ts';
import { registerKeyContext } from './keyContext.ts';
import { registerNotifications } from './notify.ts';
import { performVerb } from './panel/verbs.ts';
import { Panels } from './panel/panels.ts';
import { keysOf, type PanelSource } from './panel/source.ts';
import type { Shown } from './panel/video.ts';
import type { Parts } from './parts.ts';
import { registerStatusBar } from './statusBar/statusBar.ts';
import { registerTaskView } from './tree/view.ts';

const registrations: readonly ((desk: Desk) => Disposable)[] = [
  registerAddTask,
  registerChangeProvider,
  registerCheckTask,
  registerCompare,
  registerCopy,
  registerExportTasks,
  registerImportTasks,
  registerLocalCopies,
  registerOpen,
  registerOpenSavedResponse,
  registerQueryTask,
  registerRemove,
  registerRemoveApiKey,
  registerRename,
  registerSaving,
  registerSetApiKey,
  registerSetBaseUrl,
  registerShowRaw,
  registerViewCommands,
  registerWatching,
];

/** Puts everything a person sees into place. */
export function registerUi(parts: Parts, extension: Uri, showLog: () => void): Disposable {
  const store = new DisposableStore();
  const view = store.add(registerTaskView(parts));
  const perform = (verb: Verb, source: PanelSource, shown: Shown): void =>
    void told(desk, verb, () => performVerb(desk, verb, source, shown));
  const panels = store.add(
    new Panels({ parts, extension, perform, watched }, async (uri) => {
      const opened = await openFile(parts, Uri.parse(uri));
      return 'source' in opened ? opened.source : undefined;
    }),
  );
  const desk: Desk = { parts, panels, view, answers: new Map(), showLog };
  function watched(source: PanelSource): void {
    const keys = keysOf(source).filter((key) => bestRendition(parts.list.details(key)) !== undefined);
    guarded(parts.log, 'watched', parts.tracker.setWatched(keys, true));
  }
  for (const register of registrations) {
    store.add(register(desk));
  }
  store.add(registerActiveResponse(parts));
  store.add(registerKeyContext(parts));
  store.add(registerStatusBar(parts));
  store.add(
    registerNotifications(parts, {
      open: (key, play) => void commands.executeCommand(play ? 'videoTasks.play' : 'videoTasks.open', key),
      showList: () => void commands.executeCommand('videoTasks.tasks.focus'),
      setKey: (provider) => void commands.executeCommand('videoTasks.setApiKey', provider),
      isLookedAt: (key) => panels.isLookedAt(key),
    }),
  );
  return store;
}
