import { Uri, workspace } from 'vscode';
import { fileStem } from '../../domain/bundle.ts';
import { fileName } from '../fileName.ts';
import type { Parts } from '../parts.ts';
import { t } from '../words.ts';
import type { Desk } from './command.ts';
import { whileLoading, type Problem, type Trouble, type Wanted } from './loading.ts';

/**
 * Copies a video to a place of a person's choice, and downloads it first where there is no copy. A place on another file system is
 * written by VS Code, out of a local copy: there has to be room for that. `replace`: the person has agreed to overwrite. Resolves to
 * undefined when it is there.
 */
export async function saveFile(
  { copies, log }: Pick<Parts, 'copies' | 'log'>,
  { task: { key }, id }: Wanted,
  uri: Uri,
  replace: boolean,
): Promise<Problem | undefined> {
  const refused: Problem = { kind: 'refusedThere', name: fileName(uri) };
  if (uri.scheme === 'file') {
    const problem = await copies.saveTo(key, id, uri.fsPath, replace);
    // Our own folder may be the one that does not take it: the file has not come then.
    const hasCome = copies.state(key, id).state !== 'failed';
    return problem?.kind === 'storage' && hasCome ? refused : problem;
  }
  const pin = copies.pin(key);
  try {
    const held = await copies.keep(key, id);
    if (held.state !== 'kept') {
      return held.state === 'failed' ? held.problem : { kind: 'cancelled' };
    }
    await workspace.fs.copy(Uri.file(held.path), uri, { overwrite: replace });
    return undefined;
  } catch (error) {
    log.warn('A video could not be saved', { error: String(error) });
    return refused;
  } finally {
    pin.dispose();
  }
}

/** The ending of a video's file, as far as it is known before it is loaded, with its dot. */
export function endingOf({ copies }: Pick<Parts, 'copies'>, { task, id }: Wanted): string {
  const held = copies.state(task.key, id);
  return held.state === 'kept' ? held.path.slice(held.path.lastIndexOf('.')) : '.mp4';
}

async function takenNames(folder: Uri): Promise<Set<string>> {
  try {
    return new Set((await workspace.fs.readDirectory(folder)).map(([name]) => name.toLowerCase()));
  } catch {
    // Whoever may not look into it may still write: nothing is overwritten anyway.
    return new Set();
  }
}

function freeName(stem: string, ending: string, taken: Set<string>): string {
  const name = (count: number): string => `${stem}${count === 1 ? '' : `-${count}`}${ending}`;
  let count = 1;
  while (taken.has(name(count).toLowerCase())) {
    count += 1;
  }
  taken.add(name(count).toLowerCase());
  return name(count);
}

/** What is said of saved videos. */
export function savedText(count: number, folder: Uri): string {
  return count === 1
    ? t('Saved 1 video in {0}.', fileName(folder))
    : t('Saved {0} videos in {1}.', count, fileName(folder));
}

/** Saves a video under a name that is free; how it ends is known once the video is here. */
async function saveAmong(
  { parts }: Desk,
  wanted: Wanted,
  folder: Uri,
  taken: Set<string>,
): Promise<Problem | undefined> {
  const { copies } = parts;
  const { key } = wanted.task;
  const pin = copies.pin(key);
  try {
    const held = await copies.keep(key, wanted.id);
    // There may be no room for a copy that stays, and yet for one that goes elsewhere.
    if (held.state === 'failed' && held.problem.kind !== 'noRoom') {
      return held.problem;
    }
    if (held.state === 'none') {
      return { kind: 'cancelled' };
    }
    const name = freeName(fileStem(wanted.task), endingOf(parts, wanted), taken);
    return await saveFile(parts, wanted, Uri.joinPath(folder, name), false);
  } finally {
    pin.dispose();
  }
}

/**
 * Saves videos into a folder under names of our own, never over what is there. Resolves to what could not be saved; what was left
 * when the person gave up is `cancelled`.
 */
export async function saveInto(
  desk: Desk,
  title: string,
  wanted: readonly Wanted[],
  folder: Uri,
): Promise<readonly Trouble[]> {
  const taken = await takenNames(folder);
  return whileLoading(desk, title, wanted, async (signal) => {
    const troubles: Trouble[] = [];
    for (const each of wanted) {
      const problem: Problem | undefined = signal.aborted
        ? { kind: 'cancelled' }
        : await saveAmong(desk, each, folder, taken);
      if (problem !== undefined) {
        troubles.push({ ...each, problem });
      }
    }
    return troubles;
  });
}
