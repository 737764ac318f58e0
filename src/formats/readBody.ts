import { at, hasAny, isRecord, parseJson } from '../domain/json.ts';
import type { ReadBody } from '../domain/ports.ts';
import { detect } from './detect.ts';
import { readEnvelope } from './envelope.ts';
import { Fields } from './fields.ts';
import { isSameId, observe } from './observe.ts';
import type { Part } from './part.ts';

/** Layers of one answer, and envelopes around each: a gateway behind a gateway behind a gateway. */
const maxLayers = 3;
const maxBatch = 64;
const jsonStart = /^\s*[[{]/;
const taskNames = ['task_id', 'status', 'task_status', 'state', 'id'];

interface Layer {
  readonly tag: string;
  readonly part: Part;
}

// Batch answers hold one task per element.
function pick(batch: readonly unknown[], id: string | undefined): unknown {
  const elements = batch.slice(0, maxBatch);
  const named = elements.find((element) =>
    ['id', 'task_id'].some((name) => {
      const value = at(element, name);
      return typeof value === 'string' && id !== undefined && isSameId(value, id);
    }),
  );
  return named ?? (id === undefined && batch.length === 1 ? batch[0] : undefined);
}

// A record with `task_id` is a gateway's own record of a task: its `data` is the next layer, not the same one.
function envelopeData(content: unknown): unknown {
  const data = at(content, 'data');
  const holdsTask =
    Array.isArray(data) ||
    (typeof data === 'string' && jsonStart.test(data)) ||
    (isRecord(data) && hasAny(data, ...taskNames, 'data'));
  return holdsTask && at(content, 'task_id') === undefined ? data : undefined;
}

/** Takes the envelopes `{code, message, data}` off, of which a gateway behind a gateway has several. */
function unwrap(value: unknown, id: string | undefined, depth = 0): unknown {
  const parsed = typeof value === 'string' && jsonStart.test(value) ? parseJson(value) : value;
  const content = Array.isArray(parsed) ? pick(parsed, id) : parsed;
  const data = depth < maxLayers ? envelopeData(content) : undefined;
  return data === undefined ? content : unwrap(data, id, depth + 1);
}

function readLayers(value: unknown, fields: Fields, depth: number): readonly Layer[] {
  const body = unwrap(value, fields.context.id);
  const family = isRecord(body) && depth <= maxLayers ? detect(body) : undefined;
  if (!isRecord(body) || family === undefined) {
    return [];
  }
  const layer = { tag: family.tag, part: family.read(body, fields) };
  return [layer, ...readLayers(family.inner?.(body), fields, depth + 1)];
}

/** Reads any parsed JSON body. Never throws. */
export const readBody: ReadBody = (body, context) => {
  const fields = new Fields(context);
  const layers = readLayers(body, fields, 0);
  const [outermost] = layers;
  if (outermost !== undefined) {
    const parts = layers.map(({ part }) => part);
    return { kind: 'task', observation: observe(outermost.tag, parts, fields) };
  }
  return (isRecord(body) ? readEnvelope(body) : undefined) ?? { kind: 'nothing' };
};
