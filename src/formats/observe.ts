import { present } from '../domain/json.ts';
import type { Variant } from '../domain/media.ts';
import { isTerminal } from '../domain/status.ts';
import type { StatedStatus } from '../domain/statusWords.ts';
import type { Observation } from '../domain/task.ts';
import { combine } from './combine.ts';
import type { Fields } from './fields.ts';
import type { Part } from './part.ts';

const maxVariants = 16;
const maxRenditions = 64;

/** True when two ids name the same task; unified gateways put the model in front: `sora-2:task_...`. */
export function isSameId(a: string, b: string): boolean {
  return a === b || a.endsWith(`:${b}`) || b.endsWith(`:${a}`);
}

function hasFiles({ variants }: Part): boolean {
  return variants.some(({ renditions }) => renditions.length > 0);
}

// The innermost layer knows the files best: a gateway repeats one of them at most.
function chooseVariants(parts: readonly Part[]): readonly Variant[] {
  const chosen = parts.findLast(hasFiles) ?? parts.findLast(({ variants }) => variants.length > 0);
  return chosen?.variants ?? [];
}

function countFiles(variants: readonly Variant[]): number {
  return variants.reduce((sum, { renditions }) => sum + renditions.length, 0);
}

function limit(variants: readonly Variant[], fields: Fields): readonly Variant[] {
  const playable = variants.toSorted(
    (a, b) => Number(b.renditions.length > 0) - Number(a.renditions.length > 0),
  );
  const kept: Variant[] = [];
  let room = maxRenditions;
  for (const variant of playable.slice(0, maxVariants)) {
    const renditions = variant.renditions.slice(0, room);
    kept.push({ ...variant, renditions });
    room -= renditions.length;
  }
  if (kept.length < variants.length || countFiles(kept) < countFiles(variants)) {
    fields.note('truncated');
  }
  return kept;
}

function progressOf(status: StatedStatus, progress: number | undefined): number | undefined {
  if (isTerminal(status)) {
    return status === 'succeeded' ? 1 : undefined;
  }
  // Gateways say 100 % before the end, too.
  return progress === undefined ? undefined : Math.min(progress, 0.99);
}

/** Merges the layers of an answer, outermost first, into what it says about the task. Inner facts are the truer ones. */
export function observe(format: string, parts: readonly Part[], fields: Fields): Observation {
  const statuses = parts.flatMap((part) => part.statuses);
  const status = combine(
    statuses.map((each) => each.status),
    parts.some(hasFiles),
  );
  const ended = isTerminal(status);
  const broken = ended && status !== 'succeeded';
  const ids = [...new Set(parts.flatMap((part) => part.ids))];
  const { id } = fields.context;
  if (id !== undefined && ids.length > 0 && !ids.some((each) => isSameId(each, id))) {
    fields.note('idDiffers');
  }
  const failure = parts.find((part) => part.failure !== undefined)?.failure;
  if (status === 'succeeded' && failure !== undefined) {
    fields.note('failureTextOnSuccess');
  }
  const facts: Part['facts'] = Object.assign({}, ...parts.map((part) => part.facts));
  const variants = broken ? [] : limit(chooseVariants(parts), fields);
  return present({
    ...facts,
    format,
    ids,
    status,
    statusWord: [...new Set(statuses.map(({ word }) => word))].join(', '),
    progress: progressOf(status, facts.progress),
    queuePosition: ended ? undefined : facts.queuePosition,
    // Gateways fill it with the time of the last change while a task still runs.
    finishedAt: ended ? facts.finishedAt : undefined,
    failure: broken ? failure : undefined,
    variants,
    palette: parts.find((part) => part.palette !== undefined)?.palette,
    moderation: parts.findLast((part) => part.moderation !== undefined)?.moderation,
    warnings: fields.warnings,
  });
}
