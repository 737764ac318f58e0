import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log, StoredTask } from '../../../src/domain/ports.ts';
import { taskKey, type Task, type TaskDetails } from '../../../src/domain/task.ts';
import type { StoreOptions } from '../../../src/store/database.ts';

export function sampleTask(id: string, more: Partial<Task> = {}): Task {
  return {
    key: taskKey('relay', id),
    provider: 'relay',
    id,
    addedAt: 1_000,
    status: 'queued',
    playable: false,
    ...more,
  };
}

/** Every field is set. */
export const fullTask: Task = {
  key: 'relay/full',
  provider: 'relay',
  id: 'full',
  addedAt: 1,
  name: 'Mine',
  status: 'succeeded',
  statusWord: 'SUCCESS',
  error: { kind: 'timeout', httpStatus: 504, message: 'late', at: 2 },
  playable: true,
  linkExpiresAt: 3,
  checkedAt: 4,
  nextCheckAt: 5,
  claimedUntil: 6,
  linkChecks: 1,
  stopped: 'age',
  resumedAt: 7,
  announcedAt: 8,
  watchedAt: 9,
  progress: 0.5,
  queuePosition: 2,
  title: 'Title [x](command:y)',
  prompt: 'A prompt\nof two lines',
  model: 'turbo',
  seed: '18446744073709551615',
  createdAt: 10,
  startedAt: 11,
  finishedAt: 12,
  width: 854,
  height: 480,
  durationMs: 5_000,
  fps: 29.97,
  frameCount: 150,
  sizeLabel: 'small',
  orientation: 'landscape',
  failure: { code: 'E1', message: 'no' },
};

export const fullDetails: TaskDetails = {
  format: 'relay',
  prompt: 'The whole prompt',
  variants: [
    {
      id: 'v1',
      title: 'One',
      seed: '7',
      renditions: [
        {
          url: 'https://cdn.example/a.mp4?sig=1',
          role: 'source',
          watermarked: false,
          width: 854,
          height: 480,
          durationMs: 5_000,
          bytes: 4_000_000,
          expiresAt: 99,
          needsKey: false,
        },
      ],
      thumbnail: 'https://cdn.example/a.webp',
      spritesheet: 'https://cdn.example/s.webp',
      lastFrame: 'https://cdn.example/l.webp',
      captions: [{ startMs: 0, endMs: 500, text: 'A cat' }],
      storyboard: [{ startMs: 0, endMs: 500, text: 'a cat, please' }],
    },
  ],
  palette: ['#000000', '#ffffff'],
  moderation: 'passed',
  warnings: ['zonelessTime'],
};

export const minimalDetails: TaskDetails = { format: 'unified', variants: [], warnings: [] };

export const full: StoredTask = { task: fullTask, details: fullDetails, answer: '{"id":"full"} 🎬' };

/** A folder of its own, with a way to be rid of it. */
export function temporaryFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'video-tasks-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** What was logged as a warning or an error goes to `lines`. */
export function recordingLog(lines: string[] = []): Log {
  const note = (message: string, detail?: unknown): void =>
    void lines.push(`${message} ${JSON.stringify(detail ?? {})}`);
  return { debug: () => {}, info: () => {}, warn: note, error: note };
}

export function storeOptions(more: Partial<StoreOptions> = {}): StoreOptions {
  return { log: recordingLog(), wait: (ms) => sleep(ms), random: Math.random, ...more };
}
