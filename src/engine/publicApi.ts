import type { ReadView, TaskView, VideoTasksApi } from '../api.d.ts';
import { errorText } from '../domain/errorText.ts';
import { text } from '../domain/json.ts';
import type { Log, Reading } from '../domain/ports.ts';
import { problemText, type Problem } from '../domain/problemText.ts';
import type { Provider } from '../domain/provider.ts';
import type { Task, TaskDetails, TaskFacts } from '../domain/task.ts';
import type { Translate } from '../domain/text.ts';
import { originOf } from './asker.ts';
import type { Poller } from './poller.ts';
import type { Queried, Snapshot } from './query.ts';
import type { TaskList } from './taskList.ts';
import type { Tracker } from './tracker.ts';

export interface ApiParts {
  readonly list: TaskList;
  readonly tracker: Tracker;
  readonly poller: Poller;
  readonly log: Log;
  readonly t: Translate;
  readonly providers: () => readonly Provider[];
  readonly query: (provider: Provider, id: string) => Promise<Queried>;
  readonly readText: (text: string) => Reading | undefined;
  readonly snapshot: (reading: Extract<Reading, { kind: 'task' }>) => Snapshot;
}

const factNames = [
  'progress',
  'title',
  'model',
  'createdAt',
  'startedAt',
  'finishedAt',
  'width',
  'height',
  'durationMs',
  'fps',
] as const satisfies readonly (keyof TaskFacts)[];

function readView(task: Task, details: TaskDetails | undefined): ReadView {
  const [variant] = details?.variants ?? [];
  const facts = Object.fromEntries(
    factNames.filter((name) => task[name] !== undefined).map((name) => [name, task[name]]),
  );
  const prompt = details?.prompt ?? task.prompt;
  const seed = task.seed ?? variant?.seed;
  return {
    ...facts,
    status: task.status,
    ...(prompt !== undefined && { prompt }),
    ...(seed !== undefined && { seed }),
    renditions: (variant?.renditions ?? []).map(({ role, durationMs: _, ...rendition }) => ({
      ...rendition,
      label: role,
    })),
    ...(variant?.thumbnail !== undefined && { thumbnail: variant.thumbnail }),
    captions: variant?.captions ?? [],
    storyboard: variant?.storyboard ?? [],
    ...(task.failure && { failure: task.failure }),
    warnings: details?.warnings ?? [],
  };
}

/** The text of a body; undefined when it is no JSON. */
function bodyText(body: unknown): string | undefined {
  try {
    return typeof body === 'string' ? body : JSON.stringify(body);
  } catch {
    return undefined;
  }
}

/** Why an attempt brought nothing: in the words of the server, or in ours. */
function errorView(
  { error, provider: id }: Task,
  { providers, t }: ApiParts,
): Pick<TaskView, 'error'> | undefined {
  if (error === undefined) {
    return undefined;
  }
  const { at: _, ...reason } = error;
  const provider = providers().find((each) => each.id === id);
  const origin = provider && originOf(provider);
  const scene = { provider: provider?.name ?? id, host: origin === undefined ? '' : new URL(origin).host };
  // Without the time of the next check there is nothing that depends on the language.
  return { error: { ...reason, message: error.message || errorText(error, scene, { t, language: 'en' }) } };
}

function taskView(task: Task, details: TaskDetails | undefined, parts: ApiParts): TaskView {
  const { key, provider, id, checkedAt } = task;
  return {
    taskKey: key,
    provider,
    id,
    ...readView(task, details),
    ...(checkedAt !== undefined && { checkedAt }),
    ...errorView(task, parts),
  };
}

/** The API that `activate()` returns. It hands out plain copies: nothing of ours can be changed through it. */
export function createApi(parts: ApiParts): VideoTasksApi {
  const { list, tracker, poller, log, t } = parts;
  const view = (task: Task): TaskView => structuredClone(taskView(task, list.details(task.key), parts));
  const refuse = (problem: Problem): never => {
    throw new Error(problemText(problem, t));
  };
  return {
    version: 1,
    ready: list.ready(),
    tasks: () => list.all().map(view),
    track: async (providerId: unknown, taskId: unknown) => {
      const tracked = await tracker.track(text(providerId) ?? '', text(taskId) ?? '', true);
      return tracked.ok ? view(tracked.task) : refuse(tracked.problem);
    },
    query: async (providerId: unknown, taskId: unknown) => {
      const provider = parts.providers().find(({ id }) => id === providerId) ?? refuse('providerUnknown');
      const queried = await parts.query(provider, text(taskId) ?? '');
      return queried.ok
        ? structuredClone(taskView(queried.task, queried.details, parts))
        : refuse(queried.problem);
    },
    read: async (body) => {
      const reading = parts.readText(bodyText(body) ?? '');
      if (reading?.kind !== 'task') {
        throw new Error(t('This does not look like a task response.'));
      }
      const { task, details } = parts.snapshot(reading);
      const [id] = reading.observation.ids;
      return structuredClone({ ...(id !== undefined && { id }), ...readView(task, details) });
    },
    check: async (taskKey: unknown) => {
      await list.ready();
      const key = text(taskKey) ?? '';
      await poller.checkNow([key]);
      const task = list.get(key);
      return task && view(task);
    },
    remove: async (taskKey: unknown) => (await tracker.remove([text(taskKey) ?? ''])).count > 0,
    onDidChange: (listener) =>
      list.onDidChange(({ changed, removed }) => {
        // Another extension's mistake must not reach the one who made the change.
        try {
          listener({ changed: changed.map(({ key }) => key), removed: [...removed] });
        } catch (error) {
          log.warn('A listener of the public API failed', { error: String(error) });
        }
      }),
  };
}
