import { Uri, window, workspace, type Disposable } from 'vscode';
import type { ReadList } from '../../domain/ports.ts';
import type { Imported } from '../../engine/tracker.ts';
import { fileName } from '../fileName.ts';
import { complain, tell } from '../notify.ts';
import type { Parts } from '../parts.ts';
import { t } from '../words.ts';
import { registerCommand, type Desk } from './command.ts';

const mostBytes = 64 * 1024 * 1024;

async function askForFile(): Promise<Uri | undefined> {
  const picked = await window.showOpenDialog({
    title: t('Import Tasks'),
    filters: { JSON: ['json'] },
    canSelectMany: false,
  });
  return picked?.[0];
}

async function readFile(uri: Uri): Promise<string | undefined> {
  try {
    const { size } = await workspace.fs.stat(uri);
    return size > mostBytes ? '' : new TextDecoder().decode(await workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}

function sentence({ added, known, leftOut }: Imported, { unreadable }: ReadList): string {
  const sentences = [
    added === 1
      ? t('Added 1 task, {0} were already in the list.', known)
      : t('Added {0} tasks, {1} were already in the list.', added, known),
    leftOut === 0 ? '' : t('The list is full. Tasks left out: {0}.', leftOut),
    unreadable === 0 ? '' : t('Tasks that could not be read: {0}.', unreadable),
  ];
  return sentences.filter((each) => each !== '').join(' ');
}

async function importTasks({ list, settings, tracker }: Parts, target: unknown): Promise<void> {
  const uri = target instanceof Uri ? target : await askForFile();
  if (uri === undefined) {
    return;
  }
  const text = await readFile(uri);
  if (text === undefined) {
    void complain(t('{0} cannot be read.', fileName(uri)));
    return;
  }
  const read = await list.readList(text, settings.allowLoopbackHttp());
  if (read === undefined) {
    void complain(t('{0} is not a list of tasks.', fileName(uri)));
    return;
  }
  const imported = await tracker.importTasks(read.tasks);
  void tell(sentence(imported, read));
}

/** Adds the tasks of a file to the list. */
export function registerImportTasks(desk: Desk): Disposable {
  return registerCommand(desk, 'importTasks', (target) => importTasks(desk.parts, target));
}
