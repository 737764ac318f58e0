// Tasks as a file that a person can take elsewhere. What comes back from there is checked like anything of a stranger.
import * as v from 'valibot';
import { checkId } from '../domain/ids.ts';
import { isRecord, present } from '../domain/json.ts';
import type { Rendition, Variant } from '../domain/media.ts';
import { readMediaUrl } from '../domain/mediaUrl.ts';
import type { ReadList, StoredTask } from '../domain/ports.ts';
import { taskKey, type Task, type TaskDetails } from '../domain/task.ts';
import { bestRendition } from '../domain/transition.ts';
import { detailsSchema } from './detailsRecord.ts';
import { parse, taskSchema } from './records.ts';
import { mostSteps } from '../domain/timeline.ts';
import { readSteps } from './timelineRecord.ts';

const format = 'video-tasks';
const version = 1;
const mostCharacters = 64 * 1024 * 1024;
/** Entries that are read of a file. */
export const mostEntries = 10_000;
const mostTaskCharacters = 64 * 1024;
const mostDetailsCharacters = 1024 * 1024;
/** The latest time that a Date can hold, ms. */
const latestTime = 8.64e15;
const providerId = /^[a-z0-9][a-z0-9-]{0,63}$/;

const link = /https?:\/\/[^\s"'<>]*/gi;

/** A text whose links end before their query: what signs them stays here. */
function cutLinks(text: string): string {
  return text.replaceAll(link, (url) => url.replace(/[?#].*$/, ''));
}

function withoutQuery(rendition: Rendition, now: number): Rendition {
  return cutLinks(rendition.url) === rendition.url
    ? rendition
    : { ...rendition, expiresAt: Math.min(rendition.expiresAt ?? now, now) };
}

/** One task as it stands in a list file; `now` is epoch ms. */
export function listEntry({ task, details, timeline }: StoredTask, now: number): string {
  const { key: _k, claimedUntil: _c, ...kept } = task;
  const variants = details?.variants.map((variant) => ({
    ...variant,
    renditions: variant.renditions.map((rendition) => withoutQuery(rendition, now)),
  }));
  const best = bestRendition(details);
  const isCut = best !== undefined && withoutQuery(best, now) !== best;
  const entry = {
    task: isCut ? { ...kept, linkExpiresAt: Math.min(task.linkExpiresAt ?? now, now) } : kept,
    ...(details && { details: { ...details, variants } }),
    ...(timeline && { timeline }),
  };
  return JSON.stringify(entry, (_name, value: unknown) =>
    typeof value === 'string' ? cutLinks(value) : value,
  );
}

/** The text of a list file around its entries; `now` is epoch ms. */
export function listText(entries: readonly string[], now: number): string {
  const head = JSON.stringify({ format, version, exportedAt: now }).slice(0, -1);
  return `${head},"tasks":[\n${entries.join(',\n')}\n]}\n`;
}

/** Without answers and without the signed part of any link, which then counts as expired. `now` is epoch ms. */
export function writeListFile(stored: readonly StoredTask[], now: number): string {
  return listText(
    stored.map((each) => listEntry(each, now)),
    now,
  );
}

const fileSchema = v.object({
  format: v.literal(format),
  version: v.literal(version),
  tasks: v.array(v.unknown()),
});

function hasTimes(task: Task): boolean {
  return Object.entries(task).every(
    ([name, value]) => !name.endsWith('At') || Math.abs(Number(value)) <= latestTime,
  );
}

function readTask(value: unknown): Task | undefined {
  const { provider, id } = isRecord(value) ? value : {};
  if (typeof provider !== 'string' || typeof id !== 'string' || !providerId.test(provider)) {
    return undefined;
  }
  const checked = checkId(id);
  const read = v.safeParse(taskSchema, { ...(value as object), key: taskKey(provider, id) });
  if (!checked.ok || checked.id !== id || !read.success || !hasTimes(read.output)) {
    return undefined;
  }
  const { claimedUntil: _, ...task } = read.output;
  return JSON.stringify(task).length <= mostTaskCharacters ? task : undefined;
}

function readVariant(variant: Variant, allowLoopbackHttp: boolean): Variant {
  const usable = (url: string | undefined): string | undefined =>
    readMediaUrl(url, { allowLoopbackHttp })?.url;
  const { thumbnail, spritesheet, lastFrame, renditions, ...rest } = variant;
  return {
    ...rest,
    renditions: renditions.filter(({ url }) => usable(url) !== undefined),
    ...present({
      thumbnail: usable(thumbnail),
      spritesheet: usable(spritesheet),
      lastFrame: usable(lastFrame),
    }),
  };
}

function readDetails(value: unknown, allowLoopbackHttp: boolean): TaskDetails | undefined {
  const read = v.safeParse(detailsSchema, value);
  if (!read.success || JSON.stringify(read.output).length > mostDetailsCharacters) {
    return undefined;
  }
  const variants = read.output.variants.map((variant) => readVariant(variant, allowLoopbackHttp));
  return { ...read.output, variants };
}

/** Reads an entry of a list file; undefined when it is no task. */
export function readEntry(value: unknown, allowLoopbackHttp: boolean): StoredTask | undefined {
  const { task: record, details: more, timeline } = isRecord(value) ? value : {};
  const task = readTask(record);
  const details = readDetails(more, allowLoopbackHttp);
  const playable = details === undefined ? task?.playable : bestRendition(details) !== undefined;
  return (
    task && {
      task: { ...task, playable: playable === true },
      ...(details && { details }),
      ...(Array.isArray(timeline) && { timeline: readSteps(timeline.slice(0, mostSteps)) }),
    }
  );
}

/** The entries of a list file, unread; undefined when the text is none. */
export function entriesOf(text: string): readonly unknown[] | undefined {
  const { success, output } = v.safeParse(
    fileSchema,
    text.length > mostCharacters ? undefined : parse(text.replace(/^\uFEFF/, '')),
  );
  return success ? output.tasks : undefined;
}

/** Reads what `writeListFile` wrote, or anything else. Undefined when the text is no list of tasks. */
export function readListFile(text: string, allowLoopbackHttp = false): ReadList | undefined {
  const entries = entriesOf(text);
  const tasks = entries
    ?.slice(0, mostEntries)
    .map((value) => readEntry(value, allowLoopbackHttp))
    .filter((stored) => stored !== undefined);
  return entries && tasks && { tasks, unreadable: entries.length - tasks.length };
}
