import { Uri, workspace } from 'vscode';
import { bundleFiles, fileStem, type BundleFile } from '../../domain/bundle.ts';
import { taskTitle } from '../../domain/describe.ts';
import { plainText } from '../../domain/plainText.ts';
import type { PublicFile } from '../../domain/ports.ts';
import { fileName } from '../fileName.ts';
import { complain, tell } from '../notify.ts';
import type { Content } from '../panel/source.ts';
import { t } from '../words.ts';
import type { Desk } from './command.ts';
import { preferredOf, withCopies, type Wanted } from './loading.ts';
import { askForFolder } from './pick.ts';

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

type KeptVideo = Wanted & { readonly variant: number; readonly path: string; readonly bytes: number };

async function filesOf(
  desk: Desk,
  content: Content,
  kept: readonly KeptVideo[],
): Promise<readonly BundleFile[]> {
  const { clock, list, writeList } = desk.parts;
  const { task, details } = content;
  const poster = await posterOf(desk, content);
  const text =
    list.get(task.key) === undefined
      ? writeList([content], clock.now())
      : await list.exportList(clock.now(), new Set([task.key]));
  const videos = kept
    .filter((each) => each.task.key === task.key)
    .map(({ variant, path, bytes }) => ({ variant, copy: { name: '', path, bytes, keptAt: 0 } }));
  return bundleFiles({ task: text, videos, ...(details && { details }), ...(poster && { poster }) });
}

/** Writes files into a new folder; nothing of it stays where one of them cannot be written. */
async function writeAll(folder: Uri, files: readonly BundleFile[]): Promise<void> {
  await workspace.fs.createDirectory(folder);
  const writing = files.map((file) => write(Uri.joinPath(folder, file.name), file));
  try {
    await Promise.all(writing);
  } catch (error) {
    // What is still being written would make the folder anew.
    await Promise.allSettled(writing);
    await workspace.fs.delete(folder, { recursive: true });
    throw error;
  }
}

async function exportInto(
  desk: Desk,
  contents: readonly Content[],
  parent: Uri,
  kept: readonly KeptVideo[],
): Promise<void> {
  const { clock, log } = desk.parts;
  const stamp = clock.now().toString(36);
  for (const [at, content] of contents.entries()) {
    // The names of two tasks may begin alike.
    const name = `${fileStem(content.task)}-${stamp}${at === 0 ? '' : `-${at + 1}`}`;
    const files = await filesOf(desk, content, kept);
    try {
      await writeAll(Uri.joinPath(parent, name), files);
    } catch (error) {
      log.warn('A bundle could not be written', { error: String(error) });
      void complain(t('{0} cannot be written.', fileName(parent) || name));
      return;
    }
  }
  const [only, ...more] = contents;
  void tell(
    only !== undefined && more.length === 0
      ? t('Exported “{0}”.', plainText(taskTitle(only.task), 40))
      : t('Exported {0} tasks.', contents.length),
  );
}

/**
 * Writes video, captions, storyboard, poster and what is known of each task into a new folder of its own; never over what is
 * there.
 */
export async function exportBundles(desk: Desk, contents: readonly Content[]): Promise<void> {
  const title = t('Export Bundle');
  const parent = contents.length === 0 ? undefined : await askForFolder(title, t('Export'));
  if (parent !== undefined) {
    const wanted = contents.flatMap((content) => preferredOf(desk, content));
    await withCopies(desk, title, wanted, (kept) => exportInto(desk, contents, parent, kept));
  }
}
