// The documented bodies, and smaller ones made of the same fields.
import { readFileSync } from 'node:fs';
import type { Observation } from '../../../src/domain/task.ts';
import type { Reading } from '../../../src/domain/ports.ts';
import { readBody } from '../../../src/formats/readBody.ts';

export const now = Date.UTC(2026, 10, 21);
export const base = 'https://gate.test';

export const documentedNames = [
  'relay-sora-succeeded',
  'luma-completed',
  'unified-pending',
  'unified-completed',
] as const;

/** A documented body, parsed anew. */
export function documented(name: (typeof documentedNames)[number]): unknown {
  return JSON.parse(readFileSync(new URL(`../../fixtures/${name}.json`, import.meta.url), 'utf8'));
}

export function read(body: unknown, id?: string): Reading {
  return readBody(body, { now, base, allowLoopbackHttp: false, ...(id !== undefined && { id }) });
}

/** The observation of a body that is about a task. */
export function observe(body: unknown, id?: string): Observation {
  const reading = read(body, id);
  if (reading.kind !== 'task') {
    throw new Error(`expected a task, got ${JSON.stringify(reading)}`);
  }
  return reading.observation;
}

/** The wrapper of a relay around an upstream answer. */
export function wrapped(data: unknown, fields: object = {}): unknown {
  return {
    code: 'success',
    message: '',
    data: { task_id: 'task_A', status: 'IN_PROGRESS', ...fields, data },
  };
}

/** A task of the Sora web site. */
export function soraTask(fields: object = {}): object {
  return { id: 'task_A', status: 'running', type: 'video_gen', n_frames: 60, generations: [], ...fields };
}

/** One finished generation. */
export function generation(fields: object = {}): object {
  return {
    id: 'gen_A',
    url: 'https://m.test/wm.mp4',
    encodings: { source: { path: 'https://m.test/s.mp4', size: 9, width: 4, height: 2, duration_secs: 2 } },
    ...fields,
  };
}
