// Many windows that do the same at the same millisecond, again and again.
import type { ChangeTask, Clock, TaskStore } from '../../../src/domain/ports.ts';
import { Emitter } from '../../../src/domain/event.ts';
import { minute } from '../../../src/domain/schedule.ts';
import { Announcer } from '../../../src/engine/announcer.ts';
import { Attention } from '../../../src/engine/attention.ts';
import { Gate } from '../../../src/engine/gate.ts';
import { TaskList } from '../../../src/engine/taskList.ts';
import { systemClock, wait } from '../../../src/platform/clock.ts';
import { openTaskStore } from '../../../src/store/openStore.ts';
import { sampleTask } from '../store/samples.ts';
import type { JournalFile } from './journal.ts';

export interface RoundsOptions {
  /** Of the store. */
  readonly folder: string;
  readonly name: string;
  /**
   * What happens in each round: every window adds a task, counts in the same task, sees the same task end, or wants to ask the same
   * provider, which never answers.
   */
  readonly what: 'add' | 'count' | 'tell' | 'ask';
  readonly rounds: number;
  /** From one round to the next, ms. */
  readonly everyMs: number;
  /** Dies when it has claimed the first end and has not told it. */
  readonly dies?: boolean;
  /** Known to be bad: changes a task by reading it and then writing it, in two transactions. */
  readonly careless?: boolean;
}

/** The task that is counted in. */
export const countedTask = sampleTask('hot', { name: '0' });

/** The task that has ended when round `n` begins. */
export const endedTask = (n: number) => sampleTask(`end-${n}`, { status: 'succeeded', playable: true });

/** So much time seems to pass from one end to the next that nothing of it is told together, ms. */
const apartMs = 10 * minute;

/** Waits for a moment, epoch ms, and spins for the last bit of it: timers are no barrier. */
async function meet(at: number): Promise<void> {
  const early = at - systemClock.now() - 2;
  if (early > 0) {
    await wait(early);
  }
  while (systemClock.now() < at);
}

function carelessly(store: TaskStore): TaskStore {
  const update = async (key: string, change: ChangeTask) => {
    let after: ReturnType<ChangeTask>;
    await store.update(key, (task, details) => {
      after = change(task, details);
      return undefined;
    });
    await wait(0);
    return after && store.update(key, () => after);
  };
  return new Proxy(store, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name, target);
      if (name === 'update') {
        return update;
      }
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** Opens the store and resolves to the rounds, which begin at a moment, epoch ms. */
export async function openRounds(
  { folder, name, what, rounds, everyMs, dies = false, careless = false }: RoundsOptions,
  journal: JournalFile,
): Promise<(startAt: number) => Promise<void>> {
  const log = journal.log();
  let round = 0;
  const clock: Clock = {
    ...systemClock,
    now: () => systemClock.now() + (what === 'tell' ? round * apartMs : 0),
  };
  const opened = await openTaskStore(folder, { log, wait, random: () => clock.random() });
  const store = careless ? carelessly(opened.store) : opened.store;
  const opening = Promise.resolve(store);
  const list = new TaskList(opening, log);
  await list.ready();
  const attention = new Attention(
    opening,
    { focused: () => true, onDidChange: new Emitter<void>().event },
    clock,
    log,
  );
  const gate = new Gate(opening, clock, log);
  const announcer = new Announcer(list, attention, clock, log);
  announcer.onDidAnnounce(({ finished }) => {
    if (dies) {
      process.kill(process.pid, 'SIGKILL');
    }
    for (const { key } of finished) {
      journal.note({ is: 'told', key });
    }
  });
  const acts: Readonly<Record<RoundsOptions['what'], (n: number) => Promise<void>>> = {
    add: (n) => {
      const task = sampleTask(`${name}-${n}`);
      return journal.keep('add', task.key, () => list.add(task));
    },
    count: () =>
      journal.keep('count', countedTask.key, () =>
        list.update(countedTask.key, (task) => ({ task: { ...task, name: String(Number(task.name) + 1) } })),
      ),
    tell: async (n) => {
      announcer.note(endedTask(n), { own: true, late: false });
      await announcer.tell(true);
    },
    ask: async (n) => {
      const key = `https://gate-${n}.test`;
      const admission = await gate.admit(key, false);
      if (admission.ok) {
        journal.note({ is: 'admitted', key, text: String(admission.lease.sentAt) });
      }
    },
  };
  return async (startAt) => {
    for (round = 0; round < rounds; round += 1) {
      await meet(startAt + round * everyMs);
      await acts[what](round);
    }
    attention.dispose();
    store.close();
  };
}
