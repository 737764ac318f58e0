import type { ReadList, StoredTask, TaskStore } from '../domain/ports.ts';
import { entriesOf, listEntry, listText, mostEntries, readEntry } from './listFile.ts';
import { inSlices } from './slices.ts';

type Wait = (ms: number) => Promise<void>;

/** The list file of a store. `read` gives what is stored of a task; `now` is epoch ms; `only`: the keys of these tasks. */
export async function exportInSlices(
  store: Pick<TaskStore, 'load'>,
  read: (key: string) => StoredTask | undefined,
  now: number,
  wait: Wait,
  only?: ReadonlySet<string>,
): Promise<string> {
  const wanted = (await store.load()).filter(({ key }) => only?.has(key) ?? true);
  const entries = await inSlices(wanted, wait, async (tasks) =>
    tasks.flatMap(({ key }) => {
      const stored = read(key);
      return stored === undefined ? [] : listEntry(stored, now);
    }),
  );
  return listText(entries, now);
}

/** Reads a list file. Undefined when the text is no list of tasks. */
export async function readInSlices(
  text: string,
  allowLoopbackHttp: boolean,
  wait: Wait,
): Promise<ReadList | undefined> {
  const entries = entriesOf(text);
  if (entries === undefined) {
    return undefined;
  }
  const tasks = await inSlices(entries.slice(0, mostEntries), wait, async (slice) =>
    slice.map((value) => readEntry(value, allowLoopbackHttp)).filter((stored) => stored !== undefined),
  );
  return { tasks, unreadable: entries.length - tasks.length };
}
