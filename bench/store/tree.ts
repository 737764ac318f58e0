import type { TaskList } from '../../src/engine/taskList.ts';
import { presets } from '../../src/providers/presets.ts';
import { children, tasksUnder, type Node, type TreeInput } from '../../src/ui/tree/nodes.ts';

const providers = presets.map(({ id }) => id);

/** Makes every row below a row, with all of them open, as VS Code asks for them. Gives how many there are. */
export function countRows(list: TaskList, node?: Node): number {
  // The tree, too, reads the list anew for every question.
  const input: TreeInput = { tasks: list.all(), grouping: 'providerAndStatus', providers, shown: new Map() };
  return children(node, input)
    .map((each) => {
      const isOpen = each.kind === 'provider' || each.kind === 'group';
      // Such a row tells of the tasks under it.
      return isOpen && tasksUnder(each, list.all()).length > 0 ? 1 + countRows(list, each) : 1;
    })
    .reduce((sum, rows) => sum + rows, 0);
}
