// Runs in a process of its own, so that heap and caches are those of one list: `measure.ts <folder>`, with an IPC channel
// and --expose-gc.
import { TaskList } from '../../src/engine/taskList.ts';
import { openTaskStore } from '../../src/store/openStore.ts';
import { watchSlices } from '../slices.ts';
import { measureChanges, type Changes } from './changes.ts';
import { storeOptions } from './folder.ts';
import { countRows } from './tree.ts';

/** What one list came to; times in ms, memory in bytes. */
export interface Measured {
  readonly openMs: number;
  /** From the start, with opening. */
  readonly readyMs: number;
  readonly longestSliceMs: number;
  /** What the list and its store hold. */
  readonly heapBytes: number;
  /** All rows of the tree, with every list open. */
  readonly treeMs: number;
  readonly rows: number;
  readonly changes: Changes;
}

function heapUsed(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

async function measure(folder: string): Promise<Measured> {
  const heapBefore = heapUsed();
  const stop = watchSlices();
  const start = performance.now();
  const opening = openTaskStore(folder, storeOptions);
  const list = new TaskList(opening.then(({ store }) => store));
  const { store } = await opening;
  const openMs = performance.now() - start;
  await list.ready();
  const readyMs = performance.now() - start;
  const longestSliceMs = stop();
  const heapBytes = heapUsed() - heapBefore;
  const treeStart = performance.now();
  const rows = countRows(list);
  const treeMs = performance.now() - treeStart;
  const changes = await measureChanges(list);
  store.close();
  return { openMs, readyMs, longestSliceMs, heapBytes, treeMs, rows, changes };
}

const [folder = ''] = process.argv.slice(2);
process.send?.(await measure(folder));
