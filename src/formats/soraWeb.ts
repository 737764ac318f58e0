import { readCaptions, usualFrameMs, type Captions, type Timing } from '../domain/captions.ts';
import { at, hasAny, list, present, type JsonRecord } from '../domain/json.ts';
import type { Rendition, Variant } from '../domain/media.ts';
import { readCount, readFraction, readPixels, readRate, readSeconds } from '../domain/numbers.ts';
import { first, type Fields } from './fields.ts';
import { readModeration, readRejection } from './moderation.ts';
import { refining, stated, type Family, type Part } from './part.ts';
import { readEncodings, readRendition, variantOf } from './renditions.ts';

const maxFrames = 10_000_000;
const maxGenerations = 1000;

function readFrameCount(...values: readonly unknown[]): number | undefined {
  return first(values, (value) => readCount(value, maxFrames));
}

function readDuration(generation: unknown): number | undefined {
  return first(
    ['source', 'md', 'ld'].map((role) => at(generation, 'encodings', role, 'duration_secs')),
    readSeconds,
  );
}

function readCues(
  fields: Fields,
  timing: Timing,
  candidates: readonly unknown[],
): Pick<Captions, 'cues' | 'outside'> {
  const captions = candidates.map((value) => readCaptions(value, timing));
  const chosen = captions.find(({ cues, outside }) => cues.length + outside > 0);
  if (chosen === undefined) {
    return { cues: [], outside: 0 };
  }
  if (chosen.outside > 0) {
    fields.note('captionsOutside');
  }
  if (chosen.assumedRate) {
    fields.note('captionsAssumedRate');
  }
  if (chosen.truncated) {
    fields.note('truncated');
  }
  return chosen;
}

/**
 * One generation, or a draft, which has the same shape. `task` is the task around it; `others` are files besides
 * `encodings`.
 */
export function readGeneration(
  fields: Fields,
  generation: unknown,
  task: unknown,
  others: readonly Rendition[],
): readonly Variant[] {
  const timing = present({
    frameCount: readFrameCount(at(generation, 'n_frames'), at(task, 'n_frames')),
    durationMs: readDuration(generation),
  });
  const captions = readCues(fields, timing, [at(generation, 'caption'), at(generation, 'config', 'caption')]);
  const storyboard = readCues(fields, timing, [
    at(generation, 'actions'),
    at(generation, 'config', 'actions'),
    at(task, 'actions'),
  ]);
  return variantOf({
    id: fields.digits(at(generation, 'id')),
    title: fields.title(at(generation, 'title')),
    seed: fields.digits(at(generation, 'seed')),
    renditions: [...readEncodings(fields, at(generation, 'encodings')), ...others],
    thumbnail: fields.image(at(generation, 'encodings', 'thumbnail', 'path')),
    spritesheet: fields.image(at(generation, 'encodings', 'spritesheet', 'path')),
    captions: captions.cues,
    storyboard: storyboard.cues,
    textsOutside: captions.outside + storyboard.outside || undefined,
  });
}

/** A task of the Sora web backend, as relays hand it through and as unified gateways hold it in `pending_info`. */
export function readSoraTask(body: JsonRecord, fields: Fields): Part {
  const generations = list(at(body, 'generations'), maxGenerations);
  const layers = [body, ...generations];
  // What is null on the task may be set on its generation, for example the seed.
  const either = (name: string): readonly unknown[] => [at(body, name), at(generations[0], name)];
  const frameCount = readFrameCount(...either('n_frames'));
  const exactMs = readDuration(generations[0]);
  const usualMs = frameCount === undefined ? undefined : Math.round(frameCount * usualFrameMs);
  const fps = frameCount === undefined || exactMs === undefined ? undefined : (frameCount / exactMs) * 1000;
  return present({
    ids: fields.ids(at(body, 'id'), at(body, 'task_id')),
    statuses: refining(at(body, 'status')),
    facts: present({
      progress: readFraction(at(body, 'progress_pct')),
      queuePosition: readCount(at(body, 'progress_pos_in_queue')),
      title: fields.title(...either('title')),
      prompt: fields.prompt(...either('prompt')),
      model: fields.title(...either('model')),
      seed: fields.digits(...either('seed')),
      createdAt: fields.time(...either('created_at')),
      width: first(either('width'), readPixels),
      height: first(either('height'), readPixels),
      durationMs: exactMs ?? usualMs,
      fps: readRate(fps && Math.round(fps * 1000) / 1000),
      frameCount,
    }),
    failure: fields.failure(at(body, 'failure_reason')) ?? fields.failure(readRejection(layers)),
    variants: generations.flatMap((generation) => {
      const watermarked = readRendition(fields, 'watermarked', at(generation, 'url'));
      return readGeneration(fields, generation, body, watermarked);
    }),
    moderation: readModeration(layers),
  });
}

/** Sora web task (relay wrapper, `$.data.data`). */
export const soraWeb: Family = {
  tag: 'soraWeb',
  matches: (body) =>
    hasAny(body, 'status') &&
    hasAny(body, 'generations') &&
    (hasAny(body, 'n_frames') || at(body, 'type') === 'video_gen'),
  read: (body, fields) => ({ ...readSoraTask(body, fields), statuses: [stated(at(body, 'status'))] }),
};
