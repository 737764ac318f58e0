import { isTerminal } from '../domain/status.ts';
import type { StatedStatus } from '../domain/statusWords.ts';

/**
 * One status out of several, outermost first: what has ended outside, then what has ended inside, then the outermost.
 * A success outside without any file is a failure when the inside failed; queued outside but running inside is running.
 */
export function combine(statuses: readonly StatedStatus[], hasMedia: boolean): StatedStatus {
  const [outer = 'unknown', ...inner] = statuses;
  if (outer === 'succeeded' && inner.includes('failed') && !hasMedia) {
    return 'failed';
  }
  const known = statuses.find((status) => status !== 'unknown') ?? 'unknown';
  const refined = known === 'queued' && inner.includes('running') ? 'running' : known;
  return statuses.find(isTerminal) ?? refined;
}
