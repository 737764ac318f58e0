import { commands, type Disposable } from 'vscode';
import { DisposableStore } from '../../domain/disposable.ts';
import { groupings } from '../tree/nodes.ts';
import { registerCommand, type Desk } from './command.ts';

/** How the list looks, and where to look further. */
export function registerViewCommands(desk: Desk): Disposable {
  const { settings } = desk.parts;
  const store = new DisposableStore();
  for (const grouping of groupings) {
    store.add(registerCommand(desk, `groupBy.${grouping}`, () => settings.write('tree.groupBy', grouping)));
  }
  store.add(
    registerCommand(desk, 'showMore', async (list) => {
      if (typeof list === 'string') {
        desk.view.showMore(list);
      }
    }),
  );
  store.add(registerCommand(desk, 'hideStatusBar', () => settings.write('statusBar.show', 'never')));
  store.add(registerCommand(desk, 'showLog', async () => desk.showLog()));
  store.add(
    registerCommand(desk, 'openSettings', async () => {
      await commands.executeCommand('workbench.action.openSettings', '@ext:video-tasks.video-tasks');
    }),
  );
  store.add(
    registerCommand(desk, 'openWalkthrough', async () => {
      await commands.executeCommand('workbench.action.openWalkthrough', 'video-tasks.video-tasks#start');
    }),
  );
  return store;
}
