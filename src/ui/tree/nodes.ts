import { record } from '../../domain/json.ts';
import { statuses, type TaskStatus } from '../../domain/status.ts';
import type { Task } from '../../domain/task.ts';

/** How tasks can be grouped; the first is the default. */
export const groupings = ['providerAndStatus', 'status', 'provider', 'none'] as const;

export type Grouping = (typeof groupings)[number];

/** A row of the tree. `id` is stable, so that selection and expansion survive every refresh. */
export type Node =
  | { readonly kind: 'provider'; readonly id: string; readonly provider: string }
  | { readonly kind: 'group'; readonly id: string; readonly provider?: string; readonly status: TaskStatus }
  | { readonly kind: 'task'; readonly id: string; readonly key: string }
  | { readonly kind: 'more'; readonly id: string; readonly list: string; readonly hidden: number };

/** Rows shown in one list before "Show more". */
export const pageSize = 100;

export interface TreeInput {
  readonly tasks: readonly Task[];
  readonly grouping: Grouping;
  /** Providers in the order in which they are shown. */
  readonly providers: readonly string[];
  /** Rows to show in a list, by the id of the list, where it is more than a page. */
  readonly shown: ReadonlyMap<string, number>;
}

function byProvider(input: TreeInput, tasks: readonly Task[]): readonly Node[] {
  const used = new Set(tasks.map(({ provider }) => provider));
  const known = input.providers.filter((provider) => used.has(provider));
  const missing = [...used].filter((provider) => !known.includes(provider));
  return [...known, ...missing].map((provider) => ({
    kind: 'provider',
    id: `provider:${provider}`,
    provider,
  }));
}

function byStatus(tasks: readonly Task[], provider?: string): readonly Node[] {
  const used = new Set(tasks.map(({ status }) => status));
  return statuses
    .filter((status) => used.has(status))
    .map((status) => ({
      kind: 'group',
      id: `group:${provider ?? ''}:${status}`,
      status,
      ...(provider !== undefined && { provider }),
    }));
}

function rows(input: TreeInput, list: string, tasks: readonly Task[]): readonly Node[] {
  const limit = input.shown.get(list) ?? pageSize;
  const sorted = tasks.toSorted((a, b) => (b.createdAt ?? b.addedAt) - (a.createdAt ?? a.addedAt));
  const nodes: readonly Node[] = sorted
    .slice(0, limit)
    .map(({ key }) => ({ kind: 'task', id: `task:${key}`, key }));
  const hidden = tasks.length - nodes.length;
  return hidden <= 0 ? nodes : [...nodes, { kind: 'more', id: `more:${list}`, list, hidden }];
}

/** The row of a group that a menu hands over; undefined for anything else. */
export function readNode(value: unknown): Node | undefined {
  const { kind, id, status, provider } = record(value);
  const known = statuses.find((each) => each === status);
  return kind === 'group' && typeof id === 'string' && known !== undefined
    ? { kind, id, status: known, ...(typeof provider === 'string' && { provider }) }
    : undefined;
}

/** The tasks under a row; all of them without one. */
export function tasksUnder(node: Node | undefined, tasks: readonly Task[]): readonly Task[] {
  switch (node?.kind) {
    case undefined:
      return tasks;
    case 'provider':
      return tasks.filter(({ provider }) => provider === node.provider);
    case 'group':
      return tasks.filter(
        ({ provider, status }) =>
          status === node.status && (node.provider === undefined || provider === node.provider),
      );
    case 'task':
      return tasks.filter(({ key }) => key === node.key);
    case 'more':
      return [];
  }
}

/** The rows below a row, or at the top. */
export function children(node: Node | undefined, input: TreeInput): readonly Node[] {
  const under = tasksUnder(node, input.tasks);
  const { grouping } = input;
  switch (node?.kind) {
    case undefined:
      if (grouping === 'none') {
        return rows(input, 'all', under);
      }
      return grouping === 'status' ? byStatus(under) : byProvider(input, under);
    case 'provider':
      return grouping === 'provider' ? rows(input, node.id, under) : byStatus(under, node.provider);
    case 'group':
      return rows(input, node.id, under);
    case 'task':
    case 'more':
      return [];
  }
}
