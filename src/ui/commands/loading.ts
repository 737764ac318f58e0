// Downloads that a person has started: how far they are, a way to give them up, and what went wrong.
import { commands, ProgressLocation, window } from 'vscode';
import type { CopyProblem } from '../../domain/copyPorts.ts';
import { together } from '../../domain/disposable.ts';
import type { Task } from '../../domain/task.ts';
import { preferredFiles } from '../../domain/videoFiles.ts';
import type { CopyState } from '../../engine/copyParts.ts';
import { copyProblemText, waysOut, type WayOut } from '../copyProblem.ts';
import { complain } from '../notify.ts';
import { copyLine } from '../panel/copyLine.ts';
import type { Content } from '../panel/source.ts';
import { t } from '../words.ts';
import type { Desk } from './command.ts';

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

/** The files of a task that the person prefers by their settings: one of each generation. */
export function preferredOf(
  { parts }: Desk,
  { task, details }: Content,
): readonly (Wanted & { readonly variant: number })[] {
  return preferredFiles(details, parts.settings.preferredQuality()).map(({ id, variant }) => ({
    task,
    id,
    variant,
  }));
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

async function follow({ verb }: WayOut, { key }: Task, again: () => Promise<void>): Promise<void> {
  switch (verb) {
    case 'copySettings':
      await commands.executeCommand('workbench.action.openSettings', 'videoTasks.localCopies');
      return;
    case 'showRaw':
      await commands.executeCommand('videoTasks.showRaw', key);
      return;
    default:
      // A link that has ended is asked for anew by every attempt.
      await again();
  }
}

/** Says why files could not be had, once for all of them, and offers the ways out of the first; what was given up is no trouble. */
export async function complainAbout(
  { parts: { list } }: Desk,
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
  // Of a task that is not in the list there is no answer to show, and nobody to ask for a link.
  const isListed = list.get(first.task.key) !== undefined;
  const ways = waysOut(first.problem.kind).filter(
    ({ verb }) => isListed || (verb !== 'showRaw' && verb !== 'newLink'),
  );
  const choice = await complain(message, ...ways.map(({ label }) => label));
  const way = ways.find(({ label }) => label === choice);
  if (way !== undefined) {
    await follow(way, first.task, () => again(failed));
  }
}

/** Goes on with the copies of all these files; resolves to what could not be had. Meanwhile none of them goes. */
async function useCopies<T extends Wanted>(
  desk: Desk,
  title: string,
  wanted: readonly T[],
  goOn: (kept: readonly (T & Extract<CopyState, { state: 'kept' }>)[]) => Promise<void>,
): Promise<readonly Trouble[]> {
  const { copies } = desk.parts;
  const pins = together(...wanted.map(({ task }) => copies.pin(task.key)));
  try {
    const all = await whileLoading(desk, title, wanted, () =>
      Promise.all(wanted.map(async (each) => ({ each, held: await copies.keep(each.task.key, each.id) }))),
    );
    const kept = all.flatMap(({ each, held }) => (held.state === 'kept' ? { ...each, ...held } : []));
    if (kept.length === all.length) {
      await goOn(kept);
    }
    return all.flatMap(({ each, held }) =>
      held.state === 'failed' ? { ...each, problem: held.problem } : [],
    );
  } finally {
    pins.dispose();
  }
}

/** Loads files that a person asks for and goes on with their copies, once they are all there; else says why not. */
export async function withCopies<T extends Wanted>(
  desk: Desk,
  title: string,
  wanted: readonly T[],
  goOn: (kept: readonly (T & Extract<CopyState, { state: 'kept' }>)[]) => Promise<void>,
): Promise<void> {
  const troubles = await useCopies(desk, title, wanted, goOn);
  await complainAbout(desk, troubles, () => withCopies(desk, title, wanted, goOn));
}
