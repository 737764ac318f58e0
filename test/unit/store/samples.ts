import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log, StoredTask, TaskStore } from '../../../src/domain/ports.ts';
import { taskKey, type Task, type TaskDetails } from '../../../src/domain/task.ts';
import { openDatabase, type StoreOptions } from '../../../src/store/database.ts';
import { DurableTaskStore } from '../../../src/store/durableStore.ts';
import { StoreFile } from '../../../src/store/storeFile.ts';
import { SqliteTaskStore } from '../../../src/store/taskStore.ts';

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
      textsOutside: 2,
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

/** Whoever waits for half a minute must not keep the process from ending. */
function wait(ms: number): Promise<void> {
  return sleep(ms, undefined, { ref: ms < 10_000 });
}

export function storeOptions(more: Partial<StoreOptions> = {}): StoreOptions {
  return { log: recordingLog(), wait, random: Math.random, ...more };
}

/** A store on a file whose disk can be made to fail by SQLite itself, without anybody else's file. */
export async function openFragile(
  folder: string,
  more: Partial<StoreOptions> = {},
): Promise<{
  readonly store: DurableTaskStore;
  /** `full`: no page more than there is. `readOnly`: SQLite refuses every write. */
  readonly fail: (how: 'full' | 'readOnly' | 'no more') => void;
}> {
  const options = storeOptions(more);
  const { db } = await openDatabase(folder, options);
  const file = new StoreFile(folder, new SqliteTaskStore(db, options), options);
  return {
    store: new DurableTaskStore(file, options),
    fail: (how) => {
      db.exec(`PRAGMA max_page_count = ${how === 'full' ? 1 : 1_000_000}`);
      db.exec(`PRAGMA query_only = ${how === 'readOnly'}`);
    },
  };
}

/** Resolves when the condition holds after a change of the store, at once when it holds already. */
export function untilChange(store: Pick<TaskStore, 'onDidChange'>, holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (holds()) {
        subscription.dispose();
        resolve();
      }
    };
    const subscription = store.onDidChange(look);
    look();
  });
}
