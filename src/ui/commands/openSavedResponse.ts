import { Uri, window, workspace, type Disposable } from 'vscode';
import { DisposableStore } from '../../domain/disposable.ts';
import { fileName } from '../fileName.ts';
import type { PanelSource } from '../panel/source.ts';
import type { Parts } from '../parts.ts';
import { complain } from '../notify.ts';
import { t } from '../words.ts';
import { registerCommand, type Desk } from './command.ts';

const mostBytes = 4 * 1024 * 1024;

/** Why a file cannot be opened as a saved response, or what a panel shows of it. */
export type Opened =
  { readonly source: PanelSource } | { readonly problem: 'gone' | 'tooLarge' | 'notJson' | 'noTask' };

/** Reads a saved answer from a file. */
export async function openFile(parts: Parts, uri: Uri): Promise<Opened> {
  const bytes = await workspace.fs.readFile(uri).then(
    (content) => content,
    () => undefined,
  );
  if (bytes === undefined) {
    return { problem: 'gone' };
  }
  if (bytes.byteLength > mostBytes) {
    return { problem: 'tooLarge' };
  }
  const answer = new TextDecoder().decode(bytes);
  const reading = parts.readText(answer);
  if (reading?.kind !== 'task') {
    return { problem: reading === undefined ? 'notJson' : 'noTask' };
  }
  const snapshot = { ...parts.snapshot(reading), answer };
  const { response, video } = parts.sample;
  const own = uri.toString() === response.toString() ? { video: video.fsPath } : {};
  return { source: { kind: 'file', uri: uri.toString(), snapshot, ...own } };
}

function problemOf(problem: Extract<Opened, { problem: unknown }>['problem'], name: string): string {
  switch (problem) {
    case 'gone':
      return t('{0} cannot be read.', name);
    case 'tooLarge':
      return t('{0} is too large for a task response (4 MB at most).', name);
    case 'notJson':
      return t('{0} is not valid JSON.', name);
    case 'noTask':
      return t('{0} does not look like a task response.', name);
  }
}

async function askForFile(): Promise<Uri | undefined> {
  const picked = await window.showOpenDialog({
    title: t('Open Saved Response'),
    filters: { JSON: ['json'] },
    canSelectMany: false,
  });
  return picked?.[0];
}

async function open(desk: Desk, uri: Uri): Promise<void> {
  const opened = await openFile(desk.parts, uri);
  if ('problem' in opened) {
    void complain(problemOf(opened.problem, fileName(uri)));
  } else {
    desk.panels.open(opened.source, { aside: false, play: false });
  }
}

/** Opens a saved answer, or the sample that comes with the extension, in a panel, without any request. */
export function registerOpenSavedResponse(desk: Desk): Disposable {
  const store = new DisposableStore();
  store.add(
    registerCommand(desk, 'openSavedResponse', async (target) => {
      const uri = target instanceof Uri ? target : await askForFile();
      if (uri !== undefined) {
        await open(desk, uri);
      }
    }),
  );
  store.add(registerCommand(desk, 'openSample', () => open(desk, desk.parts.sample.response)));
  return store;
}
