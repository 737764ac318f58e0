import { jsonAnswer, requestRefused, taskNotExist, type Answer } from './answer.ts';
import type { LinkTo } from './links.ts';
import { lumaBody } from './lumaBody.ts';
import { relayBody } from './relayBody.ts';
import type { TaskFormat, TaskState } from './tasks.ts';
import { unifiedBody } from './unifiedBody.ts';

/** What the bodies need to know besides the task. */
export interface Surroundings {
  readonly nowMs: number;
  readonly linkTo: (state: TaskState) => LinkTo;
  /** Bytes of a media file. */
  readonly sizeOf: (name: string) => number;
}

/** The normal answer of a status route. A task of another format does not exist here. */
export function statusAnswer(
  { format }: { readonly format: TaskFormat },
  state: TaskState | undefined,
  { nowMs, linkTo, sizeOf }: Surroundings,
): Answer {
  if (state?.task.format !== format) {
    return format === 'relay' ? taskNotExist() : requestRefused(404, 'Task not found', 'task_not_found');
  }
  if (format === 'relay') return jsonAnswer(200, relayBody(state, linkTo(state), sizeOf));
  if (format === 'luma') return jsonAnswer(200, lumaBody(state, linkTo(state)));
  return jsonAnswer(200, unifiedBody(state, linkTo(state), nowMs));
}
