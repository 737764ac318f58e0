import template from '../fixtures/relay-sora-succeeded.json' with { type: 'json' };
import type { Clip } from './clips.ts';
import { clipOf, type LinkTo } from './links.ts';
import type { SimulatedStatus, TaskState } from './tasks.ts';
import { fillTemplate, microseconds } from './template.ts';

/** Outer and inner status words. The gateways' own vocabulary has no word for a cancelled task. */
const words: Readonly<Record<SimulatedStatus, readonly [outer: string, inner: string]>> = {
  notStarted: ['NOT_START', 'queued'],
  submitted: ['SUBMITTED', 'queued'],
  queued: ['QUEUED', 'queued'],
  running: ['IN_PROGRESS', 'running'],
  succeeded: ['SUCCESS', 'succeeded'],
  failed: ['FAILURE', 'failed'],
  cancelled: ['FAILURE', 'canceled'],
};

/** Constants of the gateways, in percent. */
const syntheticProgress = new Map<SimulatedStatus, number>([
  ['notStarted', 0],
  ['submitted', 10],
  ['queued', 20],
]);

const documented = template.data.data;
const generation = documented.generations[0];

/** The wrapper around a task of the Sora web site. `sizeOf` gives the bytes of a media file. */
export function relayBody(state: TaskState, linkTo: LinkTo, sizeOf: (name: string) => number): string {
  const { task, status, progress, submittedAt, endedAt } = state;
  const [outer, inner] = words[status];
  const clip = clipOf(state);
  const failure = inner === 'failed' || inner === 'canceled' ? (task.failReason ?? `task ${inner}`) : null;
  const notTaken = { ...template, data: { ...template.data, data: null } };
  return fillTemplate(status === 'notStarted' ? notTaken : template, {
    keys: {
      fail_reason: failure ?? '',
      submit_time: Math.floor(submittedAt / 1000),
      finish_time: endedAt === undefined ? 0 : Math.floor(endedAt / 1000),
      progress: `${syntheticProgress.get(status) ?? Math.round(progress * 100)}%`,
      failure_reason: failure,
      progress_pct: status === 'running' ? progress : null,
      progress_pos_in_queue: status === 'queued' ? 3 : null,
      actions: task.storyboard ?? null,
      caption: task.captions ?? null,
      n_frames: clip.nFrames,
      rationale: 'The images show no human figures.',
      encodings: encodings(clip, linkTo, sizeOf),
      ...(status === 'succeeded' ? {} : { generations: [] }),
    },
    values: [
      [template.data.status, outer],
      [documented.status, inner],
      [documented.id, task.id],
      [generation?.id, `gen_${task.id.replace(/^task_/, '')}`],
      [documented.prompt, task.prompt ?? documented.prompt],
      [documented.title, task.title ?? documented.title],
      [documented.model, task.model ?? documented.model],
      [generation?.seed, task.seed ?? generation?.seed],
      [documented.created_at, microseconds(submittedAt)],
      [generation?.created_at, microseconds(endedAt ?? submittedAt)],
      [documented.width, clip.width],
      [documented.height, clip.height],
      [generation?.url, linkTo(clip.watermarked)],
    ],
  });
}

function encodings(clip: Clip, linkTo: LinkTo, sizeOf: (name: string) => number): unknown {
  const video = (name: string | undefined, width: number, height: number, ssim: number) =>
    name === undefined
      ? null
      : { duration_secs: clip.durationSecs, height, path: linkTo(name), size: sizeOf(name), ssim, width };
  const image = (name: string | undefined) =>
    name === undefined ? null : { path: linkTo(name), size: null };
  return {
    ld: video(clip.ld, 426, 240, 0.9114589),
    md: video(clip.md, 640, 360, 0.960498),
    source: video(clip.source, clip.width, clip.height, 0.9911103),
    spritesheet: image(clip.spritesheet),
    thumbnail: image(clip.poster),
  };
}
