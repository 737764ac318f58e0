import type { CopyProblem, DownloadRequest } from '../domain/copyPorts.ts';
import { isExpired } from '../domain/links.ts';
import type { Attempt } from '../domain/origin.ts';
import type { VideoFile } from '../domain/videoFiles.ts';
import { leaseFor } from './admission.ts';
import { originOf } from './asker.ts';
import type { CopyParts } from './copyParts.ts';

export type Link = Omit<DownloadRequest, 'maxBytes'>;

/** How a file is asked for, or why it cannot be: with the key only where it lies with the provider of its task itself. */
export function linkOf(
  { clock, providers }: Pick<CopyParts, 'clock' | 'providers'>,
  providerId: string | undefined,
  { rendition: { expiresAt, needsKey, url } }: VideoFile,
): Link | CopyProblem {
  if (isExpired(expiresAt, clock.now())) {
    return { kind: 'expired' };
  }
  if (!needsKey) {
    return { url };
  }
  const provider = providers().find(({ id }) => id === providerId);
  if (provider === undefined || originOf(provider) !== URL.parse(url)?.origin) {
    return { kind: 'network', error: 'baseUrlRefused' };
  }
  const { auth, env } = provider;
  return { url, auth, ...(env !== undefined && { env }) };
}

/**
 * Does `work` with a link. One that takes the key is asked from the budget of its provider; what is loaded beyond the first moments
 * does not hold up the provider's tasks.
 */
export async function inBudget(
  parts: Pick<CopyParts, 'clock' | 'gate'>,
  { auth, url }: Link,
  signal: AbortSignal,
  work: () => Promise<CopyProblem | undefined>,
): Promise<CopyProblem | undefined> {
  if (auth === undefined) {
    return work();
  }
  const { origin } = new URL(url);
  const lease = await leaseFor(parts, origin, signal);
  if (lease === 'ended') {
    return { kind: 'cancelled' };
  }
  if (lease === 'toldToWait') {
    return { kind: 'network', error: 'rateLimited' };
  }
  const problem = await work();
  await parts.gate.settle(origin, lease, attemptOf(problem));
  return problem;
}

/** What a download says of its provider: not much, for the file may have come from elsewhere. */
function attemptOf(problem: CopyProblem | undefined): Attempt {
  if (problem === undefined) {
    return {};
  }
  const error = problem.kind === 'network' ? problem.error : undefined;
  return error === 'rateLimited' || error === 'keyRejected' ? { error } : { aborted: true };
}
