import { commands, window, type Disposable, type TreeDataProvider, type TreeView } from 'vscode';
import { DisposableStore } from '../../domain/disposable.ts';
import { networkText } from '../../domain/errorText.ts';
import { minute } from '../../domain/schedule.ts';
import type { Task } from '../../domain/task.ts';
import { isActive } from '../../domain/transition.ts';
import type { TaskList } from '../../engine/taskList.ts';
import type { Parts } from '../parts.ts';
import { troubleText } from '../storeTrouble.ts';
import { t } from '../words.ts';
import type { Node } from './nodes.ts';
import { markUnsaved } from './taskItem.ts';
import { TaskTree } from './taskTree.ts';

/** Shortest time between two redraws, ms. */
const redrawMs = 250;

/** The list in the side bar. */
export interface TaskView extends Disposable {
  /** Shows a task's row and selects it. */
  reveal(task: Task): Promise<void>;
  showMore(list: string): void;
  /** Keys of the selected tasks. */
  selected(): readonly string[];
}

/** Finished results that nobody has seen. */
export function unwatched(tasks: readonly Task[]): readonly Task[] {
  return tasks.filter((task) => task.status === 'succeeded' && task.playable && task.watchedAt === undefined);
}

/** How many finished videos nobody has seen, in words. */
export function unwatchedText(count: number): string {
  return count === 1
    ? t('1 finished video you have not watched')
    : t('{0} finished videos you have not watched', count);
}

function messageOf({ gate, list, settings }: Parts): string {
  const unsaved = list.trouble();
  if (unsaved !== undefined) {
    return troubleText(unsaved);
  }
  if (!settings.watching()) {
    return t('Watching is paused.');
  }
  const trouble = gate.trouble();
  return trouble === undefined ? '' : networkText(trouble, t);
}

function updateFrame(view: TreeView<Node>, parts: Parts): void {
  const tasks = parts.list.all();
  const unseen = unwatched(tasks).length;
  const running = tasks.filter((task) => task.status === 'running' && isActive(task)).length;
  view.badge = unseen === 0 ? undefined : { value: unseen, tooltip: unwatchedText(unseen) };
  view.description = running === 0 ? '' : t('{0} running', running);
  view.message = messageOf(parts);
  void commands.executeCommand('setContext', 'videoTasks.paused', !parts.settings.watching());
  void commands.executeCommand('setContext', 'videoTasks.hasTasks', tasks.length > 0);
}

/** The rows of the tree, with a mark where the last change of a task is not saved. */
function withMarks(tree: TaskTree, list: TaskList): TreeDataProvider<Node> {
  return {
    onDidChangeTreeData: tree.onDidChangeTreeData,
    getChildren: (node) => tree.getChildren(node),
    getParent: (node) => tree.getParent(node),
    resolveTreeItem: (item, node) => tree.resolveTreeItem(item, node),
    getTreeItem: (node) => {
      const item = tree.getTreeItem(node);
      return node.kind === 'task' && list.isUnsaved(node.key) ? markUnsaved(item) : item;
    },
  };
}

/** Makes the list and keeps it in step with the tasks. */
export function registerTaskView(parts: Parts): TaskView {
  const { list, gate, settings, clock, copies } = parts;
  const tree = new TaskTree(parts);
  const view = window.createTreeView('videoTasks.tasks', {
    treeDataProvider: withMarks(tree, list),
    canSelectMany: true,
    showCollapseAll: true,
  });
  const store = new DisposableStore();
  let redraw: (() => void) | undefined;
  let tick: (() => void) | undefined;
  let isWhole = false;
  const draw = (): void => {
    redraw ??= clock.after(redrawMs, () => {
      redraw = undefined;
      if (isWhole) {
        tree.refresh();
      } else {
        tree.refreshNoted();
      }
      isWhole = false;
      updateFrame(view, parts);
    });
  };
  const refresh = (): void => {
    isWhole = true;
    draw();
  };
  // Rows tell how long ago something was: while they can be seen, they are redrawn once a minute.
  const keepTime = (): void => {
    tick?.();
    tick = view.visible
      ? clock.after(minute, () => {
          refresh();
          keepTime();
        })
      : undefined;
  };
  const show = (): void => {
    tree.animated = view.visible;
    refresh();
    keepTime();
  };
  store.add(view);
  store.add(view.onDidChangeVisibility(show));
  store.add(
    list.onDidChange((change) => {
      tree.note(change);
      draw();
    }),
  );
  store.add(copies.onDidChange((key) => tree.refreshCopies(key)));
  store.add(list.onDidChangeSaved(refresh));
  store.add(gate.onDidChange(refresh));
  store.add(settings.onDidChange(refresh));
  show();
  return {
    reveal: async (task) => {
      if (tree.isHidden(task)) {
        tree.uncover(task);
      }
      // VS Code can only reveal a row that it has been given.
      tree.refresh();
      await view.reveal(tree.nodeOf(task), { select: true, focus: false, expand: true });
    },
    showMore: (id) => tree.showMore(id),
    selected: () => view.selection.flatMap((node) => (node.kind === 'task' ? [node.key] : [])),
    dispose: () => {
      redraw?.();
      tick?.();
      store.dispose();
    },
  };
}
