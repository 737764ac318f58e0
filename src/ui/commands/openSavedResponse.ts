import { commands, Position, Range, Uri, window, workspace, type Disposable } from 'vscode';
import { badLine } from '../../domain/badLine.ts';
import { DisposableStore } from '../../domain/disposable.ts';
import { guarded } from '../../domain/guarded.ts';
import { fileName } from '../fileName.ts';
import type { PanelSource } from '../panel/source.ts';
import type { Parts } from '../parts.ts';
import { complain } from '../notify.ts';
import { t } from '../words.ts';
import { registerCommand, type Desk } from './command.ts';

const mostBytes = 4 * 1024 * 1024;

/** Why a file cannot be opened as a saved response, or what a panel shows of it. `line`: from 1. */
export type Opened =
  | { readonly source: PanelSource }
  | { readonly problem: 'gone' | 'tooLarge' | 'noTask' }
  | { readonly problem: 'notJson'; readonly line: number };

type Problem = Exclude<Opened, { source: unknown }>;

async function readFile(uri: Uri): Promise<string | Problem> {
  try {
    const { size } = await workspace.fs.stat(uri);
    return size > mostBytes
      ? { problem: 'tooLarge' }
      : new TextDecoder().decode(await workspace.fs.readFile(uri));
  } catch {
    return { problem: 'gone' };
  }
}

/** Reads a saved answer from a file of at most 4 MB; `unsaved` is what an editor holds in its place. */
export async function openFile(parts: Parts, uri: Uri, unsaved?: string): Promise<Opened> {
  const answer = unsaved ?? (await readFile(uri));
  if (typeof answer !== 'string') {
    return answer;
  }
  // A file that has grown, or a file system that does not tell sizes.
  if (answer.length > mostBytes) {
    return { problem: 'tooLarge' };
  }
  const reading = parts.readText(answer);
  if (reading?.kind !== 'task') {
    const line = reading === undefined ? badLine(answer) : undefined;
    return line === undefined ? { problem: 'noTask' } : { problem: 'notJson', line };
  }
  const snapshot = { ...parts.snapshot(reading), answer };
  const { response, video } = parts.sample;
  const own = uri.toString() === response.toString() ? { video: video.fsPath } : {};
  return { source: { kind: 'file', uri: uri.toString(), snapshot, ...own } };
}

/** Says why a file was not opened, and leads to what helps. */
async function explain(uri: Uri, opened: Problem): Promise<void> {
  const name = fileName(uri);
  switch (opened.problem) {
    case 'gone':
      await complain(t('{0} cannot be read.', name));
      return;
    case 'tooLarge':
      await complain(t('{0} is too large for a task response (4 MB at most).', name));
      return;
    case 'notJson': {
      const show = t('Open File');
      const at = new Position(opened.line - 1, 0);
      if ((await complain(t('{0} is not valid JSON (line {1}).', name, opened.line), show)) === show) {
        await window.showTextDocument(uri, { selection: new Range(at, at) });
      }
      return;
    }
    case 'noTask': {
      const choose = t('Choose Another File...');
      if ((await complain(t('{0} does not look like a task response.', name), choose)) === choose) {
        await commands.executeCommand('videoTasks.openSavedResponse');
      }
    }
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

async function open(desk: Desk, uri: Uri, unsaved?: string): Promise<void> {
  const opened = await openFile(desk.parts, uri, unsaved);
  if ('problem' in opened) {
    guarded(desk.parts.log, 'openSavedResponse', explain(uri, opened));
  } else {
    desk.panels.open(opened.source, { aside: false, play: false });
  }
}

/** What the person sees of a file in the editor, when that is not in the file yet. */
function unsavedText(uri: Uri): string | undefined {
  const document = window.activeTextEditor?.document;
  return document?.isDirty === true && document.uri.toString() === uri.toString()
    ? document.getText()
    : undefined;
}

/** Opens a saved answer, or the sample that comes with the extension, in a panel, without any request. */
export function registerOpenSavedResponse(desk: Desk): Disposable {
  const store = new DisposableStore();
  store.add(
    registerCommand(desk, 'openSavedResponse', async (target) => {
      const uri = target instanceof Uri ? target : await askForFile();
      if (uri !== undefined) {
        await open(desk, uri, unsavedText(uri));
      }
    }),
  );
  store.add(registerCommand(desk, 'openSample', () => open(desk, desk.parts.sample.response)));
  return store;
}
