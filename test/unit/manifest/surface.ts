// Registers the user interface with a stand-in for VS Code, in a process of its own, and prints what came of it.
import { execFileSync } from 'node:child_process';
import type { OriginState } from '../../../src/domain/originState.ts';
import type { Task } from '../../../src/domain/task.ts';
import { anything, installFakeVscode, registered } from './fakeVscode.ts';

/** What the user interface registers, and the context value of each kind of row. */
export interface Surface {
  readonly commands: readonly string[];
  readonly views: readonly string[];
  readonly panels: readonly string[];
  readonly contextKeys: readonly string[];
  readonly rows: Readonly<Record<string, string>>;
}

/** Asks a process of its own, so that the stand-in stays there. */
export function readSurface(): Surface {
  return JSON.parse(execFileSync(process.execPath, [import.meta.filename], { encoding: 'utf8' })) as Surface;
}

const now = 1_000_000_000;
const soon = now + 60_000;
const queued: Task = { key: 'p/1', provider: 'p', id: '1', addedAt: 0, status: 'queued', playable: false };
const done: Partial<Task> = { status: 'succeeded', playable: true };
const watched: Partial<Task> = { ...done, watchedAt: now };
const rejected: OriginState = {
  tokens: 0,
  refilledAt: 0,
  leases: [],
  failures: 1,
  waitUntil: now + 1,
  reason: 'keyRejected',
};

function error(kind: NonNullable<Task['error']>['kind']): Partial<Task> {
  return { error: { kind, message: '', at: now } };
}

const tasks: Readonly<Record<string, Partial<Task>>> = {
  queued: {},
  running: { status: 'running' },
  'needs a key': error('keyMissing'),
  'finished, not watched': done,
  'finished, watched': watched,
  'finished without a video': { status: 'succeeded' },
  'link about to expire, not watched': { ...done, linkExpiresAt: soon },
  'link about to expire, watched': { ...watched, linkExpiresAt: soon },
  'link expired': { ...done, linkExpiresAt: now - 1 },
  'kept, not watched': { ...done, linkExpiresAt: soon },
  'kept, watched': { ...watched, linkExpiresAt: soon },
  'kept, link expired': { ...watched, linkExpiresAt: now - 1 },
  failed: { status: 'failed' },
  cancelled: { status: 'cancelled' },
  expired: { status: 'expired' },
  'not found': { status: 'notFound' },
  unrecognised: { status: 'unknown' },
  stopped: { stopped: 'user' },
};

async function rows(): Promise<Readonly<Record<string, string | undefined>>> {
  const { taskItem } = await import('../../../src/ui/tree/taskItem.ts');
  const { groupItem, moreItem, providerItem } = await import('../../../src/ui/tree/groupItem.ts');
  const provider = (change: Partial<Task>, state?: OriginState, builtin = true): string | undefined =>
    providerItem({ id: 'p', name: 'P', builtin }, [{ ...queued, ...change }], state, now).contextValue;
  const group = (change: Partial<Task>): string | undefined => {
    const task = { ...queued, ...change };
    return groupItem('g', task.status, [task]).contextValue;
  };
  return {
    provider: provider({}),
    'provider without a key': provider(error('keyMissing')),
    'provider with a rejected key': provider({}, rejected),
    'provider without a base URL': provider(error('baseUrlMissing')),
    'provider of the settings': provider({}, undefined, false),
    'group of running tasks': group({ status: 'running' }),
    'group with a result to watch': group(done),
    'group of watched results': group(watched),
    'group of results without a video': group({ status: 'succeeded' }),
    more: moreItem('more', 'all', 1, 1).contextValue,
    ...Object.fromEntries(
      Object.entries(tasks).map(([name, change]) => [
        name,
        taskItem({ ...queued, ...change }, 'P', now, {
          animated: false,
          rejected: false,
          copyBytes: name.startsWith('kept') ? 1 : 0,
        }).contextValue,
      ]),
    ),
  };
}

async function register(): Promise<void> {
  const { registerUi } = await import('../../../src/ui/register.ts');
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
  registerUi(parts, extension, channel);
}

// Mocha loads every file of the folder; only a process of its own runs this.
if (import.meta.main) {
  installFakeVscode();
  await register();
  process.stdout.write(JSON.stringify({ ...registered, rows: await rows() }));
}
