import type { Task, TaskDetails } from '../../domain/task.ts';
import type { Snapshot } from '../../engine/query.ts';
import type { Parts } from '../parts.ts';

/** What a panel shows. */
export type PanelSource =
  /** A task of the list. */
  | { readonly kind: 'task'; readonly key: string }
  /** The answer to a single question; not tracked. */
  | { readonly kind: 'query'; readonly snapshot: Snapshot }
  /** An answer that was saved to a file. */
  | { readonly kind: 'file'; readonly uri: string; readonly snapshot: Snapshot };

/** Identity of what is shown; VS Code keeps it over a reload. */
export function subjectOf(source: PanelSource): string {
  switch (source.kind) {
    case 'task':
      return `task:${source.key}`;
    case 'query':
      return `query:${source.snapshot.task.key}`;
    case 'file':
      return `file:${source.uri}`;
  }
}

/** The task behind a panel, and what is stored of it; undefined once it was removed from the list. */
export function contentOf(
  source: PanelSource,
  parts: Parts,
): { readonly task: Task; readonly details?: TaskDetails } | undefined {
  if (source.kind !== 'task') {
    return source.snapshot;
  }
  const task = parts.list.get(source.key);
  const details = task && parts.list.details(task.key);
  return task && { task, ...(details && { details }) };
}
