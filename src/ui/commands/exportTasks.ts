import { Uri, window, workspace, type Disposable } from 'vscode';
import { fileName } from '../fileName.ts';
import { complain, tell } from '../notify.ts';
import type { Parts } from '../parts.ts';
import { t } from '../words.ts';
import { registerCommand, type Desk } from './command.ts';

/** `now` is epoch ms; the day is that of the person. */
function defaultName(now: number): string {
  // Swedish writes dates as file names want them.
  return `video-tasks-${new Intl.DateTimeFormat('sv-SE').format(now)}.json`;
}

async function exportTasks({ clock, list, log }: Parts): Promise<void> {
  await list.ready();
  const count = list.all().length;
  if (count === 0) {
    void tell(t('There are no tasks to export.'));
    return;
  }
  const now = clock.now();
  const [folder] = workspace.workspaceFolders ?? [];
  const uri = await window.showSaveDialog({
    title: t('Export Tasks'),
    defaultUri: Uri.joinPath(folder?.uri ?? Uri.file('/'), defaultName(now)),
    filters: { JSON: ['json'] },
  });
  if (uri === undefined) {
    return;
  }
  const text = await list.exportList(now);
  try {
    await workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  } catch (error) {
    log.warn('The list could not be exported', { error: String(error) });
    void complain(t('{0} cannot be written.', fileName(uri)));
    return;
  }
  void tell(count === 1 ? t('Exported 1 task.') : t('Exported {0} tasks.', count));
}

/** Writes the whole list to a file of the person's choice. */
export function registerExportTasks(desk: Desk): Disposable {
  return registerCommand(desk, 'exportTasks', () => exportTasks(desk.parts));
}
