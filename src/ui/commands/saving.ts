import { env, Uri, window, workspace, type Disposable } from 'vscode';
import { bundleFiles, fileStem, type BundleFile, type BundleParts } from '../../domain/bundle.ts';
import { subRip, webVtt } from '../../domain/captionFiles.ts';
import { taskTitle } from '../../domain/describe.ts';
import { DisposableStore } from '../../domain/disposable.ts';
import { plainText } from '../../domain/plainText.ts';
import type { PublicFile } from '../../domain/ports.ts';
import type { Task } from '../../domain/task.ts';
import { fileName } from '../fileName.ts';
import { complain, tell } from '../notify.ts';
import type { Content } from '../panel/source.ts';
import { t } from '../words.ts';
import { registerCommand, type Desk } from './command.ts';
import { complainAbout, contentFor, preferredOf, whileLoading, withCopies, type Wanted } from './loading.ts';
import { askForFolder, tasksFor } from './pick.ts';
import { endingOf, saveFile, saveInto } from './saveInto.ts';

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
  await complainAbout([{ ...wanted, problem }], () => saveAs(desk, wanted, uri));
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

async function saveAll(desk: Desk, wanted: readonly Wanted[], folder: Uri): Promise<void> {
  const troubles = await saveInto(desk, t('Save Video As'), wanted, folder);
  await complainAbout(troubles, (failed) => saveAll(desk, failed, folder));
}

async function saveVideos(desk: Desk, tasks: readonly Task[]): Promise<void> {
  const [task, ...more] = tasks;
  if (task === undefined) {
    return;
  }
  if (more.length === 0) {
    await saveVideo(desk, contentFor(desk, task), undefined);
    return;
  }
  const folder = await askForFolder(t('Save Video As'), t('Save'));
  if (folder !== undefined) {
    await saveAll(
      desk,
      tasks.flatMap((each) => preferredOf(desk, contentFor(desk, each))),
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

async function posterOf({ parts }: Desk, { details }: Content): Promise<PublicFile | undefined> {
  const link = details?.variants[0]?.thumbnail;
  return link === undefined ? undefined : parts.images.image(link, AbortSignal.timeout(30_000));
}

function write(uri: Uri, file: BundleFile): Thenable<void> {
  if ('path' in file) {
    return workspace.fs.copy(Uri.file(file.path), uri);
  }
  const bytes = 'text' in file ? new TextEncoder().encode(file.text) : file.bytes;
  return workspace.fs.writeFile(uri, bytes);
}

async function exportInto(
  desk: Desk,
  content: Content,
  parent: Uri,
  videos: BundleParts['videos'],
): Promise<void> {
  const { clock, list, writeList } = desk.parts;
  const { task, details } = content;
  const poster = await posterOf(desk, content);
  const text =
    list.get(task.key) === undefined
      ? writeList([content], clock.now())
      : await list.exportList(clock.now(), new Set([task.key]));
  const folder = Uri.joinPath(parent, `${fileStem(task)}-${clock.now().toString(36)}`);
  await workspace.fs.createDirectory(folder);
  const bundle = { task: text, videos, ...(details && { details }), ...(poster && { poster }) };
  await Promise.all(bundleFiles(bundle).map((file) => write(Uri.joinPath(folder, file.name), file)));
  void tell(t('Exported “{0}”.', plainText(taskTitle(task), 40)));
}

/** Writes video, captions, storyboard, poster and what is known of the task into a new folder; never over what is there. */
export async function exportBundle(desk: Desk, content: Content): Promise<void> {
  const title = t('Export Bundle');
  const parent = await askForFolder(title, t('Export'));
  if (parent !== undefined) {
    await withCopies(desk, title, preferredOf(desk, content), (kept) =>
      exportInto(
        desk,
        content,
        parent,
        kept.map(({ variant, path, bytes }) => ({ variant, copy: { name: '', path, bytes, keptAt: 0 } })),
      ),
    );
  }
}

/** The commands that take a result elsewhere. */
export function registerSaving(desk: Desk): Disposable {
  const store = new DisposableStore();
  const addAll = (name: string, title: string, run: (tasks: readonly Task[]) => Promise<void>): void => {
    store.add(
      registerCommand(desk, name, async (...args) =>
        run(await tasksFor(desk, args, title, ({ playable }) => playable)),
      ),
    );
  };
  const add = (name: string, title: string, run: (content: Content) => Promise<void>): void =>
    addAll(name, title, async ([task]) => task && run(contentFor(desk, task)));
  addAll('saveVideo', t('Save Video As'), (tasks) => saveVideos(desk, tasks));
  add('saveCaptions', t('Save Captions'), (content) => saveCaptions(content, 0));
  add('exportBundle', t('Export Bundle'), (content) => exportBundle(desk, content));
  add('openDefaultPlayer', t('Open in Default Player'), (content) =>
    openInDefaultPlayer(desk, content, undefined),
  );
  return store;
}
