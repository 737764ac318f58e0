// A person in a hurry: changes tasks one after the other, and notes what was said to be saved.
import type { Task } from '../../../src/domain/task.ts';
import { wait } from '../../../src/platform/clock.ts';
import { sampleTask } from '../store/samples.ts';
import type { JournalFile } from './journal.ts';
import type { Window } from './window.ts';

/** A task that a provider knows. */
export type Trackable = readonly [provider: string, id: string];

export interface HandsOptions {
  /** Tasks for all windows to track, each by whoever comes first. */
  readonly pool: readonly Trackable[];
  /** A task for this window alone to track, and for any window to remove. */
  readonly doomed?: Trackable;
}

/** Never asked for, so that nothing but the hands changes it. */
const idle = (id: string): Task => sampleTask(id, { stopped: 'user' });

const hot: readonly Task[] = ['hot-0', 'hot-1', 'hot-2'].map(idle);
/** Longest pause between two changes, ms: without any, eight windows would leave no time for the engine. */
const pauseMs = 40;

const counted = (task: Task): { task: Task } => ({
  task: { ...task, name: String(Number(task.name ?? 0) + 1) },
});

/** Starts changing tasks in the window of this name. Returns the way to stop, which resolves when the last change is noted. */
export function startHands(
  { list, tracker }: Window,
  name: string,
  { pool, doomed }: HandsOptions,
  journal: JournalFile,
  random: () => number,
): () => Promise<void> {
  const own: string[] = [];
  const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(random() * items.length)];
  const track = ([provider, id]: Trackable): Promise<void> =>
    journal.keep('add', `${provider}/${id}`, () => tracker.track(provider, id));
  const isTracked = ([provider, id]: Trackable): boolean => list.get(`${provider}/${id}`) !== undefined;
  /** Tasks that any window may change or remove, and that no window adds twice. */
  const common = (): readonly string[] =>
    list
      .all()
      .map(({ key }) => key)
      .filter((key) => /^relay\/(?!hot)|\/doomed/.test(key));

  const add = async (): Promise<void> => {
    const task = idle(`${name}-${own.length}`);
    own.push(task.key);
    await journal.keep('add', task.key, () => list.add(task));
  };
  const count = async (): Promise<void> => {
    const polled = pool.filter(isTracked).map(([provider, id]) => `${provider}/${id}`);
    const key = pick(random() < 0.7 ? hot.map((task) => task.key) : polled);
    if (key !== undefined) {
      await journal.keep('count', key, () => list.update(key, counted));
    }
  };
  const nameOne = async (n: number): Promise<void> => {
    const key = pick(own);
    if (key !== undefined) {
      await journal.keep('name', key, () => tracker.rename(key, `name ${n}`), `name ${n}`);
    }
  };
  const mark = async (): Promise<void> => {
    const key = pick(common());
    if (key !== undefined) {
      await journal.keep('mark', key, () => tracker.setWatched([key], true));
    }
  };
  const remove = async (): Promise<void> => {
    const key = pick(common());
    if (key !== undefined) {
      await journal.keep('remove', key, () => tracker.remove([key]));
    }
  };
  const trackOne = async (): Promise<void> => {
    const next = pick(pool.filter((each) => !isTracked(each)));
    await (next === undefined ? count() : track(next));
  };
  const change = (n: number): Promise<void> => {
    const chance = random();
    if (chance < 0.4) return count();
    if (chance < 0.65) return add();
    if (chance < 0.75) return nameOne(n);
    if (chance < 0.85) return mark();
    return chance < 0.92 ? remove() : trackOne();
  };

  const rest = new AbortController();
  const work = async (): Promise<void> => {
    for (const task of hot) {
      await journal.keep('add', task.key, () => list.add(task));
    }
    if (doomed !== undefined) {
      await track(doomed);
    }
    for (let n = 0; !rest.signal.aborted; n += 1) {
      await change(n);
      await wait(random() * pauseMs);
    }
  };
  const working = work();
  return async () => {
    rest.abort();
    await working;
  };
}
