import { at, text } from '../domain/json.ts';
import type { Moderation } from '../domain/task.ts';

function results(layers: readonly unknown[]): readonly unknown[] {
  return layers.flatMap((layer) => [at(layer, 'moderation_result'), at(layer, 'output_moderation_result')]);
}

function isRejection(result: unknown): boolean {
  return at(result, 'is_output_rejection') === true || at(result, 'is_terminal') === true;
}

/** The strictest verdict over a task and its generations (Sora web, `moderation_result` and its sibling for output). */
export function readModeration(layers: readonly unknown[]): Moderation | undefined {
  const found = results(layers);
  if (found.some(isRejection)) {
    return 'rejected';
  }
  if (found.some((result) => at(result, 'is_flagged') === true)) {
    return 'flagged';
  }
  if (layers.some((layer) => at(layer, 'needs_user_review') === true)) {
    return 'review';
  }
  return found.some((result) => at(result, 'type') === 'passed') ? 'passed' : undefined;
}

/** The provider's word for why a result was rejected. */
export function readRejection(layers: readonly unknown[]): string | undefined {
  const rejection = results(layers).find(isRejection);
  return text(at(rejection, 'code')) ?? text(at(rejection, 'type'));
}
