// What a task is known to be, after one more answer.
import type { Observation, Task, TaskDetails, TaskFacts } from './task.ts';

function progressOf(task: Task, seen: Observation): Pick<TaskFacts, 'progress'> {
  if (seen.status !== 'running') {
    return seen.progress === undefined ? {} : { progress: seen.progress };
  }
  const before = task.status === 'running' ? task.progress : undefined;
  const known = [before, seen.progress].filter((value) => value !== undefined);
  return known.length === 0 ? {} : { progress: Math.max(...known) };
}

const promptInRow = 200;

// Unified answers name a job's time while it runs and its draft's time at the end (wire-formats 1.4).
function oldest(before: number | undefined, seen: number | undefined): Pick<TaskFacts, 'createdAt'> {
  const known = [before, seen].filter((time) => time !== undefined);
  return known.length === 0 ? {} : { createdAt: Math.min(...known) };
}

/** A later answer may say less than an earlier one: what was known stays known. The prompt's whole text is in the details. */
export function mergeFacts(task: Task, seen: Observation): Task {
  const { progress: _p, failure: _f, error: _e, queuePosition: _q, statusWord: _s, ...known } = task;
  const {
    variants: _v,
    warnings: _w,
    ids: _i,
    format: _fo,
    moderation: _m,
    palette: _pa,
    prompt,
    progress: _pr,
    ...facts
  } = seen;
  return {
    ...known,
    ...facts,
    ...oldest(task.createdAt, seen.createdAt),
    ...progressOf(task, seen),
    ...(prompt !== undefined && { prompt: prompt.slice(0, promptInRow) }),
  };
}

/** The same for the details. */
export function mergeDetails(before: TaskDetails | undefined, seen: Observation): TaskDetails {
  const { format, variants, warnings, prompt, palette, moderation } = seen;
  const kept = before?.variants ?? [];
  const keepOld =
    variants.every((variant) => variant.renditions.length === 0) && kept.length > variants.length;
  return {
    ...(before?.prompt !== undefined && { prompt: before.prompt }),
    ...(before?.palette !== undefined && { palette: before.palette }),
    format,
    variants: keepOld ? kept : variants,
    warnings,
    ...(prompt !== undefined && { prompt }),
    ...(palette !== undefined && { palette }),
    ...(moderation !== undefined && { moderation }),
  };
}
