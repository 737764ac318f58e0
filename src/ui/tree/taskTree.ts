import { EventEmitter, type Event, type TreeDataProvider, TreeItem } from 'vscode';
import type { Task } from '../../domain/task.ts';
import type { ListChange } from '../../engine/taskList.ts';
import type { Parts } from '../parts.ts';
import { isRejected, originState, providerOf, sceneOf } from '../providerOf.ts';
import { children, groupings, pageSize, tasksUnder, type Node, type TreeInput } from './nodes.ts';
import { groupItem, moreItem, providerItem } from './groupItem.ts';
import { copyBytes } from './localCopy.ts';
import { taskItem } from './taskItem.ts';
import { taskTooltip } from './tooltip.ts';

/** Maps the list of tasks to rows. */
export class TaskTree implements TreeDataProvider<Node> {
  readonly #parts: Parts;
  readonly #changed = new EventEmitter<Node[] | undefined>();
  readonly #shown = new Map<string, number>();
  readonly onDidChangeTreeData: Event<Node[] | undefined> = this.#changed.event;
  /** Rows by their id: VS Code knows a row by its object. */
  readonly #nodes = new Map<string, Node>();
  /** Bytes of the local copies of tasks as their rows show them. */
  readonly #drawn = new Map<string, number>();
  /** Providers whose tasks have changed since they were drawn. */
  readonly #touched = new Set<string>();
  /** The rows at the top as VS Code has them. */
  #top: readonly Node[] = [];
  /** Whether icons may move: only while somebody can see them. */
  animated = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async getChildren(node?: Node): Promise<Node[]> {
    await this.#parts.list.ready();
    const below = children(node, this.#input()).map((each) => this.#stable(each));
    if (node === undefined) {
      this.#top = below;
    }
    return below;
  }

  getTreeItem(node: Node): TreeItem {
    const { list, clock } = this.#parts;
    const now = clock.now();
    switch (node.kind) {
      case 'provider': {
        const state = originState(this.#parts, node);
        return providerItem(providerOf(this.#parts, node), tasksUnder(node, list.all()), state, now);
      }
      case 'group':
        return groupItem(node.id, node.status, tasksUnder(node, list.all()));
      case 'task': {
        const task = list.get(node.key);
        if (task === undefined) {
          return new TreeItem('');
        }
        const scene = {
          animated: this.animated,
          rejected: isRejected(this.#parts, task),
          copyBytes: copyBytes(this.#parts, task),
        };
        this.#drawn.set(task.key, scene.copyBytes);
        return taskItem(task, providerOf(this.#parts, task).name, now, scene);
      }
      case 'more':
        return moreItem(node.id, node.list, node.hidden, pageSize);
    }
  }

  resolveTreeItem(item: TreeItem, node: Node): TreeItem {
    const { clock, list } = this.#parts;
    const task = node.kind === 'task' ? list.get(node.key) : undefined;
    if (task !== undefined) {
      const bytes = copyBytes(this.#parts, task);
      item.tooltip = taskTooltip(task, sceneOf(this.#parts, task), clock.now(), bytes);
    }
    return item;
  }

  getParent(node: Node): Node | undefined {
    const find = (under: Node | undefined): Node | undefined => {
      const below = children(under, this.#input());
      if (below.some(({ id }) => id === node.id)) {
        return under;
      }
      return below
        .filter(({ kind }) => kind === 'provider' || kind === 'group')
        .map(find)
        .find((found) => found !== undefined);
    };
    const parent = node.kind === 'provider' ? undefined : find(undefined);
    return parent && this.#stable(parent);
  }

  /** The row of a task, to reveal it. */
  nodeOf(task: Task): Node {
    return this.#stable({ kind: 'task', id: `task:${task.key}`, key: task.key });
  }

  /** True when a task is behind "Show more". */
  isHidden(task: Task): boolean {
    const node = this.nodeOf(task);
    const top = children(undefined, this.#input());
    return this.getParent(node) === undefined && !top.some(({ id }) => id === node.id);
  }

  /** Lets every list grow until a task is among its rows. */
  uncover(task: Task): void {
    const { provider, status } = task;
    const lists = ['all', `provider:${provider}`, `group:${provider}:${status}`, `group::${status}`];
    for (const list of lists) {
      this.#shown.set(list, this.#parts.list.all().length);
    }
  }

  /** Notes which tasks have changed, and forgets the rows of those that are gone. */
  note({ changed, removed }: ListChange): void {
    for (const key of removed) {
      this.#nodes.delete(`task:${key}`);
      this.#drawn.delete(key);
    }
    for (const key of [...changed.map((task) => task.key), ...removed]) {
      this.#touched.add(key.slice(0, key.indexOf('/')));
    }
  }

  /** Shows another page of a list. */
  showMore(list: string): void {
    this.#shown.set(list, (this.#shown.get(list) ?? pageSize) + pageSize);
    this.refresh();
  }

  /** Draws the row of a task anew if its local copies have come or gone since it was drawn. */
  refreshCopies(key: string): void {
    const task = this.#parts.list.get(key);
    const drawn = this.#drawn.get(key);
    if (task !== undefined && drawn !== undefined && drawn !== copyBytes(this.#parts, task)) {
      this.#changed.fire([this.nodeOf(task)]);
    }
  }

  /** Draws everything anew. */
  refresh(): void {
    this.#touched.clear();
    this.#changed.fire(undefined);
  }

  /** Draws anew what stands below the providers of the noted tasks, or everything where providers come or go. */
  refreshNoted(): void {
    const touched = this.#top.filter((node) => node.kind === 'provider' && this.#touched.has(node.provider));
    const top = children(undefined, this.#input());
    const isSame = top.length === this.#top.length && top.every(({ id }, at) => id === this.#top[at]?.id);
    if (isSame && touched.length > 0) {
      this.#touched.clear();
      this.#changed.fire(touched);
    } else {
      this.refresh();
    }
  }

  #stable(node: Node): Node {
    const known = this.#nodes.get(node.id);
    if (known !== undefined && known.kind !== 'more') {
      return known;
    }
    this.#nodes.set(node.id, node);
    return node;
  }

  #input(): TreeInput {
    const { list, settings } = this.#parts;
    return {
      tasks: list.all(),
      grouping: settings.word('tree.groupBy', groupings),
      providers: settings.providers().map(({ id }) => id),
      shown: this.#shown,
    };
  }
}
