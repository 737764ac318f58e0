import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { MarkdownString, ThemeIcon, type TreeItem } from 'vscode';
import type { Task } from '../../src/domain/task.ts';
import { newTask } from '../../src/domain/transition.ts';
import { TaskList } from '../../src/engine/taskList.ts';
import { MemoryTaskStore } from '../../src/store/memoryStore.ts';
import type { Parts } from '../../src/ui/parts.ts';
import { TaskTree } from '../../src/ui/tree/taskTree.ts';

const start = Date.UTC(2026, 10, 21, 12);
const minute = 60_000;
const key = 'p/task_1';

/** A list of one finished task, whose link ends in six and a half minutes, and the rows that are drawn anew. */
async function finishedRow(change: Partial<Task> = {}) {
  const task: Task = {
    ...newTask('p', 'task_1', start),
    status: 'succeeded',
    playable: true,
    durationMs: 5_000,
    linkExpiresAt: start + 6.5 * minute,
    ...change,
  };
  const list = new TaskList(Promise.resolve(new MemoryTaskStore([{ task }])));
  const state = { now: start, bytes: 0 };
  const parts = {
    list,
    clock: { now: () => state.now },
    gate: { state: () => undefined },
    settings: { providers: () => [], word: () => 'none' },
    copies: { bytesOf: (keys: readonly string[]) => (keys.includes(key) ? state.bytes : 0) },
  } as unknown as Parts;
  const tree = new TaskTree(parts);
  const redrawn: unknown[] = [];
  tree.onDidChangeTreeData((nodes) => redrawn.push(nodes));
  const [node] = await tree.getChildren();
  assert.ok(node);
  return {
    state,
    tree,
    node,
    redrawn,
    row: (): TreeItem => tree.getTreeItem(node),
    tooltip: (): string => {
      const { tooltip } = tree.resolveTreeItem(tree.getTreeItem(node), node);
      assert.ok(tooltip instanceof MarkdownString);
      return tooltip.value.replaceAll('&nbsp;', ' ');
    },
  };
}

function iconOf({ iconPath }: TreeItem): string {
  assert.ok(iconPath instanceof ThemeIcon);
  return iconPath.id;
}

describe('rows and local copies', () => {
  it('a link that ends soon is said, and how soon at each drawing', async () => {
    const { state, row } = await finishedRow();
    assert.equal(row().description, 'link expires in 6m');
    assert.equal(iconOf(row()), 'warning');
    assert.equal(row().contextValue, 'task finished playable expiring unseen');
    state.now += 2 * minute;
    assert.equal(row().description, 'link expires in 4m');
    state.now += 5 * minute;
    assert.equal(row().description, 'link expired');
    assert.equal(row().contextValue, 'task finished stale');
  });

  it('with a copy the link does not matter: it plays, before and after the end', async () => {
    const { state, row, tooltip } = await finishedRow();
    assert.ok(!tooltip().includes('Local copy'));
    state.bytes = 12_400_000;
    for (const now of [start, start + 60 * minute]) {
      state.now = now;
      assert.equal(row().description, '5s');
      assert.equal(iconOf(row()), 'play-circle');
      assert.equal(row().contextValue, 'task finished playable local unseen');
      assert.match(row().accessibilityInformation?.label ?? '', /\. local copy$/);
      assert.match(tooltip(), /Local copy · 12\\\.4 MB/);
    }
  });

  it('a row is drawn anew, alone, when its copy has come or gone, and never for less', async () => {
    const { state, tree, node, redrawn, row } = await finishedRow();
    tree.refreshCopies(key);
    assert.deepEqual(redrawn, [], 'nobody has seen the row yet');
    row();
    tree.refreshCopies(key);
    tree.refreshCopies('p/another');
    assert.deepEqual(redrawn, [], 'nothing has changed');
    state.bytes = 1;
    tree.refreshCopies(key);
    assert.deepEqual(redrawn, [[node]]);
    row();
    state.bytes = 0;
    tree.refreshCopies(key);
    assert.deepEqual(redrawn, [[node], [node]]);
  });

  it('a task without a result has none', async () => {
    const { state, row } = await finishedRow({ status: 'failed', playable: false });
    state.bytes = 1;
    assert.equal(row().contextValue, 'task failed');
  });
});
