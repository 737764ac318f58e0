import type { Variant } from '../../../src/domain/media.ts';
import type { Pace } from '../../../src/domain/schedule.ts';
import type { Observation, Task } from '../../../src/domain/task.ts';
import type { Moment } from '../../../src/domain/transition.ts';

/** When the sample tasks were added, epoch ms. */
export const start = Date.UTC(2026, 10, 21);

export const pace: Pace = { intervalMs: 3_000, stopAfterMs: 24 * 3_600_000, slow: false };

/** `ms` after the start, in the middle of all chance. */
export function moment(ms: number, more: Partial<Moment> = {}): Moment {
  return { now: start + ms, random: 0.5, pace, ...more };
}

export function sampleTask(more: Partial<Task> = {}): Task {
  return {
    key: 'relay/task_1',
    provider: 'relay',
    id: 'task_1',
    addedAt: start,
    status: 'queued',
    playable: false,
    ...more,
  };
}

export function seen(status: Observation['status'], more: Partial<Observation> = {}): Observation {
  return {
    ids: [],
    status,
    statusWord: status.toUpperCase(),
    format: 'relay',
    variants: [],
    warnings: [],
    ...more,
  };
}

/** A variant with one file. */
export function variant(expiresAt?: number): Variant {
  const link = { url: 'https://m.test/v.mp4', role: 'source', watermarked: false, needsKey: false } as const;
  return {
    renditions: [expiresAt === undefined ? link : { ...link, expiresAt }],
    captions: [],
    storyboard: [],
  };
}
