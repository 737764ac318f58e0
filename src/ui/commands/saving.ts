import { env, Uri, window, workspace, type Disposable } from 'vscode';
import { bundleFiles, fileStem, type BundleFile, type BundleParts } from '../../domain/bundle.ts';
import { subRip, webVtt } from '../../domain/captionFiles.ts';
import type { CopyProblem, DiskProblem } from '../../domain/copyPorts.ts';
import { DisposableStore } from '../../domain/disposable.ts';
import type { PublicFile } from '../../domain/ports.ts';
import type { Task } from '../../domain/task.ts';
import { preferredFiles } from '../../domain/videoFiles.ts';
import { copyProblemText } from '../copyProblem.ts';
import { fileName } from '../fileName.ts';
import { complain, tell } from '../notify.ts';
import { t } from '../words.ts';
import { registerCommand, type Desk } from './command.ts';
import { tasksFor } from './pick.ts';

type Problem = CopyProblem | DiskProblem | { readonly kind: 'exists' };

const qualities = ['source', 'md', 'ld', 'smallest'] as const;

function problemText(problem: Problem): string {
  return problem.kind === 'exists' ? t('There is a file of this name already.') : copyProblemText(problem);
}

function target(task: Task, ending: string): Uri {
  const [folder] = workspace.workspaceFolders ?? [];
  return Uri.joinPath(folder?.uri ?? Uri.file('/'), `${fileStem(task)}${ending}`);
}

/** The file that was named, or the one that the person prefers by their settings. */
function fileOf({ parts }: Desk, task: Task, file: string | undefined): string | undefined {
  const wish = parts.settings.word('playback.preferredQuality', qualities);
  return file ?? preferredFiles(parts.list.details(task.key), wish)[0]?.id;
}

/** Copies the video to a place of the person's choice, and downloads it first where there is no copy. */
export async function saveVideo(desk: Desk, task: Task, file: string | undefined): Promise<void> {
  const id = fileOf(desk, task, file);
  if (id === undefined) {
    void complain(t('This task has no video link.'));
    return;
  }
  const uri = await window.showSaveDialog({
    title: t('Save Video As'),
    defaultUri: target(task, '.mp4'),
    filters: { [t('Video')]: ['mp4', 'mov', 'webm'] },
  });
  if (uri === undefined) {
    return;
  }
  // The dialog has asked whether a file that is there is to be replaced.
  const problem = await desk.parts.copies.saveTo(task.key, id, uri.fsPath, true);
  void (problem === undefined ? tell(t('Saved {0}.', fileName(uri))) : complain(problemText(problem)));
}

/** Opens the copy of a video in the program that the person uses for videos. */
export async function openInDefaultPlayer(desk: Desk, task: Task, file: string | undefined): Promise<void> {
  const id = fileOf(desk, task, file);
  const held = id === undefined ? undefined : await desk.parts.copies.keep(task.key, id);
  if (held?.state === 'kept') {
    await env.openExternal(Uri.file(held.path));
  } else {
    void complain(
      held?.state === 'failed' ? copyProblemText(held.problem) : t('This task has no video link.'),
    );
  }
}

/** Writes the captions as WebVTT or SubRip, as the person names the file. */
export async function saveCaptions({ parts }: Desk, task: Task): Promise<void> {
  const [variant] = parts.list.details(task.key)?.variants ?? [];
  const cues = variant?.captions ?? [];
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

/** The preferred file of each result as a copy on this computer, or why one cannot be had. */
async function videosOf({ parts }: Desk, task: Task): Promise<BundleParts['videos'] | Problem> {
  const wish = parts.settings.word('playback.preferredQuality', qualities);
  const videos = [];
  for (const { id, variant } of preferredFiles(parts.list.details(task.key), wish)) {
    const held = await parts.copies.keep(task.key, id);
    if (held.state === 'failed') {
      return held.problem;
    }
    if (held.state === 'kept') {
      videos.push({ variant, copy: { name: '', path: held.path, bytes: held.bytes, keptAt: 0 } });
    }
  }
  return videos;
}

async function posterOf({ parts }: Desk, task: Task): Promise<PublicFile | undefined> {
  const link = parts.list.details(task.key)?.variants[0]?.thumbnail;
  return link === undefined ? undefined : parts.images.image(link, AbortSignal.timeout(30_000));
}

function write(uri: Uri, file: BundleFile): Thenable<void> {
  if ('path' in file) {
    return workspace.fs.copy(Uri.file(file.path), uri);
  }
  const bytes = 'text' in file ? new TextEncoder().encode(file.text) : file.bytes;
  return workspace.fs.writeFile(uri, bytes);
}

/** Writes video, captions, storyboard, poster and what is known of the task into a new folder; never over what is there. */
export async function exportBundle(desk: Desk, task: Task): Promise<void> {
  const { clock, list } = desk.parts;
  const picked = await window.showOpenDialog({
    title: t('Export Bundle'),
    openLabel: t('Export'),
    canSelectFolders: true,
    canSelectFiles: false,
    canSelectMany: false,
  });
  const [parent] = picked ?? [];
  if (parent === undefined) {
    return;
  }
  const videos = await videosOf(desk, task);
  if ('kind' in videos) {
    void complain(problemText(videos));
    return;
  }
  const [details, poster] = [list.details(task.key), await posterOf(desk, task)];
  const text = await list.exportList(clock.now(), new Set([task.key]));
  const folder = Uri.joinPath(parent, `${fileStem(task)}-${clock.now().toString(36)}`);
  await workspace.fs.createDirectory(folder);
  const bundle = { task: text, videos, ...(details && { details }), ...(poster && { poster }) };
  await Promise.all(bundleFiles(bundle).map((file) => write(Uri.joinPath(folder, file.name), file)));
  void tell(t('Exported {0}.', fileName(folder)));
}

/** The commands that take a result elsewhere. */
export function registerSaving(desk: Desk): Disposable {
  const store = new DisposableStore();
  const add = (name: string, title: string, run: (task: Task) => Promise<void>): void => {
    store.add(
      registerCommand(desk, name, async (...args) => {
        const [task] = await tasksFor(desk, args, title, ({ playable }) => playable);
        if (task !== undefined) {
          await run(task);
        }
      }),
    );
  };
  add('saveVideo', t('Save Video As'), (task) => saveVideo(desk, task, undefined));
  add('saveCaptions', t('Save Captions'), (task) => saveCaptions(desk, task));
  add('exportBundle', t('Export Bundle'), (task) => exportBundle(desk, task));
  add('openDefaultPlayer', t('Open in Default Player'), (task) => openInDefaultPlayer(desk, task, undefined));
  return store;
}
