import type { Cue, Rendition, Variant } from '../../src/domain/media.ts';
import type { StoredTask } from '../../src/domain/ports.ts';
import { hour, minute, second } from '../../src/domain/schedule.ts';
import type { Observation } from '../../src/domain/task.ts';
import { newTask, observed, type Moment } from '../../src/domain/transition.ts';

const providers = ['elkapi-sora', 'elkapi-luma', 'cometapi-sora', 'sora-relay', 'unified'] as const;
const words =
  'A slow dolly through a rainy market at night, neon on wet stone, a cat looks back at the camera; ';

/** A text of a length, different for every number. */
function textOf(length: number, number: number): string {
  return `${number} ${words.repeat(Math.ceil(length / words.length))}`.slice(0, length);
}

function link(number: number, file: string, expiresAt: number): string {
  const signature = number.toString(16).padStart(8, '0').repeat(32);
  return `https://media.example/results/2026/11/${number}/${file}?expires=${expiresAt}&key=K2JCJMDEHXQW5F&signature=${signature}`;
}

function rendition(number: number, role: Rendition['role'], expiresAt: number): Rendition {
  const url = link(number, `${role}.mp4`, expiresAt);
  const size = { width: 1280, height: 720, durationMs: 10 * second, bytes: 8_000_000 + number };
  return { url, role, watermarked: role === 'watermarked', ...size, expiresAt, needsKey: false };
}

function cue(scene: number): Cue {
  return { startMs: scene * second, endMs: (scene + 1) * second, text: textOf(80, scene) };
}

function variant(number: number, expiresAt: number): Variant {
  return {
    id: `gen_${number}`,
    renditions: (['source', 'md', 'ld', 'watermarked'] as const).map((role) =>
      rendition(number, role, expiresAt),
    ),
    thumbnail: link(number, 'poster.webp', expiresAt),
    spritesheet: link(number, 'sheet.webp', expiresAt),
    captions: Array.from({ length: 10 }, (_, scene) => cue(scene)),
    storyboard: Array.from({ length: 5 }, (_, scene) => cue(scene)),
  };
}

/** An answer about the job of this number. `progress` is 0..1. */
export function answerOf(
  number: number,
  status: Observation['status'],
  now: number,
  progress?: number,
): Observation {
  return {
    ids: [`task_${number}`],
    status,
    statusWord: status,
    format: 'relay',
    title: textOf(200, number),
    prompt: textOf(600, number),
    model: 'sora-2-pro',
    seed: String(18_446_744_073_709_000_000n + BigInt(number)),
    width: 1280,
    height: 720,
    durationMs: 10 * second,
    variants: status === 'succeeded' ? [variant(number, now + 24 * hour)] : [],
    warnings: [],
    ...(progress !== undefined && { progress }),
    ...(status === 'failed' && { failure: { code: 'content_policy', message: textOf(120, number) } }),
  };
}

/** Of 20 tasks: one failed, one was cancelled, two have not been watched, the others have. */
function statusOf(number: number): Observation['status'] {
  return ({ 0: 'failed', 1: 'cancelled' } as const)[number % 20] ?? 'succeeded';
}

/** A task as it is stored after its end, or while it runs; every number gives another one. `now` is epoch ms. */
export function rowOf(number: number, now: number, isRunning: boolean): StoredTask {
  const addedAt = now - number * minute;
  const moment: Moment = {
    now: isRunning ? now : addedAt + 2 * minute,
    random: 0.5,
    pace: { intervalMs: 3 * second, stopAfterMs: 24 * hour, slow: false },
  };
  const added = newTask(providers[number % providers.length] ?? providers[0], `task_${number}`, addedAt);
  const answer = isRunning
    ? answerOf(number, 'running', now, 0)
    : answerOf(number, statusOf(number), moment.now);
  const { task, details } = observed(added, undefined, answer, moment);
  const seen = { announcedAt: moment.now, ...(number % 20 > 3 && { watchedAt: moment.now }) };
  return { task: isRunning ? task : { ...task, ...seen }, ...(details && { details }) };
}
