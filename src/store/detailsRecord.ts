import * as v from 'valibot';
import type { Cue, Rendition, RenditionRole, Variant } from '../domain/media.ts';
import type { Moderation, TaskDetails, Warning } from '../domain/task.ts';
import { finite, oneOf, readJson, type Fields } from './records.ts';

const text = v.string();

const cues = v.array(v.object({ startMs: finite, endMs: finite, text } satisfies Fields<Cue>));

const rendition = v.object({
  url: text,
  role: oneOf<RenditionRole>({
    source: true,
    md: true,
    ld: true,
    watermarked: true,
    gif: true,
    other: true,
  }),
  watermarked: v.boolean(),
  width: v.exactOptional(finite),
  height: v.exactOptional(finite),
  durationMs: v.exactOptional(finite),
  bytes: v.exactOptional(finite),
  expiresAt: v.exactOptional(finite),
  needsKey: v.boolean(),
} satisfies Fields<Rendition>);

const variant = v.object({
  id: v.exactOptional(text),
  title: v.exactOptional(text),
  seed: v.exactOptional(text),
  renditions: v.array(rendition),
  thumbnail: v.exactOptional(text),
  spritesheet: v.exactOptional(text),
  lastFrame: v.exactOptional(text),
  captions: cues,
  storyboard: cues,
  textsOutside: v.exactOptional(finite),
} satisfies Fields<Variant>);

/** The record of a task's details; fields that are not known are left out of its output. */
export const detailsSchema: v.GenericSchema<unknown, TaskDetails> = v.object({
  format: text,
  prompt: v.exactOptional(text),
  variants: v.array(variant),
  palette: v.exactOptional(v.array(text)),
  moderation: v.exactOptional(
    oneOf<Moderation>({ passed: true, flagged: true, rejected: true, review: true }),
  ),
  warnings: v.array(
    oneOf<Warning>({
      idDiffers: true,
      linkRefused: true,
      captionsOutside: true,
      captionsAssumedRate: true,
      truncated: true,
      numbersImprecise: true,
      failureTextOnSuccess: true,
      zonelessTime: true,
    }),
  ),
} satisfies Fields<TaskDetails>);

/** The details of a row, or undefined when the row cannot be read. */
export function readDetails(json: unknown): TaskDetails | undefined {
  return readJson(detailsSchema, json);
}
