// Run on its own: registers the user interface with a stand-in for VS Code and prints what came of it, as JSON.
import type { OriginState } from '../../../src/domain/origin.ts';
import type { Task } from '../../../src/domain/task.ts';
import type { Parts } from '../../../src/ui/parts.ts';
import { anything, registered } from './fakeVscode.mts';

const { registerUi } = await import('../../../src/ui/register.ts');
const { taskItem } = await import('../../../src/ui/tree/taskItem.ts');
const { groupItem, moreItem, providerItem } = await import('../../../src/ui/tree/groupItem.ts');

/** What the user interface registers, and the context value of each kind of row. */
export interface Surface {
  readonly commands: readonly string[];
  readonly views: readonly string[];
  readonly panels: readonly string[];
  readonly contextKeys: readonly string[];
  readonly rows: Readonly<Record<string, string>>;
}

const now = 1_000_000_000;
const clock = {
  now: () => now,
  random: () => 0,
  // What is due within a second happens at once; what repeats later never does.
  after: (ms: number, run: () => void) => {
    if (ms < 1000) {
      run();
    }
    return () => {};
  },
};
const [parts, extension, channel] = [anything({ clock }), anything(), anything()] as Parameters<
  typeof registerUi
>;
registerUi(parts satisfies Parts, extension, channel);

const rejected: OriginState = {
  tokens: 0,
  refilledAt: 0,
  leases: [],
  failures: 1,
  waitUntil: now + 1,
  reason: 'keyRejected',
};
const task: Task = { key: 'p/1', provider: 'p', id: '1', addedAt: 0, status: 'queued', playable: false };
const error = (kind: NonNullable<Task['error']>['kind']): Partial<Task> => ({
  error: { kind, message: '', at: now },
});
const done: Partial<Task> = { status: 'succeeded', playable: true };
const watched: Partial<Task> = { ...done, watchedAt: now };

const tasks: Readonly<Record<string, Partial<Task>>> = {
  queued: {},
  running: { status: 'running' },
  'needs a key': error('keyMissing'),
  'finished, not watched': done,
  'finished, watched': watched,
  'finished without a video': { status: 'succeeded' },
  'link about to expire, not watched': { ...done, linkExpiresAt: now + 60_000 },
  'link about to expire, watched': { ...watched, linkExpiresAt: now + 60_000 },
  'link expired': { ...done, linkExpiresAt: now - 1 },
  failed: { status: 'failed' },
  cancelled: { status: 'cancelled' },
  expired: { status: 'expired' },
  'not found': { status: 'notFound' },
  unrecognised: { status: 'unknown' },
  stopped: { stopped: 'user' },
};

function providerRow(change: Partial<Task>, state?: OriginState, builtin = true): string | undefined {
  return providerItem({ id: 'p', name: 'P', builtin }, [{ ...task, ...change }], state, now).contextValue;
}

function groupRow(status: Task['status'], change: Partial<Task>): string | undefined {
  return groupItem('g', status, [{ ...task, ...change }]).contextValue;
}

const rows: Readonly<Record<string, string | undefined>> = {
  provider: providerRow({}),
  'provider without a key': providerRow(error('keyMissing')),
  'provider with a rejected key': providerRow({}, rejected),
  'provider without a base URL': providerRow(error('baseUrlMissing')),
  'provider of the settings': providerRow({}, undefined, false),
  'group of running tasks': groupRow('running', { status: 'running' }),
  'group with a result to watch': groupRow('succeeded', done),
  'group of watched results': groupRow('succeeded', watched),
  'group of results without a video': groupRow('succeeded', { status: 'succeeded' }),
  more: moreItem('more', 'all', 1, 1).contextValue,
  ...Object.fromEntries(
    Object.entries(tasks).map(([name, change]) => [
      name,
      taskItem({ ...task, ...change }, 'P', now, false).contextValue,
    ]),
  ),
};

process.stdout.write(JSON.stringify({ ...registered, rows }));
