// Downloads that a person has started: how far they are, a way to give them up, and what went wrong.
import { commands, ProgressLocation, window } from 'vscode';
import type { CopyProblem } from '../../domain/copyPorts.ts';
import type { Task } from '../../domain/task.ts';
import { preferredFiles } from '../../domain/videoFiles.ts';
import type { CopyState } from '../../engine/copyParts.ts';
import { copyProblemText } from '../copyProblem.ts';
import { complain } from '../notify.ts';
import { copyLine } from '../panel/copyLine.ts';
import type { Content } from '../panel/source.ts';
import { t } from '../words.ts';
import type { Desk } from './command.ts';

const qualities = ['source', 'md', 'ld', 'smallest'] as const;
/** What takes longer is shown, ms. */
const slowMs = 1000;

/** A file of a task's result; `id` as in `videoFiles`. */
export interface Wanted {
  readonly task: Task;
  readonly id: string;
}

/** What kept a file from being had. */
export type Problem =
  | CopyProblem
  | { readonly kind: 'exists' }
  /** The place that the person has chosen does not take it. */
  | { readonly kind: 'refusedThere'; readonly name: string };

export interface Trouble extends Wanted {
  readonly problem: Problem;
}

/** A task of the list, and what is stored of it. */
export function contentFor({ parts }: Desk, task: Task): Content {
  const details = parts.list.details(task.key);
  return { task, ...(details && { details }) };
}

/** The files of a task that the person prefers by their settings: one of each generation. */
export function preferredOf(
  { parts }: Desk,
  { task, details }: Content,
): readonly (Wanted & { readonly variant: number })[] {
  const wish = parts.settings.word('playback.preferredQuality', qualities);
  return preferredFiles(details, wish).map(({ id, variant }) => ({ task, id, variant }));
}

/**
 * Waits for `work`, which loads files. When it takes longer than a moment, shows how far they are and a way to give them up; what
 * `work` has still to do then is for it to leave out: the signal says so.
 */
export async function whileLoading<T>(
  { parts: { clock, copies } }: Desk,
  title: string,
  wanted: readonly Wanted[],
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const abort = new AbortController();
  const working = work(abort.signal);
  const show = (): void => {
    const where = { location: ProgressLocation.Notification, title, cancellable: true };
    void window.withProgress(where, async (progress, token) => {
      const tell = (): void => {
        const states = wanted.map(({ task, id }) => copies.state(task.key, id));
        const loading = states.find(({ state }) => state === 'loading');
        if (loading !== undefined) {
          progress.report({ message: copyLine(loading).text });
        }
      };
      const subscription = copies.onDidChange(tell);
      token.onCancellationRequested(() => {
        abort.abort();
        for (const { task, id } of wanted) {
          void copies.cancel(task.key, id);
        }
      });
      tell();
      await Promise.allSettled([working]);
      subscription.dispose();
    });
  };
  const stop = clock.after(slowMs, show);
  try {
    return await working;
  } finally {
    stop();
  }
}

/** One or two sentences. */
export function problemText(problem: Problem): string {
  switch (problem.kind) {
    case 'exists':
      return t('There is a file of this name already.');
    case 'refusedThere':
      return t('{0} cannot be written.', problem.name);
    case 'noSpace':
      return `${copyProblemText(problem)} ${t('Free some space, or remove local copies, and try again.')}`;
    default:
      return copyProblemText(problem);
  }
}

function wayOut(
  { task, problem }: Trouble,
  again: () => Promise<void>,
): { readonly label: string; readonly run: () => Thenable<unknown> } | undefined {
  switch (problem.kind) {
    case 'tooLarge':
      return { label: t('Download Anyway'), run: again };
    case 'interrupted':
      return { label: t('Resume'), run: again };
    case 'network':
    case 'noSpace':
    case 'storage':
    case 'refusedThere':
      return { label: t('Try Again'), run: again };
    case 'noRoom':
      return {
        label: t('Open Settings'),
        run: () => commands.executeCommand('workbench.action.openSettings', 'videoTasks.localCopies'),
      };
    case 'notVideo':
      return {
        label: t('Show Raw Response'),
        run: () => commands.executeCommand('videoTasks.showRaw', task.key),
      };
    default:
      return undefined;
  }
}

/** Says why files could not be had, once for all of them, and offers the way out of the first; what was given up is no trouble. */
export async function complainAbout(
  troubles: readonly Trouble[],
  again: (failed: readonly Trouble[]) => Promise<void>,
): Promise<void> {
  const failed = troubles.filter(({ problem }) => problem.kind !== 'cancelled');
  const [first] = failed;
  if (first === undefined) {
    return;
  }
  const text = problemText(first.problem);
  const message = failed.length === 1 ? text : t('Videos that failed: {0}. {1}', failed.length, text);
  const way = wayOut(first, () => again(failed));
  const choice = await complain(message, ...(way ? [way.label] : []));
  if (way !== undefined && choice === way.label) {
    await way.run();
  }
}

/** Loads files that a person asks for and goes on with their copies, once they are all there; else says why not. */
export async function withCopies<T extends Wanted>(
  desk: Desk,
  title: string,
  wanted: readonly T[],
  goOn: (kept: readonly (T & Extract<CopyState, { state: 'kept' }>)[]) => Promise<void>,
): Promise<void> {
  const { copies } = desk.parts;
  const all = await whileLoading(desk, title, wanted, () =>
    Promise.all(wanted.map(async (each) => ({ each, held: await copies.keep(each.task.key, each.id) }))),
  );
  const kept = all.flatMap(({ each, held }) => (held.state === 'kept' ? { ...each, ...held } : []));
  if (kept.length === all.length) {
    await goOn(kept);
    return;
  }
  const troubles = all.flatMap(({ each, held }) =>
    held.state === 'failed' ? { ...each, problem: held.problem } : [],
  );
  await complainAbout(troubles, () => withCopies(desk, title, wanted, goOn));
}
