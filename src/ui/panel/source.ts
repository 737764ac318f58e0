import type { Task, TaskDetails } from '../../domain/task.ts';
import type { Snapshot } from '../../engine/query.ts';
import type { Parts } from '../parts.ts';

/** What a panel shows. */
export type PanelSource =
  /** A task of the list. */
  | { readonly kind: 'task'; readonly key: string }
  /** Two tasks of the list, side by side. */
  | { readonly kind: 'compare'; readonly left: string; readonly right: string }
  /** The answer to a single question; not tracked. */
  | { readonly kind: 'query'; readonly snapshot: Snapshot }
  /** An answer that was saved to a file. `video`: absolute path of its video, when that lies beside it. */
  | { readonly kind: 'file'; readonly uri: string; readonly snapshot: Snapshot; readonly video?: string };

/** Identity of what is shown; VS Code keeps it over a reload. */
export function subjectOf(source: PanelSource): string {
  switch (source.kind) {
    case 'task':
      return `task:${source.key}`;
    case 'compare':
      return `compare:${JSON.stringify([source.left, source.right])}`;
    case 'query':
      return `query:${source.snapshot.task.key}`;
    case 'file':
      return `file:${source.uri}`;
  }
}

/** What a panel shows without what it is compared with; `content` is one of both. */
export function sourceOf(source: PanelSource, { task }: Content): Exclude<PanelSource, { kind: 'compare' }> {
  return source.kind === 'compare' ? { kind: 'task', key: task.key } : source;
}

/** The keys of the tasks whose videos a panel shows: not those that come with their file. */
export function keysOf(source: PanelSource): readonly string[] {
  switch (source.kind) {
    case 'task':
      return [source.key];
    case 'compare':
      return [source.left, source.right];
    case 'query':
      return [source.snapshot.task.key];
    case 'file':
      return source.video === undefined ? [source.snapshot.task.key] : [];
  }
}

/** A task, and what is stored of it. */
export interface Content {
  readonly task: Task;
  readonly details?: TaskDetails;
}

/** A task of the list, and what is stored of it. */
export function contentFor({ list }: Pick<Parts, 'list'>, task: Task): Content {
  const details = list.details(task.key);
  return { task, ...(details && { details }) };
}

function stored(key: string, parts: Parts): Content | undefined {
  const task = parts.list.get(key);
  return task && contentFor(parts, task);
}

/** The whole prompt of a task. */
export function promptOf({ task, details }: Content): string | undefined {
  return details?.prompt ?? task.prompt;
}

/** The task behind a panel, or the left and the right one of a comparison; undefined once one of them was removed. */
export function contentsOf(
  source: PanelSource,
  parts: Parts,
): readonly [Content] | readonly [Content, Content] | undefined {
  if (source.kind === 'query' || source.kind === 'file') {
    return [source.snapshot];
  }
  if (source.kind === 'task') {
    const content = stored(source.key, parts);
    return content && [content];
  }
  const [left, right] = [stored(source.left, parts), stored(source.right, parts)];
  return left && right && [left, right];
}

/** The last answer behind a panel, as text. */
export function answerOf(source: PanelSource, parts: Parts): string | undefined {
  switch (source.kind) {
    case 'task':
      return parts.list.answer(source.key);
    case 'compare':
      return undefined;
    case 'query':
    case 'file':
      return source.snapshot.answer;
  }
}
