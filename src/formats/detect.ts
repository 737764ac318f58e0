import { at, type JsonRecord } from '../domain/json.ts';
import { generic } from './generic.ts';
import { luma } from './luma.ts';
import type { Family } from './part.ts';
import { relay } from './relay.ts';
import { soraWeb } from './soraWeb.ts';
import { unified } from './unified.ts';

/** Every family that is read; the first one that matches a body counts. */
const families: readonly Family[] = [unified, luma, soraWeb, relay, generic];

// MiniMax fills the fields of a task with empty texts when it refuses to answer (wire-formats 2.8).
function isBlank(body: JsonRecord): boolean {
  return at(body, 'task_id') === '' && at(body, 'status') === '';
}

/** The family of a body, chosen by looking at it: gateways change shape per model and per release. */
export function detect(body: JsonRecord): Family | undefined {
  return isBlank(body) ? undefined : families.find((family) => family.matches(body));
}
