import { commands, Uri, type Disposable } from 'vscode';
import { isRecord } from '../../domain/json.ts';
import type { Task } from '../../domain/task.ts';
import { complain } from '../notify.ts';
import type { Panels } from '../panel/panels.ts';
import type { Parts } from '../parts.ts';
import type { TaskView } from '../tree/view.ts';
import { t } from '../words.ts';

/** What commands work with. */
export interface Desk {
  readonly parts: Parts;
  readonly panels: Panels;
  readonly view: TaskView;
  /** Texts of the read-only editors that are open, by their address. */
  readonly answers: Map<string, string>;
  /** Shows the log. */
  showLog(): void;
}

/** Runs with whatever VS Code, a menu or another extension hands over: every argument is checked. */
export type Run = (...args: readonly unknown[]) => Promise<void>;

/** What was handed over, as plain data: no code of another extension runs when it is read. Null when it cannot be read. */
function plain(value: unknown): unknown {
  try {
    if (Array.isArray(value)) {
      return value.map((each: unknown) => (Array.isArray(each) ? null : plain(each)));
    }
    return isRecord(value) && !(value instanceof Uri) ? { ...value } : value;
  } catch {
    return null;
  }
}

/** Does what a person has asked for. What it throws is logged and told once. */
export async function told(
  { parts, showLog }: Pick<Desk, 'parts' | 'showLog'>,
  name: string,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    parts.log.error(`Command ${name} failed`, { error: String(error) });
    const show = t('Show Log');
    if ((await complain(t('That did not work. See the log for details.'), show)) === show) {
      showLog();
    }
  }
}

/** Registers a command. What it throws is logged and told once. */
export function registerCommand(desk: Desk, name: string, run: Run): Disposable {
  return commands.registerCommand(`videoTasks.${name}`, (...args: unknown[]) =>
    told(desk, name, () => run(...args.map(plain))),
  );
}

/** Marks a task as seen when there is a result, or a failure, to be seen. */
export async function markSeen(desk: Desk, task: Task): Promise<void> {
  const seen = task.status === 'failed' || (task.status === 'succeeded' && task.playable);
  if (task.watchedAt === undefined && seen) {
    await desk.parts.tracker.setWatched([task.key], true);
  }
}
