import { commands, env, Uri, window, workspace, type Disposable } from 'vscode';
import { fileStem } from '../../domain/bundle.ts';
import { subRip, webVtt } from '../../domain/captionFiles.ts';
import { DisposableStore } from '../../domain/disposable.ts';
import { guarded } from '../../domain/guarded.ts';
import type { Task } from '../../domain/task.ts';
import { fileName } from '../fileName.ts';
import { complain, tell } from '../notify.ts';
import { contentFor, type Content } from '../panel/source.ts';
import { t } from '../words.ts';
import { exportBundles } from './bundles.ts';
import { registerCommand, type Desk } from './command.ts';
import { complainAbout, preferredOf, whileLoading, withCopies, type Wanted } from './loading.ts';
import { askForFolder, tasksFor } from './pick.ts';
import { endingOf, savedText, saveFile, saveInto } from './saveInto.ts';

function target(task: Task, ending: string): Uri {
  const [folder] = workspace.workspaceFolders ?? [];
  return Uri.joinPath(folder?.uri ?? Uri.file('/'), `${fileStem(task)}${ending}`);
}

/** The file that was named, or the one that the person prefers by their settings; complains when there is none. */
function fileOf(desk: Desk, content: Content, file: string | undefined): Wanted | undefined {
  const id = file ?? preferredOf(desk, content)[0]?.id;
  if (id === undefined) {
    void complain(t('This task has no video link.'));
    return undefined;
  }
  return { task: content.task, id };
}

async function saveAs(desk: Desk, wanted: Wanted, uri: Uri): Promise<void> {
  // The dialog has asked whether a file that is there is to be replaced.
  const problem = await whileLoading(desk, t('Save Video As'), [wanted], () =>
    saveFile(desk.parts, wanted, uri, true),
  );
  if (problem === undefined) {
    void tell(t('Saved {0}.', fileName(uri)));
    return;
  }
  await complainAbout(desk, [{ ...wanted, problem }], () => saveAs(desk, wanted, uri));
}

/** Copies the video to a place of the person's choice, and downloads it first where there is no copy. */
export async function saveVideo(desk: Desk, content: Content, file: string | undefined): Promise<void> {
  const wanted = fileOf(desk, content, file);
  if (wanted === undefined) {
    return;
  }
  const uri = await window.showSaveDialog({
    title: t('Save Video As'),
    defaultUri: target(content.task, endingOf(desk.parts, wanted)),
    filters: { [t('Video')]: ['mp4', 'mov', 'webm', 'mkv', 'gif'] },
  });
  if (uri !== undefined) {
    await saveAs(desk, wanted, uri);
  }
}

async function tellSaved(count: number, folder: Uri): Promise<void> {
  // Only a folder of this computer can be shown by its file manager.
  const show = folder.scheme === 'file' ? [t('Show in Folder')] : [];
  if ((await tell(savedText(count, folder), ...show)) !== undefined) {
    await commands.executeCommand('revealFileInOS', folder);
  }
}

async function saveAll(desk: Desk, wanted: readonly Wanted[], folder: Uri): Promise<void> {
  const troubles = await saveInto(desk, t('Save Video As'), wanted, folder);
  if (troubles.length < wanted.length) {
    guarded(desk.parts.log, 'saved', tellSaved(wanted.length - troubles.length, folder));
  }
  await complainAbout(desk, troubles, (failed) => saveAll(desk, failed, folder));
}

async function saveVideos(desk: Desk, tasks: readonly Task[]): Promise<void> {
  const [task, ...more] = tasks;
  if (task === undefined) {
    return;
  }
  if (more.length === 0) {
    await saveVideo(desk, contentFor(desk.parts, task), undefined);
    return;
  }
  const folder = await askForFolder(t('Save Video As'), t('Save'));
  if (folder !== undefined) {
    await saveAll(
      desk,
      tasks.flatMap((each) => preferredOf(desk, contentFor(desk.parts, each))),
      folder,
    );
  }
}

/** Opens the copy of a video in the program that the person uses for videos. */
export async function openInDefaultPlayer(
  desk: Desk,
  content: Content,
  file: string | undefined,
): Promise<void> {
  const wanted = fileOf(desk, content, file);
  await withCopies(desk, t('Open in Default Player'), wanted ? [wanted] : [], async ([kept]) => {
    if (kept !== undefined) {
      await env.openExternal(Uri.file(kept.path));
    }
  });
}

/** Writes the captions of a variant (its position, from 0) as WebVTT or SubRip, as the person names the file. */
export async function saveCaptions({ task, details }: Content, variant: number): Promise<void> {
  const cues = details?.variants[variant]?.captions ?? [];
  if (cues.length === 0) {
    void complain(t('This task has no captions.'));
    return;
  }
  const uri = await window.showSaveDialog({
    title: t('Save Captions'),
    defaultUri: target(task, '.vtt'),
    filters: { WebVTT: ['vtt'], SubRip: ['srt'] },
  });
  if (uri !== undefined) {
    const text = uri.path.toLowerCase().endsWith('.srt') ? subRip(cues) : webVtt(cues);
    await workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    void tell(t('Saved {0}.', fileName(uri)));
  }
}

/** The commands that take a result elsewhere. */
export function registerSaving(desk: Desk): Disposable {
  const store = new DisposableStore();
  const add = (name: string, title: string, run: (tasks: readonly Task[]) => Promise<void>): void => {
    store.add(
      registerCommand(desk, name, async (...args) =>
        run(await tasksFor(desk, args, title, ({ playable }) => playable)),
      ),
    );
  };
  const addSingle = (name: string, title: string, run: (content: Content) => Promise<void>): void =>
    add(name, title, async ([task, ...more]) => {
      if (more.length > 0) {
        void complain(t('This can be done with one task at a time.'));
      } else if (task !== undefined) {
        await run(contentFor(desk.parts, task));
      }
    });
  add('saveVideo', t('Save Video As'), (tasks) => saveVideos(desk, tasks));
  addSingle('saveCaptions', t('Save Captions'), (content) => saveCaptions(content, 0));
  add('exportBundle', t('Export Bundle'), (tasks) =>
    exportBundles(
      desk,
      tasks.map((task) => contentFor(desk.parts, task)),
    ),
  );
  addSingle('openDefaultPlayer', t('Open in Default Player'), (content) =>
    openInDefaultPlayer(desk, content, undefined),
  );
  return store;
}
