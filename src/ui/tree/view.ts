import { commands, window, type Disposable, type TreeView } from 'vscode';
import { DisposableStore } from '../../domain/disposable.ts';
import { minute } from '../../domain/schedule.ts';
import type { Task } from '../../domain/task.ts';
import { isActive } from '../../domain/transition.ts';
import type { Parts } from '../parts.ts';
import { t } from '../words.ts';
import type { Node } from './nodes.ts';
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

function updateFrame(view: TreeView<Node>, parts: Parts): void {
  const tasks = parts.list.all();
  const unseen = unwatched(tasks).length;
  const running = tasks.filter((task) => task.status === 'running' && isActive(task)).length;
  view.badge = unseen === 0 ? undefined : { value: unseen, tooltip: unwatchedText(unseen) };
  view.description = running === 0 ? '' : t('{0} running', running);
  view.message = parts.settings.watching() ? '' : t('Watching is paused.');
  void commands.executeCommand('setContext', 'videoTasks.paused', !parts.settings.watching());
}

/** Makes the list and keeps it in step with the tasks. */
export function registerTaskView(parts: Parts): TaskView {
  const { list, gate, settings, clock } = parts;
  const tree = new TaskTree(parts);
  const view = window.createTreeView('videoTasks.tasks', {
    treeDataProvider: tree,
    canSelectMany: true,
    showCollapseAll: true,
  });
  const store = new DisposableStore();
  let redraw: (() => void) | undefined;
  let tick: (() => void) | undefined;
  const refresh = (): void => {
    redraw ??= clock.after(redrawMs, () => {
      redraw = undefined;
      tree.refresh();
      updateFrame(view, parts);
    });
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
    list.onDidChange(({ removed }) => {
      tree.forget(removed);
      refresh();
    }),
  );
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
